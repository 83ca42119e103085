"""Gradient accumulation: the gradients of a batch, summed over micro-batches.

A gradient is a mean over the batch, so it can be summed part by part. Only one micro-batch is in
memory as floats: full-batch training on 60,000 images needs 3 MB of input at a time, not 190.
"""

import math

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Images, Labels
from .images import to_input
from .loss import Loss, cross_entropy
from .metrics import accuracy
from .network import Network
from .optimisers import Optimiser
from .weight_decay import add_l2, decay_weights


class GradientAccumulator:
    """Loss, accuracy and gradients of one batch, summed over its micro-batches."""

    def __init__(self, network: Network, batch_size: int, loss: Loss = cross_entropy) -> None:
        self.network = network
        self.batch_size = batch_size
        self.loss_function = loss
        self.loss = 0.0
        self.accuracy = 0.0
        self.gradients: list[Floats] = []

    def add(self, images: Images, y: Labels, rng: np.random.Generator) -> None:
        """Go forward and backward with a micro-batch."""
        weight = len(y) / self.batch_size
        logits = self.network.forward(to_input(images), training=True, rng=rng)
        loss, dlogits = self.loss_function(logits, y)
        self.network.backward(dlogits * weight)
        self.loss += weight * loss
        self.accuracy += weight * accuracy(logits, y)
        new, sums = self.network.gradients(), self.gradients
        self.gradients = [a + b for a, b in zip(sums, new, strict=True)] if sums else new

    def apply(self, optimiser: Optimiser, learning_rate: float, l2: float = 0.0) -> None:
        """Update the network by the gradients of the whole batch."""
        if optimiser.decoupled:
            decay_weights(self.network, learning_rate * l2)
        else:
            add_l2(self.network, self.gradients, l2)
        optimiser.step(self.gradients, learning_rate)


def micro_batches(batch: NDArray[np.intp], limit: int) -> list[NDArray[np.intp]]:
    """Divide a batch into micro-batches of about the same size, at most `limit` images each."""
    return np.array_split(batch, math.ceil(len(batch) / limit))
