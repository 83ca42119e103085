"""A training that diverges is stopped, and the network gets the best weights back that it had.

With too large a learning rate every step goes too far, and the next one further. The loss becomes
NaN; or it stays a number, hundreds of thousands, and nothing is learned any more.

A network that finds all classes equally likely has a loss of log(classes). The rule: a training has
diverged when its loss is over ten times that for fifty steps, or at its end, and at once when it is
no finite number. Weights that start too large may recover: where the first loss is worse than that
of guessing, it takes its place.
"""

import math
from typing import NoReturn

import numpy as np

from .errors import DivergedError
from .keeping import Keeper
from .optimisers import Optimiser

FAR = 10
"""Times the loss of guessing: no training that learns was seen to stay there."""
LONG = 50
"""Steps."""
PACE = 0.1
"""Share of a batch of 64 in the running loss; of a smaller one, as much less."""


class Guard:
    """Looks at the losses of a training, and raises `DivergedError` when it must not go on."""

    def __init__(self, keeper: Keeper, optimiser: Optimiser) -> None:
        """`keeper` gives the best weights back; what `optimiser` remembers is dropped then."""
        self.keeper, self.optimiser = keeper, optimiser
        self.rate = 0.0
        self.limit = 0.0
        self.running = 0.0
        self.steps_far = 0

    def watch(self, loss: float, images: int, learning_rate: float) -> None:
        """Look at the loss of a step by so many images, before it is taken."""
        self.rate = learning_rate
        if not math.isfinite(loss):
            self._stop(f"The loss is {loss}")
        if not self.limit:
            self.running = max(loss, self._guessing)
            self.limit = FAR * self.running
        bounded = min(loss, 2 * self.limit)  # one wild batch must not count for many
        self.running += PACE * min(1, images / 64) * (bounded - self.running)
        self.steps_far = self.steps_far + 1 if self.running > self.limit else 0
        if self.steps_far == LONG:
            self._stop(f"The loss is {loss:.3g}, far worse than by guessing, for {LONG} steps now")
        self.keeper.note(self.running)

    def judge(self, loss: float) -> None:
        """Look at a validation loss of the keeper's candidate."""
        if not math.isfinite(loss):
            self._stop(f"The validation loss is {loss}")
        self.keeper.judge(loss if loss < self.limit else math.inf)

    def finish(self, loss: float) -> None:
        """Look at the loss after the last step."""
        if not all(np.isfinite(array).all() for array in self.keeper.network.state()):
            loss = math.nan
        if not max(loss, self.running) <= self.limit:
            self._stop(f"At the end the loss is {loss:.3g}, far worse than by guessing")

    @property
    def _guessing(self) -> float:
        """The loss if all classes are found equally likely: there is a bias for each."""
        return math.log(max(2, len(self.keeper.network.parameters()[-1])))

    def _stop(self, why: str) -> NoReturn:
        self.keeper.restore()
        self.optimiser.reset()
        raise DivergedError(
            f"{why}: a learning rate of {self.rate:g} is too large for this network. It has the "
            "best weights back that it had; choose a smaller rate, for example "
            f"{self.rate / 10:g}, and go on."
        )
