"""From a picture of one digit, a photograph even, to ink as if it had been drawn.

Light falls unevenly on paper, but its changes are wider than a stroke is. So the paper alone is
seen by filling in whatever is narrower than a window; what is darker than that paper is ink. The
digit is the largest part of it, with all that are not much smaller and do not run off the edge.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .arrays import Floats, Images
from .errors import DataError
from .preprocess import area_weights

FILL = 0.72
"""The longest side of the digit that comes out, as a share of the square that it lies on."""
STROKE = 0.11
"""The width of its strokes, at least, as a share of its longest side: a pen's, not a hair's."""
FINE = 320
"""Longest side of the picture that is looked at: less detail is less noise."""
COARSE = 72
"""Longest side of the small picture in which paper is looked for, and parts are told apart."""
REACH = COARSE // 8
"""What is no wider than twice this, in the small picture, is no paper."""
FAINTEST = 0.1
"""Ink takes this share of the paper's light away, at least; less is noise, or the paper's grain."""
DIMMEST = 0.3
"""On paper darker than this, ink is measured as on paper of this brightness: noise is no ink."""
SMALLEST = 0.15
"""A part that is smaller than this share of the largest is a speck."""

Mask = NDArray[np.bool_]


def find_ink(picture: NDArray[np.uint8], side: int = 280) -> Images | None:
    """Find the digit in a picture; uint8 (side, side), 255 is ink; None if there is none.

    `picture` is uint8 0 to 255: grey (height, width), or red, green, blue and opacity
    (height, width, 4). Dark on light is as good as light on dark.
    """
    if picture.dtype != np.uint8 or picture.ndim not in (2, 3) or 0 in picture.shape:
        raise DataError(f"a picture is uint8 (height, width), not {picture.shape}")
    light = dark_on_light(shrink(to_grey(picture), FINE))
    brightness = paper(light)
    darkness = (brightness - light) / np.maximum(brightness, DIMMEST)
    threshold = half_way(darkness)
    if threshold is None:
        return None
    digit = largest_parts(darkness > threshold)
    # Edges stay soft: half as dark as the threshold is no ink, half as dark again is all ink.
    ink = np.clip(darkness / threshold - 0.5, 0, 1) * widest(digit, 2)
    return (255 * lay_out(ink.astype(np.float32), side)).astype(np.uint8)


def to_grey(picture: NDArray[np.uint8]) -> Floats:
    """0 is black, 1 is white. What is transparent shows the paper that its ink stands out from."""
    if picture.ndim == 2:
        return (picture / np.float32(255)).astype(np.float32)
    colour = picture.astype(np.float32) / 255
    grey: Floats = colour[..., :3] @ np.array([0.299, 0.587, 0.114], np.float32)
    opacity = colour[..., 3]
    if opacity.min() < 1 and opacity.any():
        behind = 1 if np.average(grey, weights=opacity) < 0.5 else 0
        grey = grey * opacity + behind * (1 - opacity)
    return grey


def dark_on_light(grey: Floats) -> Floats:
    """The picture, or its negative: there is more paper than ink around, so what is rare is ink."""
    small = shrink(grey, COARSE // 2)
    reach = max(small.shape) // 4
    side = 2 * reach + 1
    around = sliding_window_view(np.pad(small, reach, mode="symmetric"), (side, side))
    away = small - np.median(around, axis=(2, 3))
    return grey if (away**3).sum() <= 0 else 1 - grey


def paper(light: Floats) -> Floats:
    """What the picture would show without its ink, which is dark and narrower than a window."""
    small = shrink(light, COARSE)
    wide = np.pad(small, 2 * REACH, mode="reflect", reflect_type="odd")  # slopes go on outside
    wide = np.minimum(wide, small.max())  # but nothing is brighter there
    closed = -widest(-widest(wide, REACH), REACH)
    return spread(closed[2 * REACH : -2 * REACH, 2 * REACH : -2 * REACH], light.shape)


def widest(grey: NDArray[Any], reach: int) -> NDArray[Any]:
    """At each pixel the highest value that lies within reach, up, down and to both sides."""
    for axis in (0, 1):
        edges = [(reach, reach) if each == axis else (0, 0) for each in (0, 1)]
        padded = np.moveaxis(np.pad(grey, edges, mode="edge"), axis, 0)
        n = grey.shape[axis]
        shifted = [padded[shift : shift + n] for shift in range(2 * reach + 1)]
        grey = np.moveaxis(np.maximum.reduce(shifted), 0, axis)
    return grey


def half_way(darkness: Floats) -> float | None:
    """The darkness half-way between paper and ink; None if nothing stands out from the paper."""
    noise = 4 * float(np.median(np.abs(darkness - np.median(darkness))))
    seen = darkness[darkness > max(FAINTEST / 2, noise)]
    if seen.size == 0 or (ink := float(np.quantile(seen, 0.9))) < max(FAINTEST, 2 * noise):
        return None
    return ink / 2


def largest_parts(mask: Mask) -> Mask:
    """The largest part, and those not much smaller; what runs off the edge only if all does."""
    factor = -(-max(mask.shape) // (2 * COARSE))
    rows, columns = (np.arange(0, n, factor) for n in mask.shape)
    small = np.logical_or.reduceat(np.logical_or.reduceat(mask, rows, axis=0), columns, axis=1)
    labels = label_parts(small)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0  # paper
    inside = sizes.copy()
    inside[[*labels[[0, -1]].flat, *labels[:, [0, -1]].flat]] = 0
    sizes = inside if inside.any() else sizes
    chosen = (sizes >= SMALLEST * max(1, sizes.max()))[labels]
    large = chosen.repeat(factor, axis=0).repeat(factor, axis=1)[: mask.shape[0], : mask.shape[1]]
    digit: Mask = mask & large
    return digit


def label_parts(mask: Mask) -> NDArray[np.int64]:
    """A number for each connected part, diagonals included, and 0 elsewhere.

    Every pixel begins with its own, and takes its neighbours' highest until none changes.
    """
    labels = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        before, labels = labels, np.where(mask, widest(labels, 1), 0)
        if np.array_equal(before, labels):
            return labels


def lay_out(ink: Floats, side: int) -> Floats:
    """Crop to the ink, scale it, put it into the middle of a square; thicken thin strokes."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    longest = FILL * side
    height, width = (max(1, round(longest * n / max(ink.shape))) for n in ink.shape)
    ink = spread(ink, (height, width))
    square = np.zeros((side, side), np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = ink
    missing = STROKE * longest - stroke_width(square > 0.5)
    return widest(square, round(missing / 2)) if missing >= 2 else square


def stroke_width(mask: Mask) -> float:
    """How wide strokes are on average: a long one has twice its area, over its edge, across."""
    inner = ~widest(~mask, 1)
    edge = np.count_nonzero(mask & ~inner)
    return 2 * float(mask.sum()) / max(1, int(edge))


def shrink(grey: Floats, longest: int) -> Floats:
    """Averaged down until no side is longer."""
    scale = min(1, longest / max(grey.shape))
    return spread(grey, tuple(max(1, round(scale * n)) for n in grey.shape))


def spread(grey: Floats, shape: tuple[int, ...]) -> Floats:
    """Resized by area."""
    down, across = (area_weights(n, m) for n, m in zip(grey.shape, shape, strict=True))
    return down @ grey @ across.T
