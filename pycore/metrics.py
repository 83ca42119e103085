"""How good a network is: accuracy, loss, confusion matrix."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Labels
from .calibration import Calibration
from .compatibility import check_compatible
from .dataset import CLASSES, Examples, as_examples
from .doubt import is_sure
from .images import to_input
from .loss import cross_entropy, softmax
from .network import Network

MAX_BATCH = 500
"""Images of a batch in evaluation, at most: 1.5 MB of input."""


def accuracy(logits: Floats, y: Labels) -> float:
    """The fraction of the rows of `logits` (n, classes) that are largest at y (n,)."""
    return float(np.mean(logits.argmax(axis=1) == y))


class Evaluation:
    """The score of a network on a data set, summed batch by batch."""

    def __init__(self, classes: int = CLASSES, class_names: Sequence[str] = ()) -> None:
        self.class_names = class_names or [str(label) for label in range(classes)]
        self.confusion: NDArray[np.int64] = np.zeros((classes, classes), np.int64)
        """(classes, classes): row is the truth, column the answer, entry how often."""
        self.calibration = Calibration()
        """Whether its probabilities are true."""
        self.answered = 0
        """Images for which the network was sure enough to name a digit."""
        self._answered_right = 0
        self._loss_sum = 0.0

    def add(self, logits: Floats, y: Labels) -> None:
        """Compare the answers, logits (n, classes), with the labels y (n,)."""
        loss, _ = cross_entropy(logits, y)
        self._loss_sum += loss * len(y)
        answers, probs = logits.argmax(axis=1), softmax(logits)
        np.add.at(self.confusion, (y, answers), 1)
        self.calibration.add(probs, y)
        sure = is_sure(probs)
        self.answered += int(sure.sum())
        self._answered_right += int((answers == y)[sure].sum())

    def add_all(self, network: Network, data: Examples) -> Iterator[None]:
        """Evaluate `network` on all of `data`; pause before every batch."""
        for batch in evaluation_batches(network, data):
            yield
            images, y = data.take(batch)
            self.add(network.forward(to_input(images)), y)

    @property
    def count(self) -> int:
        """Images evaluated so far."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """The fraction of right answers, sure or not."""
        return float(np.trace(self.confusion) / self.count)

    @property
    def refused(self) -> int:
        """Images for which it was not sure."""
        return self.count - self.answered

    @property
    def answered_accuracy(self) -> float:
        """The accuracy on the images it was sure of; NaN if there are none."""
        return self._answered_right / self.answered if self.answered else math.nan

    @property
    def recall(self) -> Floats:
        """The accuracy on each class, (classes,); NaN for a class without images."""
        with np.errstate(invalid="ignore"):
            recall: Floats = np.diagonal(self.confusion) / self.confusion.sum(axis=1)
        return recall

    @property
    def loss(self) -> float:
        """The mean cross-entropy."""
        return float(self._loss_sum / self.confusion.sum())


def evaluation_batches(network: Network, data: Examples) -> list[slice]:
    """Where the batches of an evaluation are in the data."""
    size = min(MAX_BATCH, network.max_batch)
    return [slice(start, start + size) for start in range(0, data.size, size)]


def evaluate(network: Network, data: Examples, evaluation: Evaluation | None = None) -> Evaluation:
    """Evaluate `network` on all of `data`; `evaluation` goes on with an earlier score.

    Raises `DataError` if the network is for other images or classes.
    """
    data = as_examples(data)
    check_compatible(network, data)
    evaluation = evaluation or Evaluation(network.outputs, network.class_names)
    for _ in evaluation.add_all(network, data):
        pass
    return evaluation
