"""From ink to the network's input: scaled and centred exactly like MNIST's digits.

Measured on MNIST's 60,000 training images: the longest side of the ink is 20 pixels. The centre of
mass is at row and column 14.0 (0-based), after a shift by whole pixels. Even a good network
misreads a drawing that is scaled or centred differently: a centre at 13.5 costs about two
percentage points, the whole canvas scaled to 28×28 makes two thirds of all answers wrong.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import backend
from ..arrays import SIDE, Floats, Images
from ..backend import matmul
from ..images import CENTRE, INK_SIDE
from .pixels import as_picture
from .resize import area_weights

MIN_EXTENT = 1 / 8
"""Ink is a dot, not a digit, if its longest side is below this fraction of the picture's."""
FAINT = 0.4
"""Ink is noise if more than this fraction of it is faint. Edges of strokes are faint, too."""
SPECK = 0.005
"""A separate part with less than this fraction of the ink is a speck."""


def centre_digit(picture: NDArray[Any]) -> Images | None:
    """Crop, scale and centre one drawing: uint8 (28, 28), or None if there is no digit.

    `picture` has any size, in grey (height, width) or in colours (height, width, 3 or 4): uint8 0
    to 255, or floats 0 to 1 or 0 to 255. Ink may be bright on dark or dark on bright; the paper may
    have any grey and noise. None means blank or only a dot. Raises `DataError` if it is not one
    picture.
    """
    picture = as_picture(picture)
    ink = None if picture.ndim > 2 else _clean_ink(picture)
    if ink is None:
        from .photo import find_ink  # only now: drawings of the page are clean

        ink = find_ink(picture, least=MIN_EXTENT)
    return None if ink is None else centre_ink(ink)


def centre_ink(ink: NDArray[Any]) -> Images | None:
    """Crop, scale and centre ink (height, width), whose paper is exactly 0."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        return None
    whole = max(ink.shape)
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    longest = max(ink.shape)
    if longest < MIN_EXTENT * whole:
        return None
    height, width = (max(1, round(INK_SIDE * side / longest)) for side in ink.shape)
    if ink.dtype == np.uint8:  # after the crop: fewer pixels to convert
        ink = backend.active.to_unit(ink)
    down, across = area_weights(ink.shape[0], height), area_weights(ink.shape[1], width)
    return _paste(matmul(matmul(down, ink), across.T))


def _clean_ink(picture: NDArray[Any]) -> NDArray[Any] | None:
    """The picture with paper 0, if all paper is exactly black or white and the rest are strokes.

    The median of the border is the paper. None if the paper is grey or noisy, if the ink is faint
    or if there are specks: then `find_ink` is needed.
    """
    white = 255 if picture.dtype == np.uint8 else 1
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    common = np.median(border)
    if common not in (0, white):
        return None
    ink, border = (white - picture, white - border) if common else (picture, border)
    seen, above, strong = (int(np.count_nonzero(ink > level * white)) for level in (0, 0.1, 0.5))
    if not seen:
        return ink
    faint = seen - above
    if not strong or faint > max(FAINT * seen, 8):
        return None
    specks = _is_noisy(border) or _has_specks(ink, seen)
    return None if specks else ink


def _is_noisy(border: NDArray[Any]) -> bool:
    """Whether ink touches the border in many places, one or two pixels wide: strokes do not."""
    runs = _runs(border > 0)
    return len(runs) > 2 and bool(np.median(np.diff(runs)) <= 2)


def _has_specks(ink: NDArray[Any], seen: int) -> bool:
    """Whether separate rows or columns have very little ink."""
    for axis in (0, 1):
        runs = _runs(ink.any(axis=1 - axis))
        if len(runs) > 1:
            amounts = np.count_nonzero(ink, axis=1 - axis)
            if any(amounts[start:end].sum() < SPECK * seen for start, end in runs):
                return True
    return False


def _runs(seen: Any) -> NDArray[np.intp]:
    """The start and end of each run of True, (runs, 2)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]])))
    return edges.reshape(-1, 2)


def _paste(digit: Floats) -> Images:
    """Put a digit of at most 20×20 on 28×28 paper, with its centre of mass at (14, 14)."""
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
