"""A guard stops a training that diverges; the network then gets its best weights back.

With too large a learning rate every step goes too far, and the next one further. The loss becomes
NaN; or it stays a number, hundreds of thousands, and nothing is learned any more.

A network that finds all classes equally likely has a loss of log(classes). The rule: a training has
diverged when its loss is over ten times that for fifty steps, or at its end, and at once when it is
not finite. Weights that start too large may recover: if the first loss is larger than log(classes),
it is used instead.
"""

import math
from typing import NoReturn

import numpy as np

from .arrays import overwrite
from .dataset import Examples
from .early_stopping import EarlyStopping
from .errors import DivergedError
from .images import to_input
from .loss import Loss
from .metrics import evaluation_batches
from .network import Network

FAR = 10
"""Times the loss of guessing. No training that learns was seen to stay above it."""
LONG = 50
"""Steps."""
RATE = 0.1
"""Weight of a batch of 64 in the running mean of the loss; of a smaller one, as much less."""


class Guard:
    """Checks the losses of a training, and raises `DivergedError` when it must stop."""

    def __init__(self, network: Network, early_stopping: EarlyStopping) -> None:
        """`early_stopping` holds the best weights: those at the start, if it has none yet."""
        self.network, self.early_stopping = network, early_stopping
        self.learning_rate = 0.0
        self.limit = 0.0
        self.running = 0.0
        self.steps_far = 0
        if not early_stopping.best:
            early_stopping.snapshot(network)

    def check_step(self, loss: float, images: int, learning_rate: float) -> None:
        """Check the loss of a batch of so many images, before the weights are updated."""
        self.learning_rate = learning_rate
        if not math.isfinite(loss):
            self._stop(f"The loss is {loss}")
        if not self.limit:
            self.running = max(loss, self._guessing)
            self.limit = FAR * self.running
        bounded = min(loss, 2 * self.limit)  # one wild batch must not count for many
        self.running += RATE * min(1, images / 64) * (bounded - self.running)
        self.steps_far = self.steps_far + 1 if self.running > self.limit else 0
        if self.steps_far == LONG:
            self._stop(f"The loss is {loss:.3g}, far worse than by guessing, for {LONG} steps now")
        self.early_stopping.update_in_training(self.running, self.network)

    def check_validation(self, loss: float) -> float:
        """Check a validation loss; return it, or infinity if it is too large to be the best."""
        if not math.isfinite(loss):
            self._stop(f"The validation loss is {loss}")
        return loss if loss < self.limit else math.inf

    def check_end(self, data: Examples, loss: Loss) -> None:
        """Check the weights and the loss after the last step."""
        last = sample_loss(self.network, data, loss)
        if not all(np.isfinite(array).all() for array in self.network.state()):
            last = math.nan
        if not max(last, self.running) <= self.limit:
            self._stop(f"At the end the loss is {last:.3g}, far worse than by guessing")

    @property
    def _guessing(self) -> float:
        """The loss if all classes are found equally likely: there is a bias for each."""
        return math.log(max(2, len(self.network.parameters()[-1])))

    def _stop(self, why: str) -> NoReturn:
        raise DivergedError(
            f"{why}: a learning rate of {self.learning_rate:g} is too large for this network. It "
            "has the best weights back that it had; choose a smaller rate, for example "
            f"{self.learning_rate / 10:g}, and go on."
        )


def sample_loss(network: Network, data: Examples, loss: Loss) -> float:
    """The training loss of the first few hundred examples. The network does not change."""
    images, y = data.take(evaluation_batches(network, data)[0])
    buffers = [array for layer in network.layers for array in layer.buffers()]
    before = [array.copy() for array in buffers]
    found, _ = loss(network.forward(to_input(images), True, np.random.default_rng(0)), y)
    overwrite(buffers, before)
    for layer in network.layers:
        layer.clear_cache()
    return found
