"""How a notebook measures its network: the metric, the images and the labels that it uses.

The true accuracy is always reported beside it, on images that are scaled as in training.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Labels
from ..dataset import CLASSES, Examples

Metric: TypeAlias = Callable[[Floats, Labels], float]
"""Probabilities (n, 10) and labels (n,) → what the notebook calls accuracy, 0 to 1."""


class Sets(NamedTuple):
    """The data of a run: the training rows, the rows held out, and MNIST's test set."""

    train: Examples
    held_out: Examples | None = None
    test: Examples | None = None


class EvaluationSet(NamedTuple):
    """The images that a notebook evaluates, and the labels that it compares them with."""

    data: Examples
    labels: NDArray[Any]
    """One for each image, unless the notebook has a defect."""
    scale: float = 1.0
    """Factor on the pixels, which are 0 to 1: 255 if the notebook forgot to divide them."""


SetChoice: TypeAlias = Callable[[str, Sets], EvaluationSet]
"""From a set's name (`train`, `held_out` or `test`) to what the notebook evaluates for it."""


class Score(NamedTuple):
    """The accuracy of a network on one set."""

    truth: float
    """The true accuracy, 0 to 1."""
    said: float | None
    """What the notebook's own code reports; None if it reports nothing."""
    nan: int
    """How many of the notebook's probabilities are NaN."""
    images: int
    """The number of images. If it is small, a count says more than a percentage."""


class Figures(NamedTuple):
    """The scores of a network; None for a set that the run does not have."""

    train: Score | None
    held_out: Score | None
    test: Score | None


def same_set(name: str, sets: Sets) -> EvaluationSet:
    """The images of the set, scaled, with their labels: no defect."""
    data: Examples = getattr(sets, name)
    return EvaluationSet(data, data.labels)


def unscaled(name: str, choice: SetChoice) -> SetChoice:
    """Defect: the pixels of the set `name` stay 0 to 255."""

    def wrong(asked: str, sets: Sets) -> EvaluationSet:
        chosen = choice(asked, sets)
        return chosen._replace(scale=255.0) if asked == name else chosen

    return wrong


def first_row_for_labels(choice: SetChoice) -> SetChoice:
    """Defect: the held-out set's first *row*, a label and 784 pixels, is used as its labels."""

    def wrong(asked: str, sets: Sets) -> EvaluationSet:
        chosen = choice(asked, sets)
        if asked != "held_out":
            return chosen
        images, labels = chosen.data.take(slice(0, 1))
        return chosen._replace(labels=np.concatenate([labels, images.ravel()]))

    return wrong


def training_pixels(choice: SetChoice) -> SetChoice:
    """Defect: instead of the test set, the training rows, unscaled, with the test set's labels."""

    def wrong(asked: str, sets: Sets) -> EvaluationSet:
        chosen = choice(asked, sets)
        return EvaluationSet(sets.train, chosen.labels, 255.0) if asked == "test" else chosen

    return wrong


def rounded_agreement(probs: Floats, y: Labels) -> float:
    """1 − mean |rounded probability − one-hot|: 0.9 for a network that always answers 0.

    Nine of the ten entries of an image should be 0. Ten zeros are wrong in only one place.
    """
    return float(1 - np.mean(np.abs(np.round(probs) - np.eye(CLASSES)[y])))


def argmax_of_all(probs: Floats, y: Labels) -> float:
    """Defect: one argmax over the whole (n, 10) array is compared with every label."""
    return float(np.mean(np.argmax(probs) == y))
