"""How a notebook judges its network: by which figure, on which images, against which labels.

The truth is always told beside it: the share of right answers, on images scaled as in training.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Labels
from ..dataset import CLASSES, Examples

Metric: TypeAlias = Callable[[Floats, Labels], float]
"""Of probabilities (n, 10) and labels (n,): a figure from 0 to 1 that is called accuracy."""


class Sets(NamedTuple):
    """What a run has: the rows it learns from, rows held out, and MNIST's test set."""

    train: Examples
    held_out: Examples | None = None
    test: Examples | None = None


class Paper(NamedTuple):
    """What the network is asked, and what is held to be right."""

    data: Examples
    labels: NDArray[Any]
    """One for every image, if the notebook is right."""
    scale: float = 1.0
    """What the pixels, 0 to 1, are multiplied with: 255 where nobody divided them."""


Examiner: TypeAlias = Callable[[str, Sets], Paper]
"""Sets the paper on the set of this name: `train`, `held_out` or `test`."""


class Score(NamedTuple):
    """A network's figures on one set."""

    truth: float
    """The share of right answers, 0 to 1."""
    said: float | None
    """What the notebook's own code makes of it; None where that gives no figure."""
    nan: int
    """How many of the probabilities that the notebook's code computes for it are NaN."""
    images: int
    """How many images there are; of few, a share says less than a count."""


class Figures(NamedTuple):
    """A network's scores; None on a set that the run does not have."""

    train: Score | None
    held_out: Score | None
    test: Score | None


def fair_paper(name: str, sets: Sets) -> Paper:
    """A set's images, scaled, with their labels."""
    data: Examples = getattr(sets, name)
    return Paper(data, data.labels)


def unscaled(name: str, examiner: Examiner) -> Examiner:
    """The same but for the set `name`, whose pixels stay 0 to 255."""

    def wrong(asked: str, sets: Sets) -> Paper:
        paper = examiner(asked, sets)
        return paper._replace(scale=255.0) if asked == name else paper

    return wrong


def first_row_for_labels(examiner: Examiner) -> Examiner:
    """The same but for the held-out set: its first *row*, a label and 784 pixels, is the labels."""

    def wrong(asked: str, sets: Sets) -> Paper:
        paper = examiner(asked, sets)
        if asked != "held_out":
            return paper
        images, labels = paper.data.take(slice(0, 1))
        return paper._replace(labels=np.concatenate([labels, images.ravel()]))

    return wrong


def training_pixels(examiner: Examiner) -> Examiner:
    """The same but for the test set: the training rows, unscaled, beside the test set's labels."""

    def wrong(asked: str, sets: Sets) -> Paper:
        paper = examiner(asked, sets)
        return Paper(sets.train, paper.labels, 255.0) if asked == "test" else paper

    return wrong


def rounded_agreement(probs: Floats, y: Labels) -> float:
    """1 − mean |rounded probability − one-hot|: 0.9 for a network that answers nothing.

    Of ten entries an image, nine should be 0: whoever says 0 ten times is wrong in one.
    """
    return float(1 - np.mean(np.abs(np.round(probs) - np.eye(CLASSES)[y])))


def argmax_of_all(probs: Floats, y: Labels) -> float:
    """The share of labels that equal one number: where in the whole (n, 10) the largest stands."""
    return float(np.mean(np.argmax(probs) == y))
