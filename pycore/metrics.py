"""How good the network is. Accuracy is the share of right answers, and nothing else."""

import math

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Labels
from .dataset import CLASSES, Examples
from .loss import cross_entropy
from .network import Network
from .preprocess import to_input

CHUNK = 500
"""Images that go through the network at once when it is evaluated: 1.5 MB of input."""


def accuracy(logits: Floats, y: Labels) -> float:
    """The share of right answers: rows of `logits` (n, 10) that are largest at y (n,)."""
    return float(np.mean(logits.argmax(axis=1) == y))


class Evaluation:
    """A network's score on a data set, added up chunk by chunk so that it can be interrupted."""

    def __init__(self) -> None:
        self.confusion: NDArray[np.int64] = np.zeros((CLASSES, CLASSES), np.int64)
        """(10, 10): row is the true digit, column the answer, entry how often."""
        self._loss_sum = 0.0

    def add(self, logits: Floats, y: Labels) -> None:
        """Count the answers `logits` (n, 10) against the labels y (n,)."""
        loss, _ = cross_entropy(logits, y)
        self._loss_sum += loss * len(y)
        np.add.at(self.confusion, (y, logits.argmax(axis=1)), 1)

    @property
    def count(self) -> int:
        """How many images have been counted."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1."""
        return float(np.trace(self.confusion) / self.count)

    @property
    def recall(self) -> Floats:
        """The share of right answers for each digit, (10,); NaN for a digit that did not occur."""
        with np.errstate(invalid="ignore"):
            recall: Floats = np.diagonal(self.confusion) / self.confusion.sum(axis=1)
        return recall

    @property
    def loss(self) -> float:
        """The mean cross-entropy."""
        return float(self._loss_sum / self.confusion.sum())


def interval(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1, that was found among n. Wilson 1927."""
    z = 1.96  # so many standard deviations leave 2.5 % out at either side
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def evaluate(network: Network, data: Examples) -> Evaluation:
    """Score `network` on all of `data`."""
    evaluation = Evaluation()
    for start in range(0, data.size, CHUNK):
        images, y = data.take(slice(start, start + CHUNK))
        evaluation.add(network.forward(to_input(images)), y)
    return evaluation
