"""Training: take a batch, take a step; again and again.

A `Training` prints nothing and calls nothing back. To train, ask for its next `Metrics`; to pause,
do not ask. The command line, the page and the tests all use it.
"""

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .augment import Augment
from .dataset import Examples
from .early_stopping import EarlyStopping
from .errors import DivergedError, ExperimentError
from .gradient_accumulator import GradientAccumulator, micro_batches
from .guard import Guard
from .label_smoothing import default_loss
from .loss import Loss
from .metrics import Evaluation
from .network import Network
from .optimisers import Optimiser
from .schedules import SCHEDULES
from .weight_averaging import EMA


@dataclass
class Settings:
    """What may change between two steps of a training."""

    learning_rate: float = 1e-3
    batch_size: int = 128
    """Full-batch training, if it is as large as the data, or larger."""
    epochs: int = 5
    l2: float = 0.0
    """Weight decay."""
    schedule: str = "constant"
    """One of `schedules.SCHEDULES`."""
    label_smoothing: float = 0.0


class Metrics(NamedTuple):
    """What a step measured."""

    step: int
    """From 1."""
    epoch: int
    """The pass over the data, from 1."""
    images: int
    """Images seen since the start."""
    loss: float
    """On the batch, before the update; without the L2 term."""
    accuracy: float
    validation_loss: float | None = None
    """After the update; None at steps without a validation."""
    validation_accuracy: float | None = None


FIXED = {"network", "data", "settings", "rng", "validation", "loss", "ema", "early_stopping"}
FIXED |= {"stop_on_divergence", "experiment", "plan"}
"""What can't be replaced once a training has begun. (What is in `settings` may change.)"""


