"""When to name a digit, and when to say "not sure".

A network must choose among ten digits even where there is none. It is taught to spread its
probabilities over all of them then (see `scribbles`), so that the largest one tells: below `SURE`,
no digit is named. Hendrycks and Gimpel 2017, arXiv:1610.02136.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats

SURE = 0.6
"""The least probability at which a digit is named."""
CLOSE = 0.1
"""A second digit of this probability or more is worth naming, too."""


class Verdict(NamedTuple):
    """What is said of one drawing."""

    digit: int | None
    """None: not sure enough to name one."""
    second: int | None
    """The next best digit, where it is close."""


def is_sure(probs: Floats) -> NDArray[np.bool_]:
    """Whether to name a digit, for probabilities (n, 10): bool (n,). NaN is never sure."""
    sure: NDArray[np.bool_] = probs.max(axis=1) >= SURE
    return sure


def verdict(probs: Floats) -> Verdict:
    """What to say, given the probabilities (10,) of one drawing."""
    second, first = (int(digit) for digit in np.argsort(probs, kind="stable")[-2:])
    if not is_sure(probs[None])[0]:
        return Verdict(None, None)
    return Verdict(first, second if probs[second] >= CLOSE else None)
