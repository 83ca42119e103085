"""Finds the card or sheet that a digit is on, without the table around it.

A white sheet on a dark table looks like ink on paper. Its shape tells it from a digit: it is large,
it fills the box around it, and the digit is missing from it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from .components import INSIDE, Mask, extent, label_parts, longest, part_sizes
from .resize import resize_down, widest

COARSE = 120
"""The longest side of the small picture in which a card is looked for."""
LARGE = 0.3
"""Each side of a card is at least this fraction of the picture's longest side."""
FULL = 0.8
"""The fraction of its box that a card fills, with its digit. An ellipse fills 0.785."""
UPRIGHT = 0.95
"""The same, if its digit may be the hole of a 0. No thick 0 fills so much."""
SOLID = 0.55
"""The smallest fraction of a card that is not covered by its digit."""
COMPACT = 0.7
"""A part that is more compact may be the hole of a 0 or an 8. An ellipse has 1, a 7 less."""
RIM = 2
"""The width of the card's edge, in pixels of the small picture."""
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""The brightness of red, green and blue for the eye."""


def on_card(picture: Floats) -> Floats:
    """Crop a picture, floats (height, width) or (height, width, 3), to its card, if it has one.

    The pixels outside of the card get the card's colour.
    """
    grey = picture if picture.ndim == 2 else picture @ LUMA
    small = resize_down(grey, COARSE)
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
    """The brightness that separates light from dark best. Otsu 1979."""
    counts, edges = np.histogram(grey, 64, (0, 1))
    middles = (edges[1:] + edges[:-1]) / 2
    below, total = np.cumsum(counts), np.cumsum(counts * middles)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = total / below - (total[-1] - total) / above
        spread = np.nan_to_num(below * above * apart**2)
    return float(edges[1:][spread.argmax()])


def find_card(mask: Mask) -> Mask | None:
    """The inside of the card, without its edge, if the largest part of the mask is a card."""
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
    """The largest part of the mask; empty if the mask is."""
    labels = label_parts(mask)
    part: Mask = mask & (labels == part_sizes(labels).argmax())
    return part


def outside(part: Mask) -> Mask:
    """The pixels outside of the part that are connected with the picture's edge."""
    labels = label_parts(~part)
    reached: Mask = np.isin(labels, np.unique(edge(labels))) & ~part
    return reached


def edge(picture: NDArray[Any]) -> NDArray[Any]:
    """The pixels at the edge."""
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def compactness(part: Mask) -> float:
    """The area divided by that of an ellipse with the same variances: 1 for any ellipse."""
    places = np.stack(np.nonzero(part)).astype(np.float64)
    variances = np.cov(places, bias=True) + np.eye(2) / 12  # a pixel is a square, not a point
    return float(part.sum() / (4 * np.pi * np.sqrt(np.linalg.det(variances))))
