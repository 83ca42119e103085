"""A plan holds everything that a notebook's run consists of, correct or broken."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from ..arrays import Floats
from ..layer_spec import LayerSpec
from ..layers import Dense
from ..loss import Loss, cross_entropy
from ..metrics import accuracy
from ..sampling import SHARD_SIZE
from .broken import LossInParts, scaled
from .metrics import Metric, SetChoice, same_set


@dataclass(frozen=True)
class Plan:
    """The network, its data and its training. A switch returns a plan with one thing changed."""

    layers: tuple[LayerSpec, ...]
    rows: int
    """Images to train on."""
    held_out: int
    """More images, which are never trained on."""
    epochs: int
    """Passes over the rows. With a full batch, each is one step."""
    learning_rate: float
    batch_size: int | None = None
    """Images per step; None for a full batch, all rows."""
    initialiser: str = "he"
    optimiser: str = "sgd"
    dense: Callable[[Floats, Floats], Dense] = Dense
    loss_parts: LossInParts = field(default_factory=LossInParts)
    gradient_factor: float = 1.0
    """The factor by which gradients are too large."""
    average_over: int | None = None
    """What gradients are divided by; None for the number of images, which is correct."""
    metric: Metric | None = accuracy
    """What the notebook calls accuracy; None if it computes no such figure."""
    evaluate_on: SetChoice = same_set
    stop_on_divergence: bool = True
    """Whether a loss that is NaN or far too large ends the run. No notebook checks that."""

    @property
    def images_a_step(self) -> int:
        """The size of a batch."""
        return min(self.batch_size or self.rows, self.rows)

    @property
    def steps(self) -> int:
        """The number of updates."""
        return self.epochs * math.ceil(self.rows / self.images_a_step)

    @property
    def shards(self) -> int:
        """The rows are drawn from this many shards of the training set, from the first."""
        return math.ceil((self.rows + self.held_out) / SHARD_SIZE)

    @property
    def loss(self) -> Loss:
        """`cross_entropy`, unless a defect changes it."""
        loss: Loss = cross_entropy if self.loss_parts == LossInParts() else self.loss_parts
        batch = self.images_a_step
        factor = self.gradient_factor * batch / (self.average_over or batch)
        return loss if factor == 1 else scaled(loss, factor)
