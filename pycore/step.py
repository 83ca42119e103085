"""One step: go forward, see the loss, go backward, change the weights.

A gradient is a mean over the batch, so it can be added up piece by piece: however large the batch
is, only a piece of it is in memory as floats. Full-batch training on 60,000 images needs 3 MB of
input at a time, not 190.
"""

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Images, Labels
from .images import to_input
from .loss import cross_entropy
from .metrics import accuracy
from .network import Network
from .optimisers import Optimiser

Loss: TypeAlias = Callable[[Floats, Labels], tuple[float, Floats]]
"""Of logits (n, classes) and labels (n,): the mean loss and its derivative by the logits."""


class Step:
    """What one batch teaches: loss, accuracy and gradients, added up over its pieces."""

    def __init__(self, network: Network, images: int, loss: Loss = cross_entropy) -> None:
        """`images` is the size of the whole batch."""
        self.network = network
        self.images = images
        self.measure = loss
        self.loss = 0.0
        self.accuracy = 0.0
        self.gradients: list[Floats] = []

    def learn(self, images: Images, y: Labels, rng: np.random.Generator) -> None:
        """Go forward and backward with one piece: uint8 (n, 28, 28), labels (n,).

        `rng` decides what layers leave to chance.
        """
        share = len(y) / self.images
        with np.errstate(over="ignore", invalid="ignore"):  # a `Guard` looks for what explodes
            logits = self.network.forward(to_input(images), training=True, rng=rng)
            loss, dlogits = self.measure(logits, y)
            self.network.backward(dlogits if share == 1 else dlogits * share)
        self.loss += share * loss
        self.accuracy += share * accuracy(logits, y)
        if share == 1:
            self.gradients = self.network.gradients()
        elif not self.gradients:
            self.gradients = [gradient.copy() for gradient in self.network.gradients()]
        else:
            for total, gradient in zip(self.gradients, self.network.gradients(), strict=True):
                total += gradient

    def take(self, optimiser: Optimiser, learning_rate: float, l2: float = 0.0) -> None:
        """Change the network by what all pieces have taught."""
        with np.errstate(over="ignore", invalid="ignore"):
            if optimiser.decoupled:
                shrink(self.network, learning_rate * l2)
            else:
                add_l2(self.network, self.gradients, l2)
            optimiser.step(self.gradients, learning_rate)


def pieces(indices: NDArray[np.intp], most: int) -> list[NDArray[np.intp]]:
    """Divide a batch into as few parts of about the same size as `most` images a part allow."""
    if len(indices) <= most:
        return [indices]
    return np.array_split(indices, math.ceil(len(indices) / most))


def add_l2(network: Network, gradients: Sequence[Floats], l2: float) -> None:
    """Add the derivative of l2/2 · Σ W², which is l2 · W, to the gradient of every weight."""
    if l2:
        for W, dW in zip(network.parameters(), gradients, strict=True):
            if W.ndim > 1:  # a matrix or a window; biases are left alone
                dW += l2 * W


def shrink(network: Network, share: float) -> None:
    """Make every weight smaller by this share of it, whatever the gradients: W ← W − share · W.

    For Adam it is not the same as `add_l2`, whose gradients it would divide by their usual size.
    Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2.
    """
    if share:
        for W in network.parameters():
            if W.ndim > 1:
                W -= share * W
