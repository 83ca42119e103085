"""A plan is everything that a run of a notebook is made of, healthy or not."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from ..arrays import Floats
from ..layers import Dense
from ..loss import cross_entropy
from ..metrics import accuracy
from ..sampling import PART
from ..step import Loss
from .broken import LossInParts, scaled
from .metrics import Examiner, Metric, fair_paper


@dataclass(frozen=True)
class Plan:
    """What to train, on what, and how. A switch makes another of it, with one thing changed."""

    layer_sizes: tuple[int, ...]
    rows: int
    """Images to learn from."""
    held_out: int
    """Images drawn besides, never learned from."""
    epochs: int
    """Passes over the rows: with a full batch, each is one step."""
    learning_rate: float
    batch_size: int | None = None
    """Images a step; None is a full batch, all rows."""
    initialiser: str = "he"
    optimiser: str = "sgd"
    dense: Callable[[Floats, Floats], Dense] = Dense
    loss_parts: LossInParts = field(default_factory=LossInParts)
    gradient_factor: float = 1.0
    """How many times too large gradients are."""
    average_over: int | None = None
    """What gradients are divided by; None is the number of images, as it should be."""
    metric: Metric | None = accuracy
    """What the notebook calls accuracy; None if it computes none."""
    examiner: Examiner = fair_paper
    guarded: bool = True
    """Whether a loss that is not finite ends the run. No notebook looks."""

    @property
    def images_a_step(self) -> int:
        """The batch's size."""
        return min(self.batch_size or self.rows, self.rows)

    @property
    def steps(self) -> int:
        """How many updates there will be."""
        return self.epochs * math.ceil(self.rows / self.images_a_step)

    @property
    def parts(self) -> int:
        """How many parts of the training set, from the first, the rows are drawn from."""
        return math.ceil((self.rows + self.held_out) / PART)

    @property
    def loss(self) -> Loss:
        """`cross_entropy`, unless a defect forbids it."""
        loss: Loss = cross_entropy if self.loss_parts == LossInParts() else self.loss_parts
        batch = self.images_a_step
        factor = self.gradient_factor * batch / (self.average_over or batch)
        return loss if factor == 1 else scaled(loss, factor)
