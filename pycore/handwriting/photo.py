"""From a photograph of one digit to ink, as if it had been drawn on the page.

Ink may differ from its paper in brightness, or only in colour. The light on paper is uneven, but it
changes over distances that are wider than a stroke. So everything narrower than a window is filled
in: this gives the paper without ink. Ink is darker than that paper. The digit is the largest part
of the ink, with the parts that are not much smaller and not cut off by the edge. If there is a box
around it, only the content of the box counts. If it is on a card, only the card counts.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from ..arrays import Floats, Images
from .card import LUMA, on_card
from .components import INSIDE, Mask, box, extent, largest_parts, longest
from .pixels import as_picture
from .resize import resize, resize_down, widest

FILL = 0.72
"""The longest side of the resulting digit, as a fraction of its square."""
STROKE = 0.11
"""The smallest width of its strokes, as a fraction of its longest side."""
FINE = 320
"""The picture is made smaller until its longest side has this many pixels: that reduces noise."""
COARSE = 72
"""The longest side of the small picture in which the paper is found."""
REACH = COARSE // 8
"""What is narrower than twice this in the small picture is not paper."""
FAINTEST = 0.06
"""Ink takes at least this fraction of the paper's light away. Less is noise or texture."""
DIMMEST = 0.3
"""Darker paper counts as this bright, so that its noise is not taken for ink."""
LEAST = 1 / 16
"""A digit has at least this fraction of the longest side of its picture. Less is a speck."""
COLOURED = 2
"""Colour separates ink from paper if its contrast is this many times that of brightness."""


def find_ink(picture: NDArray[Any], side: int = 280, least: float = LEAST) -> Images | None:
    """Find the digit in a picture: uint8 (side, side), 255 is ink; None if there is none.

    `picture` is grey (height, width), or has red, green, blue and perhaps opacity (height, width, 3
    or 4), with values as in `pixels`. It may be dark on light or light on dark. Ink shorter than
    the fraction `least` of the picture's longest side is a speck. Raises `DataError` if it is not a
    picture.
    """
    light = dark_on_light(on_card(resize_down(opaque(in_unit(as_picture(picture))), FINE)))
    brightness = paper(light)
    ink = digit_in((brightness - light) / np.maximum(brightness, DIMMEST), least)
    return None if ink is None else (255 * lay_out(ink, side)).astype(np.uint8)


def in_unit(picture: NDArray[Any]) -> Floats:
    """The picture as floats from 0 to 1."""
    white = 255 if picture.dtype == np.uint8 else 1
    return (picture / np.float32(white)).astype(np.float32)


def opaque(picture: Floats) -> Floats:
    """Put a transparent picture on white or black, whichever contrasts with its ink."""
    if picture.ndim == 2 or picture.shape[2] == 3:
        return picture
    colour, opacity = picture[..., :3], picture[..., 3]
    if opacity.min() < 1 and opacity.any():
        behind = 1 if np.average(colour @ LUMA, weights=opacity) < 0.5 else 0
        colour = colour * opacity[..., None] + behind * (1 - opacity[..., None])
    return colour


def dark_on_light(picture: Floats) -> Floats:
    """The picture in grey, 0 to 1, with dark ink.

    There is more paper than ink, so the rarer of both is ink.
    """
    layers = picture[..., None] if picture.ndim == 2 else picture
    away = _from_surroundings(layers)
    weights = np.ones(1, np.float32) if picture.ndim == 2 else _contrast(away.reshape(-1, 3))
    weights = weights / np.abs(weights).sum()
    if ((away @ weights) ** 3).sum() > 0:
        weights = -weights
    grey: Floats = layers @ weights - np.minimum(weights, 0).sum()
    return grey