@dataclass(eq=False, repr=False)
class Training:
    """Iterate over it to train `network` in place: each `next` takes a step.

    It ends after `settings.epochs`, and goes on when they are raised.
    """

    network: Network
    data: Examples
    optimiser: Optimiser
    settings: Settings
    rng: np.random.Generator
    """For shuffling, dropout and augmentation."""
    validation: Examples | None = None
    """Evaluated four times an epoch."""
    augment: Augment | None = None
    loss: Loss | None = None
    """`cross_entropy`, if None."""
    ema: EMA | None = None
    """The average of the weights: it is validated, and becomes the network at the end."""
    early_stopping: EarlyStopping = field(default_factory=EarlyStopping)
    """Keeps the best weights; with `patience`, may end the training."""
    stop_on_divergence: bool = True
    """Raise `DivergedError` if the loss is NaN or far too large, and restore the best weights (see
    `guard`); otherwise go on into NaN, as a plain loop would."""
    last: Metrics | None = None
    """The latest metrics."""

    def __post_init__(self) -> None:
        """Nothing has begun."""
        self._work: Iterator[Metrics | None] | None = None

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse what would have no effect."""
        if name in FIXED and getattr(self, "_work", None) is not None:
            raise ExperimentError(
                name, f"{name} can't be replaced while a training is on its way; make a new one."
            )
        super().__setattr__(name, value)

    @property
    def progress(self) -> float:
        """From 0 to 1: at the end, or when it stopped early."""
        if self.early_stopping.should_stop:
            return 1.0
        return min(1.0, self._images_seen / (self.data.size * self.settings.epochs))

    def __iter__(self) -> Iterator[Metrics]:
        return self

    def __next__(self) -> Metrics:
        """Take one step."""
        while (metrics := self.advance()) is None:
            pass
        return metrics

    def advance(self) -> Metrics | None:
        """Do a part of a step; return None until the step is finished.

        A step on 60,000 images, or a validation, may take seconds. Between its parts the network
        can answer, with the weights from before the step.
        """
        try:
            with np.errstate(over="ignore", invalid="ignore"):  # the guard looks for what explodes
                for metrics in self._work or ():
                    self.last = metrics or self.last
                    return metrics
        except DivergedError:
            self._restore_best()
            raise
        if self.progress == 1:
            self._finish()
            raise StopIteration
        self._work = self._steps()
        return self.advance()

    def _steps(self) -> Iterator[Metrics | None]:
        """All steps until the end."""
        network, size, limit = self.network, self.data.size, self.network.max_batch
        loss = self.loss or default_loss(self.data.labels, lambda: self.settings.label_smoothing)
        guard = Guard(network, self.early_stopping) if self.stop_on_divergence else None
        stream = batches(size, self.settings, self.rng)
        while self.progress < 1:
            batch = next(stream)
            gradients = GradientAccumulator(network, len(batch), loss)
            for i, indices in enumerate(micro_batches(batch, limit)):
                if i:
                    yield None
                images, y = self.data.take(indices)
                images = self.augment(images, self.rng) if self.augment else images
                gradients.add(images, y, self.rng)
            if guard:
                guard.check_step(gradients.loss, len(batch), self.settings.learning_rate)
            metrics = self._update(gradients)
            if self.validation is not None and self._ends_a_quarter(metrics):
                metrics = yield from self._validate(self.validation, metrics, guard)
            if self._is_last(metrics):
                if guard:
                    guard.check_end(self.data, loss)
                self._finish()
            yield metrics

    def _update(self, gradients: GradientAccumulator) -> Metrics:
        """Change the weights."""
        step, seen, settings = self.last.step if self.last else 0, self._images_seen, self.settings
        factor = SCHEDULES[settings.schedule](seen / (settings.epochs * self.data.size))
        gradients.apply(self.optimiser, settings.learning_rate * factor, settings.l2)
        if self.ema:
            self.ema.update(self.network)
        epoch, images = seen // self.data.size + 1, seen + gradients.batch_size
        return Metrics(step + 1, epoch, images, gradients.loss, gradients.accuracy)

    def _validate(
        self, data: Examples, metrics: Metrics, guard: Guard | None
    ) -> Generator[None, None, Metrics]:
        """Evaluate the network, or the average of its weights, on the validation set."""
        network = self.ema.network if self.ema else self.network
        score = Evaluation(network.outputs)
        yield from score.add_all(network, data)
        loss = guard.check_validation(score.loss) if guard else score.loss
        self.early_stopping.update(loss, network)
        return metrics._replace(validation_loss=score.loss, validation_accuracy=score.accuracy)

    @property
    def _images_seen(self) -> int:
        return self.last.images if self.last else 0

    def _ends_a_quarter(self, metrics: Metrics) -> bool:
        """Whether another quarter of an epoch is done."""
        return 4 * metrics.images // self.data.size > 4 * self._images_seen // self.data.size

    def _is_last(self, metrics: Metrics) -> bool:
        """Whether this was the last step."""
        end = self.settings.epochs * self.data.size
        return metrics.images >= end or self.early_stopping.should_stop

    def _finish(self) -> None:
        """Give the network its final weights: the best, or the average."""
        if self.early_stopping.patience and self.early_stopping.best_loss < math.inf:
            self.early_stopping.restore_best(self.network)
        elif self.ema:
            self.ema.copy_to(self.network)

    def _restore_best(self) -> None:
        """Go back to the best weights after a divergence; all that follows begins there."""
        self.early_stopping.restore_best(self.network)
        self.early_stopping.waited = 0
        self.optimiser.reset()
        if self.ema:
            self.ema.restart(self.network)


def train(
    network: Network,
    data: Examples,
    optimiser: Optimiser,
    settings: Settings,
    rng: np.random.Generator,
    validation: Examples | None = None,
    **options: Any,
) -> Iterator[Metrics]:
    """Train `network` in place, one `Metrics` a step. `options`: more fields of `Training`."""
    return Training(network, data, optimiser, settings, rng, validation, **options)


def batches(n: int, settings: Settings, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Yield batches of the indices 0…n−1 in random order, epoch after epoch, without end."""
    while True:
        order = rng.permutation(n)
        start = 0
        while start < n:
            stop = start + settings.batch_size
            yield order[start:stop]
            start = stop
