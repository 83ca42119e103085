"""A training on its way, with all that belongs to it: to be driven step by step, or in pieces."""

from collections.abc import Iterator
from typing import Any, cast

import numpy as np

from .augment import Augment
from .dataset import Examples
from .errors import ExperimentError
from .keeping import Keeper
from .network import Network
from .optimisers import Optimiser
from .step import Loss
from .training import Metrics, Settings, train_in_pieces

FIXED = ("network", "data", "settings", "validation", "keeper", "experiment", "plan")
"""What can't be replaced once a training has begun. (What is in `settings` may change.)"""


class CurrentOptimiser:
    """The optimiser that a training has at each step: it may be replaced between two of them."""

    def __init__(self, training: "Training") -> None:
        self.training = training

    def __getattr__(self, name: str) -> Any:
        return getattr(self.training.optimiser, name)


class Training:
    """Iterate over it to train; stop asking to pause. It ends, and can be prolonged."""

    def __init__(
        self,
        network: Network,
        data: Examples,
        optimiser: Optimiser,
        settings: Settings,
        rng: np.random.Generator,
        validation: Examples | None = None,
        augment: Augment | None = None,
        loss: Loss | None = None,
        keeper: Keeper | None = None,
        guarded: bool = True,
    ) -> None:
        """The arguments are those of `train`."""
        self.network = network
        self.data = data
        self.optimiser = optimiser
        self.settings = settings
        self.validation = validation
        self.last: Metrics | None = None
        """The newest metrics, None before the first step."""
        self.keeper = keeper or Keeper(network)
        self._rng = rng
        self._augment = augment
        self._loss = loss
        self._guarded = guarded
        self._work: Iterator[Metrics | None] | None = None

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse what would have no effect; another `optimiser` takes the next step."""
        if name in FIXED and getattr(self, "_work", None) is not None:
            raise ExperimentError(
                name, f"{name} can't be replaced while a training is on its way; make a new one."
            )
        super().__setattr__(name, value)

    @property
    def progress(self) -> float:
        """How much of the training is done, 0 to 1. It is done, too, when it ended early."""
        if self.keeper.exhausted:
            return 1.0
        images = self.last.images if self.last else 0
        return min(1.0, images / (self.data.size * self.settings.epochs))

    def __iter__(self) -> Iterator[Metrics]:
        """The training itself: one `Metrics` a step."""
        return self

    def __next__(self) -> Metrics:
        """Take one step. After the last epoch the training ends, until `epochs` is raised."""
        while (metrics := self.advance()) is None:
            pass
        return metrics

    def advance(self) -> Metrics | None:
        """Do a piece of work that takes little time; None while the step is not yet taken.

        Raises `StopIteration` when there is nothing left to do.
        """
        self._work = self._work or self._begin()
        try:
            metrics = next(self._work)
        except StopIteration:
            self._work = self._begin()
            metrics = next(self._work)
        self.last = metrics or self.last
        return metrics

    def _begin(self) -> Iterator[Metrics | None]:
        """The work that is left after the last step."""
        return train_in_pieces(
            self.network,
            self.data,
            cast(Optimiser, CurrentOptimiser(self)),
            self.settings,
            self._rng,
            self.validation,
            self.last,
            augment=self._augment,
            loss=self._loss,
            keeper=self.keeper,
            guarded=self._guarded,
        )