def _from_surroundings(layers: Floats) -> Floats:
    """The difference of each pixel from the median around it, in the small picture, per layer."""
    small = resize_down(layers, COARSE // 2)
    reach = max(small.shape[:2]) // 4
    side = 2 * reach + 1
    padded = np.pad(small, ((reach, reach), (reach, reach), (0, 0)), mode="symmetric")
    around: Floats = np.median(sliding_window_view(padded, (side, side), axis=(0, 1)), axis=(3, 4))
    return small - around


def _contrast(away: Floats) -> Floats:
    """The weights of red, green and blue that show the ink best, given differences (n, 3).

    They are those of brightness, unless colours differ much more: then their principal axis.
    """
    axis = np.linalg.eigh(away.T @ away)[1][:, -1]
    seen, bright = (np.linalg.norm(away @ (w / np.abs(w).sum())) for w in (axis, LUMA))
    return axis if seen > COLOURED * bright else LUMA


def paper(light: Floats) -> Floats:
    """The picture without its ink, which is dark and narrower than a window (a closing)."""
    small = resize_down(light, COARSE)
    wide = np.pad(small, 2 * REACH, mode="reflect", reflect_type="odd")  # slopes go on
    wide = np.minimum(wide, small.max())  # but not brighter than inside
    closed = -widest(-widest(wide, REACH), REACH)
    return resize(closed[2 * REACH : -2 * REACH, 2 * REACH : -2 * REACH], light.shape)


def digit_in(darkness: Floats, least: float) -> Floats | None:
    """The ink of the digit, float32 0 to 1, from the darkness of each pixel; None without ink."""
    threshold = half_way(darkness)
    if threshold is None:
        return None
    mask = darkness > threshold
    around = box(mask)
    if around is not None and (inner := _inside(around, darkness)) is not None:
        return inner
    digit = largest_parts(mask, least)
    if not digit.any():
        return None
    # Edges stay soft: no ink at half of the threshold, full ink at one and a half of it.
    ink: Floats = np.clip(darkness / threshold - 0.5, 0, 1) * widest(digit, 2)
    return ink.astype(np.float32)


def _inside(around: Mask, darkness: Floats) -> Floats | None:
    """The digit in a box; None if the box is empty, or if it is itself a part of the digit.

    A bar from side to side shows that: an 8 of straight lines has one.
    """
    within = extent(around)
    erased = widest(around, 2)[within]
    ink = digit_in(np.where(erased, 0, darkness[within]), 0)
    if ink is None or longest(ink > 0.5) < INSIDE * min(ink.shape):
        return None
    height, width = ink.shape
    touched = erased & widest(ink > 0.5, 3)
    middle_rows = touched[height // 6 : -height // 6].any(axis=0)
    middle_columns = touched[:, width // 6 : -width // 6].any(axis=1)
    bars = (
        side[: len(side) // 4].any() and side[-len(side) // 4 :].any()
        for side in (middle_rows, middle_columns)
    )
    if any(bars):
        return None
    whole = np.zeros_like(darkness)
    whole[within] = ink
    return whole


def half_way(darkness: Floats) -> float | None:
    """The darkness half-way between paper and ink; None if nothing differs from the paper."""
    noise = 4 * float(np.median(np.abs(darkness - np.median(darkness))))
    seen = darkness[darkness > max(FAINTEST / 2, noise)]
    if seen.size == 0 or (ink := float(np.quantile(seen, 0.9))) < max(FAINTEST, 2 * noise):
        return None
    return ink / 2


def lay_out(ink: Floats, side: int) -> Floats:
    """Crop the ink, scale it, centre it in a square; thicken thin strokes."""
    ink = ink[extent(ink > 0)]
    length = FILL * side
    height, width = (max(1, round(length * n / max(ink.shape))) for n in ink.shape)
    ink = resize(ink, (height, width))
    square = np.zeros((side, side), np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = ink
    missing = STROKE * length - stroke_width(square > 0.5)
    return widest(square, round(missing / 2)) if missing >= 2 else square


def stroke_width(mask: Mask) -> float:
    """The mean width of strokes: twice the area divided by the length of the edge."""
    inner = ~widest(~mask, 1)
    edge = np.count_nonzero(mask & ~inner)
    return 2 * float(mask.sum()) / max(1, int(edge))
