"""How good the network is. Accuracy is the share of right answers, and nothing else."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .arrays import SIDE, Floats, Labels
from .calibration import Calibration
from .dataset import CLASSES, Examples, as_examples
from .doubt import is_sure
from .errors import DataError
from .images import to_input
from .loss import cross_entropy, softmax
from .network import Network

CHUNK = 500
"""Images that go through the network at once when it is evaluated, at most: 1.5 MB of input."""


def accuracy(logits: Floats, y: Labels) -> float:
    """The share of right answers: rows of `logits` (n, classes) that are largest at y (n,)."""
    return float(np.mean(logits.argmax(axis=1) == y))


class Evaluation:
    """A network's score on a data set, added up chunk by chunk so that it can be interrupted."""

    def __init__(self, classes: int = CLASSES, class_names: Sequence[str] = ()) -> None:
        self.class_names = class_names or [str(label) for label in range(classes)]
        """What the classes are called, in order."""
        self.confusion: NDArray[np.int64] = np.zeros((classes, classes), np.int64)
        """(classes, classes): row is the truth, column the answer, entry how often."""
        self.calibration = Calibration()
        """How far its probabilities can be believed."""
        self.answered = 0
        """How many images it was sure enough of to name a digit."""
        self._answered_right = 0
        self._loss_sum = 0.0

    def add(self, logits: Floats, y: Labels) -> None:
        """Count the answers `logits` (n, classes) against the labels y (n,)."""
        loss, _ = cross_entropy(logits, y)
        self._loss_sum += loss * len(y)
        answers, probs = logits.argmax(axis=1), softmax(logits)
        np.add.at(self.confusion, (y, answers), 1)
        self.calibration.add(probs, y)
        sure = is_sure(probs)
        self.answered += int(sure.sum())
        self._answered_right += int((answers == y)[sure].sum())

    def add_all(self, network: Network, data: Examples) -> Iterator[None]:
        """Count the network's answers on all of `data`; pause before every batch."""
        for batch in chunks(network, data):
            yield
            images, y = data.take(batch)
            self.add(network.forward(to_input(images)), y)

    @property
    def count(self) -> int:
        """How many images have been counted."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1, also of those that it is not sure of."""
        return float(np.trace(self.confusion) / self.count)

    @property
    def refused(self) -> int:
        """How many images it would name no digit for, being not sure."""
        return self.count - self.answered

    @property
    def answered_accuracy(self) -> float:
        """The share of right answers among those that it is sure of; NaN if there are none."""
        return self._answered_right / self.answered if self.answered else math.nan

    @property
    def recall(self) -> Floats:
        """The share of right answers for each class, (classes,); NaN where there was none of it."""
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
    return max(0.0, middle - half), min(1.0, middle + half)


def chunks(network: Network, data: Examples) -> list[slice]:
    """Parts of the data that go through the network at once when it is evaluated."""
    most = min(CHUNK, network.max_batch)
    return [slice(start, start + most) for start in range(0, data.size, most)]


def check_fits(network: Network, data: Examples) -> None:
    """Raise `DataError` unless `network` reads such images, and knows all of their classes."""
    labels, pixels = data.labels, SIDE * SIDE
    if network.inputs != pixels:
        raise DataError(f"the network reads {network.inputs:,} numbers; an image has {pixels}")
    if len(labels) == 0 or labels.min() < 0:
        raise DataError("there are no images, or some that show none of the classes")
    if labels.max() >= network.outputs:
        raise DataError(
            f"the network tells {network.outputs} classes apart, 0 to {network.outputs - 1}; "
            f"the data have labels up to {labels.max()}"
        )
    if network.class_names and data.class_names and network.class_names != data.class_names:
        raise DataError("the network's classes have other names than the data's")


def evaluate(network: Network, data: Examples, evaluation: Evaluation | None = None) -> Evaluation:
    """Score `network` on all of `data`; add to `evaluation`, if one is given.

    Raises `DataError` if the network is one for other images or other classes.
    """
    data = as_examples(data)
    check_fits(network, data)
    evaluation = evaluation or Evaluation(network.outputs, network.class_names)
    for _ in evaluation.add_all(network, data):
        pass
    return evaluation
