"""How far a probability can be believed: of what is said with 90 %, nine in ten should be right.

Networks tend to be surer than they are right. The expected calibration error says by how much, and
one number, the temperature, sets most of it straight.
"""

import math

import numpy as np

from .arrays import Floats, Labels
from .loss import cross_entropy

BINS = 15
"""Answers are compared with others about as sure: a probability of 0 to 1/15, to 2/15, …"""
HOTTEST = 20.0
"""Temperatures are looked for from the inverse of this to this."""
GOLDEN = (math.sqrt(5) - 1) / 2


class Calibration:
    """What was promised beside what was kept, added up in bins of the largest probability."""

    def __init__(self) -> None:
        self.count = np.zeros(BINS, np.int64)
        """How many answers were as sure as the bin says, (15,) like the other two."""
        self.right = np.zeros(BINS, np.int64)
        """How many of them were right."""
        self.promised = np.zeros(BINS)
        """How many should have been: the sum of their probabilities."""

    def add(self, probs: Floats, y: Labels) -> None:
        """Count the answers `probs` (n, classes) against the labels y (n,)."""
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
    """The expected calibration error of probabilities (n, classes), given the truth y (n,)."""
    calibration = Calibration()
    calibration.add(probs, y)
    return calibration.error


def fit_temperature(logits: Floats, y: Labels) -> float:
    """The T that makes softmax(logits / T) likeliest: it minimises the mean cross-entropy.

    Logits are (n, classes), of images that were not trained on. The answers stay the same, whatever
    T > 0; only how sure they are changes (Guo et al. 2017, section 4.2). The loss has one valley,
    being convex in 1/T, so golden-section search finds it: from 1/20 to 20, to a millionth.
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
