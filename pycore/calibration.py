"""Calibration: of the answers with a probability of 90 %, nine in ten should be right.

Networks tend to be too sure. The expected calibration error measures how much. One number, the
temperature, corrects most of it.
"""

import math

import numpy as np

from .arrays import Floats, Labels
from .loss import cross_entropy

BINS = 15
"""Answers are grouped by probability: 0 to 1/15, to 2/15, …"""
HOTTEST = 20.0
"""The largest temperature that is tried. The smallest is its inverse."""
GOLDEN = (math.sqrt(5) - 1) / 2


class Calibration:
    """Sums up predicted and true accuracy in bins of the largest probability."""

    def __init__(self) -> None:
        self.count = np.zeros(BINS, np.int64)
        """The number of answers in each bin, (15,) like the other two."""
        self.right = np.zeros(BINS, np.int64)
        """The number of right answers in each bin."""
        self.promised = np.zeros(BINS)
        """The expected number of right answers: the sum of their probabilities."""

    def add(self, probs: Floats, y: Labels) -> None:
        """Add the answers `probs` (n, classes), given the labels y (n,)."""
        most = probs.max(axis=1)
        bins = np.searchsorted(np.arange(1, BINS) / BINS, most)  # an edge belongs to the bin below
        np.add.at(self.count, bins, 1)
        np.add.at(self.right, bins, probs.argmax(axis=1) == y)
        np.add.at(self.promised, bins, most)

    @property
    def error(self) -> float:
        """The expected calibration error, 0 to 1: Σ |right − promised| / n over the bins.

        Guo et al. 2017, arXiv:1706.04599, equation 3, after Naeini et al. 2015.
        """
        return float(np.abs(self.right - self.promised).sum() / self.count.sum())


def calibration_error(probs: Floats, y: Labels) -> float:
    """The expected calibration error of probabilities (n, classes), given the labels y (n,)."""
    calibration = Calibration()
    calibration.add(probs, y)
    return calibration.error


def fit_temperature(logits: Floats, y: Labels) -> float:
    """The T that minimises the mean cross-entropy of softmax(logits / T).

    Logits are (n, classes), of images that were not trained on. Any T > 0 leaves the answers as
    they are and changes only their probabilities (Guo et al. 2017, section 4.2). The loss is convex
    in 1/T, so it has one minimum. Golden-section search finds it between 1/20 and 20, to a
    millionth.
    """
    logits = logits.astype(np.float64)

    def loss(log_t: float) -> float:
        return cross_entropy(logits / math.exp(log_t), y)[0]

    low, high = -math.log(HOTTEST), math.log(HOTTEST)
    while high - low > 1e-6:
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return math.exp((low + high) / 2)
