"""When to name a digit, and when to say "not sure".

A network must choose among ten digits even if there is none. It is trained to spread its
probabilities over all digits in that case (see `networks/scribbles.py`). So if the largest one is
below `SURE`, no digit is named. Hendrycks and Gimpel 2017, arXiv:1610.02136.

Two networks of different architecture rarely make the same mistake. So a second network may be
asked whether there is a digit at all. Lakshminarayanan et al. 2017, arXiv:1612.01474.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Images

SURE = 0.6
"""A digit is named if its probability is at least this."""
SEEN = 0.5
"""A digit is named if the largest probability of the second network is at least this."""
CLOSE = 0.1
"""A second digit with at least this probability is named, too."""
TALL = 0.6
"""Each of several digits side by side has at least this fraction of the height of all."""


class Verdict(NamedTuple):
    """The answer for one drawing."""

    digit: int | None
    """None if the network is not sure."""
    second: int | None
    """The second digit, if it is close."""


def is_sure(probs: Floats, second_opinion: Floats | None = None) -> NDArray[np.bool_]:
    """Whether to name a digit, for probabilities (n, classes): bool (n,). NaN is never sure.

    `second_opinion` are the probabilities (n, classes) of another network.
    """
    sure: NDArray[np.bool_] = probs.max(axis=1) >= SURE
    return sure if second_opinion is None else sure & (second_opinion.max(axis=1) >= SEEN)


def verdict(probs: Floats, second_opinion: Floats | None = None) -> Verdict:
    """The answer for the probabilities (classes,) of one drawing, and those of a second network."""
    second, first = (int(digit) for digit in np.argsort(probs, kind="stable")[-2:])
    opinion = None if second_opinion is None else second_opinion[None]
    if not is_sure(probs[None], opinion)[0]:
        return Verdict(None, None)
    return Verdict(first, second if probs[second] >= CLOSE else None)


def side_by_side(ink: Images) -> list[Images]:
    """Split `ink` (height, width) at blank columns into what may be several digits.

    `ink` is 0 on paper. Each part has the size of the whole picture. The result is only `ink`
    itself if there is no blank column, or if a part is too low for a digit, such as a dot.
    """
    inked = np.concatenate([[False], (ink > 0).any(axis=0), [False]])
    edges = np.flatnonzero(inked[1:] != inked[:-1]).reshape(-1, 2)
    parts = []
    for start, end in edges:
        parts.append(np.zeros_like(ink))
        parts[-1][:, start:end] = ink[:, start:end]
    tall = TALL * _height(ink)
    return parts if all(_height(part) >= tall for part in parts) else [ink]


def _height(ink: Images) -> int:
    """The height of the ink in rows."""
    rows = np.flatnonzero((ink > 0).any(axis=1))
    return int(rows[-1] - rows[0] + 1) if len(rows) else 0
