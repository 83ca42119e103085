"""When to name a digit, and when to say "not sure".

A network must choose among ten digits even where there is none. It is taught to spread its
probabilities over all of them then (see `scribbles`), so that the largest one tells: below `SURE`,
no digit is named. Hendrycks and Gimpel 2017, arXiv:1610.02136.

What deceives one network seldom deceives another of a different build: so a second opinion may be
asked, not which digit it is, but whether it is any. Lakshminarayanan et al. 2017, arXiv:1612.01474.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Images

SURE = 0.6
"""The least probability at which a digit is named."""
SEEN = 0.5
"""The least that the largest probability of a second opinion must be for a digit to be named."""
CLOSE = 0.1
"""A second digit of this probability or more is worth naming, too."""
TALL = 0.6
"""Of digits side by side, each is this share as tall as all of them together, or taller."""


class Verdict(NamedTuple):
    """What is said of one drawing."""

    digit: int | None
    """None: not sure enough to name one."""
    second: int | None
    """The next best digit, where it is close."""


def is_sure(probs: Floats, second_opinion: Floats | None = None) -> NDArray[np.bool_]:
    """Whether to name a digit, for probabilities (n, classes): bool (n,). NaN is never sure.

    `second_opinion` are the probabilities (n, classes) of another network.
    """
    sure: NDArray[np.bool_] = probs.max(axis=1) >= SURE
    return sure if second_opinion is None else sure & (second_opinion.max(axis=1) >= SEEN)


def verdict(probs: Floats, second_opinion: Floats | None = None) -> Verdict:
    """What to say, given the probabilities (classes,) of one drawing, perhaps another network's."""
    second, first = (int(digit) for digit in np.argsort(probs, kind="stable")[-2:])
    opinion = None if second_opinion is None else second_opinion[None]
    if not is_sure(probs[None], opinion)[0]:
        return Verdict(None, None)
    return Verdict(first, second if probs[second] >= CLOSE else None)


def side_by_side(ink: Images) -> list[Images]:
    """What may be several digits: the parts of `ink` (height, width) between blank columns.

    `ink` is 0 where there is paper. Each part is a picture of the same size. One part is all of
    it: nothing is apart, or a part is too low to be a digit beside others, as a stray dot.
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
    """How many rows the ink spans."""
    rows = np.flatnonzero((ink > 0).any(axis=1))
    return int(rows[-1] - rows[0] + 1) if len(rows) else 0
