"""The sheet or the card that a digit stands on, apart from what that lies on.

A white sheet on a dark table is itself what stands out. It is told from a digit by its shape: it is
large, it fills the box around it, and what is cut out of it has the shape of a digit.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from .components import INSIDE, Mask, extent, label_parts, longest, part_sizes
from .resize import shrink, widest

COARSE = 120
"""Longest side of the small picture in which a card is looked for."""
LARGE = 0.3
"""Each side of a card has this share of the picture's longest side, at least."""
FULL = 0.8
"""The share of its box that a card fills, with what is cut out of it; an ellipse fills 0.785."""
UPRIGHT = 0.95
"""The share that a card fills where what is cut out of it may be a hole: no fat 0 fills so much."""
SOLID = 0.55
"""The share of a card that its digit leaves, at least."""
COMPACT = 0.7
"""What is more compact than this may be the hole of a 0 or an 8: an ellipse has 1, a 7 less."""
RIM = 2
"""Pixels of the small picture that belong to the card's edge."""
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""How bright red, green and blue are to the eye."""


def on_card(picture: Floats) -> Floats:
    """The card alone, in floats (height, width) or (height, width, 3); all of it without a card.

    What lies outside the card gets its colour.
    """
    grey = picture if picture.ndim == 2 else picture @ LUMA
    small = shrink(grey, COARSE)
    bright = small > between(small)
    for mask in (bright, ~bright):
        if (card := find_card(mask)) is not None:
            rows, columns = (
                np.arange(n) * m // n for n, m in zip(grey.shape, card.shape, strict=True)
            )
            inside = card[rows][:, columns]
            alone = picture.copy()
            alone[~inside] = np.median(picture[inside], axis=0)
            return alone[extent(inside)]
    return picture


def between(grey: Floats) -> float:
    """The brightness that best parts light from dark. Otsu 1979."""
    counts, edges = np.histogram(grey, 64, (0, 1))
    middles = (edges[1:] + edges[:-1]) / 2
    below, total = np.cumsum(counts), np.cumsum(counts * middles)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = total / below - (total[-1] - total) / above
        spread = np.nan_to_num(below * above * apart**2)
    return float(edges[1:][spread.argmax()])


def find_card(mask: Mask) -> Mask | None:
    """The card if the largest part of the mask is one: its inside, without its edge."""
    part = largest(mask)
    if not part.any() or edge(part).any():
        return None
    filled = ~outside(part)
    covered, digit = filled[extent(part)], largest(filled & ~part)
    fullness, side = covered.mean(), min(covered.shape)
    if (
        side < LARGE * max(mask.shape)
        or part.sum() < SOLID * filled.sum()
        or longest(digit) < INSIDE * side
        or fullness < (UPRIGHT if compactness(digit) > COMPACT else FULL)
    ):
        return None
    inner: Mask = ~widest(~filled, RIM)
    return inner


def largest(mask: Mask) -> Mask:
    """The largest part of the mask; nothing of nothing."""
    labels = label_parts(mask)
    part: Mask = mask & (labels == part_sizes(labels).argmax())
    return part


def outside(part: Mask) -> Mask:
    """What is not in the part, and can be reached from the picture's edge."""
    labels = label_parts(~part)
    reached: Mask = np.isin(labels, np.unique(edge(labels))) & ~part
    return reached


def edge(picture: NDArray[Any]) -> NDArray[Any]:
    """The pixels at the edge."""
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def compactness(part: Mask) -> float:
    """The area by that of an ellipse with the same variances: 1 for an ellipse, turned or not."""
    places = np.stack(np.nonzero(part)).astype(np.float64)
    variances = np.cov(places, bias=True) + np.eye(2) / 12  # a pixel is a square, not a point
    return float(part.sum() / (4 * np.pi * np.sqrt(np.linalg.det(variances))))
