"""From ink to the network's input, laid out exactly as MNIST lays out its digits.

Measured on MNIST's 60,000 training images: the longest side of the ink is 20 pixels, and the centre
of mass lies at row and column 14.0 (0-based), reached by a shift of whole pixels. A drawing that is
laid out otherwise is misread, however good the network: putting the centre at 13.5 instead costs
about two points, pasting the whole canvas in costs two thirds of all answers.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import kernels
from .arrays import SIDE, Floats, Images
from .checks import UNIT, as_images, as_numbers
from .errors import DataError
from .kernels import matmul

INK_SIDE = 20
CENTRE = 14.0
MIN_EXTENT = 1 / 8
"""Ink whose longest side is below this share of the picture's is a dot or a speck, not a digit."""


def to_input(images: Images) -> NDArray[np.float32]:
    """Turn images, uint8 (n, 28, 28), into the network's input X, float32 (n, 784), 0 to 1.

    The one place where pixel values are scaled: training, testing and drawings all pass here. What
    else images may be is said in `checks`. Raises `DataError`.
    """
    if getattr(images, "dtype", None) != np.uint8 or images.shape[1:] != (SIDE, SIDE):
        images = as_images(images)
    return kernels.active.to_unit(images.reshape(len(images), -1))


def as_input(X: object, inputs: int = SIDE * SIDE) -> Floats:
    """What a network of so many inputs is asked, as floats (n, inputs). Raises `DataError`.

    Floats of that shape are taken as they are: 0 to 1 where the inputs are the pixels of an image,
    else any finite ones. For pixels, whatever `to_input` accepts is accepted here, too.
    """
    array, pixels = as_numbers(X, "input"), inputs == SIDE * SIDE
    if array.ndim == 2 and array.shape[1] == inputs and array.dtype.kind == "f":
        low, high = (float(f(array, initial=0)) for f in (np.min, np.max))  # NaN stays NaN
        if (low >= 1 - UNIT and high <= UNIT) if pixels else np.isfinite([low, high]).all():
            X_ready: Floats = array
            return X_ready
    if not pixels:
        raise DataError(
            f"input: is {array.dtype} {array.shape}; should be finite floats (n, {inputs})"
        )
    return to_input(as_images(array, "input"))


def centre_digit(picture: NDArray[np.generic]) -> Images | None:
    """Crop, scale and centre one drawing: uint8 (28, 28), or None where there is no digit.

    `picture` is grey, (height, width), of any size: uint8 0 to 255, or floats 0 to 1; ink may be
    bright on dark or dark on bright. None means blank, or a mere dot.
    """
    ink = _ink(picture)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        return None
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    longest = max(ink.shape)
    if longest < MIN_EXTENT * max(picture.shape):
        return None
    height, width = (max(1, round(INK_SIDE * side / longest)) for side in ink.shape)
    if ink.dtype == np.uint8:  # only now: what is cropped away need not be turned into floats
        ink = kernels.active.to_unit(ink)
    down, across = area_weights(ink.shape[0], height), area_weights(ink.shape[1], width)
    return _paste(matmul(matmul(down, ink), across.T))


def _ink(picture: NDArray[np.generic]) -> NDArray[Any]:
    """The picture, uint8 or float32, with paper 0. What most of the border shows is paper."""
    if picture.ndim != 2 or 0 in picture.shape:
        raise DataError(f"a picture is (height, width), not {picture.shape}")
    ink: NDArray[Any] = picture
    if np.issubdtype(picture.dtype, np.floating):
        ink = picture.astype(np.float32)
        if not (np.isfinite(ink).all() and ink.min() >= 0 and ink.max() <= 1):
            raise DataError("a picture of floats has values from 0 to 1")
    elif picture.dtype != np.uint8:
        raise DataError(f"a picture is uint8 0 to 255 or float 0 to 1, not {picture.dtype}")
    white = 255 if picture.dtype == np.uint8 else 1
    border = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    return white - ink if np.median(border) > white / 2 else ink


def area_weights(n: int, m: int) -> Floats:
    """The matrix (m, n) that averages n pixels down to m by area (or spreads them, if m > n).

    Row i holds the share that each old pixel has in new pixel i, which covers the old ones
    from i·n/m to (i+1)·n/m. Every row sums to 1.
    """
    start = np.arange(m)[:, None] * n / m
    pixel = np.arange(n)[None, :]
    overlap = np.minimum(pixel + 1, start + n / m) - np.maximum(pixel, start)
    weights: Floats = (np.clip(overlap, 0, None) * m / n).astype(np.float32)
    return weights


def _paste(digit: Floats) -> Images:
    """Put a digit, at most 20 × 20, on 28×28 paper, its centre of mass at (14, 14)."""
    mass = digit.sum()
    row = (digit.sum(axis=1) @ np.arange(digit.shape[0])) / mass
    column = (digit.sum(axis=0) @ np.arange(digit.shape[1])) / mass
    top, left = (
        int(np.clip(np.rint(CENTRE - centre), 0, SIDE - side))
        for centre, side in zip((row, column), digit.shape, strict=True)
    )
    paper = np.zeros((SIDE, SIDE), np.uint8)
    pixels = np.rint(np.clip(digit, 0, 1) * 255).astype(np.uint8)
    paper[top : top + digit.shape[0], left : left + digit.shape[1]] = pixels
    return paper
