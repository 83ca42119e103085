"""From ink to the network's input, laid out exactly as MNIST lays out its digits.

Measured on MNIST's 60,000 training images: the longest side of the ink is 20 pixels, and the centre
of mass lies at row and column 14.0 (0-based), reached by a shift of whole pixels. A drawing that is
laid out otherwise is misread, however good the network: putting the centre at 13.5 instead costs
about two points, pasting the whole canvas in costs two thirds of all answers.
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
"""Ink whose longest side is below this share of the picture's is a dot or a speck, not a digit."""
FAINT = 0.4
"""Where more of the ink is faint than this share, it is noise. Edges of strokes are faint, too."""
SPECK = 0.005
"""What stands apart and has less than this share of the ink is a speck."""


def centre_digit(picture: NDArray[Any]) -> Images | None:
    """Crop, scale and centre one drawing: uint8 (28, 28), or None where there is no digit.

    `picture` is of any size, grey (height, width) or in colours (height, width, 3 or 4): uint8 0 to
    255, or floats 0 to 1 or 0 to 255. Ink may be bright on dark or dark on bright, the paper of any
    grey, and noisy. None means blank, or a mere dot. Raises `DataError` if it is not one picture.
    """
    picture = as_picture(picture)
    ink = None if picture.ndim > 2 else _clean_ink(picture)
    if ink is None:
        from .photo import find_ink  # only now: what is drawn on the page is clean

        ink = find_ink(picture, least=MIN_EXTENT)
    return None if ink is None else centre_ink(ink)


def centre_ink(ink: NDArray[Any]) -> Images | None:
    """The same, where it is known that paper is exactly 0 and all else is ink (height, width)."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        return None
    whole = max(ink.shape)
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    longest = max(ink.shape)
    if longest < MIN_EXTENT * whole:
        return None
    height, width = (max(1, round(INK_SIDE * side / longest)) for side in ink.shape)
    if ink.dtype == np.uint8:  # only now: what is cropped away need not be turned into floats
        ink = backend.active.to_unit(ink)
    down, across = area_weights(ink.shape[0], height), area_weights(ink.shape[1], width)
    return _paste(matmul(matmul(down, ink), across.T))


def _clean_ink(picture: NDArray[Any]) -> NDArray[Any] | None:
    """The picture with paper 0, if that is clean: all of it one black or white, all else strokes.

    What most of the border shows is paper. None where paper is grey or noisy, ink faint, or specks
    are about: that takes a closer look.
    """
    white = 255 if picture.dtype == np.uint8 else 1
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    common = np.median(border)
    if common not in (0, white):
        return None
    ink, border = (white - picture, white - border) if common else (picture, border)
    seen, above, strong = (int(np.count_nonzero(ink > share * white)) for share in (0, 0.1, 0.5))
    if not seen:
        return ink
    faint = seen - above
    if not strong or faint > max(FAINT * seen, 8):
        return None
    specks = _is_noisy(border) or _has_specks(ink, seen)
    return None if specks else ink


def _is_noisy(border: NDArray[Any]) -> bool:
    """Whether ink touches the border here and there, in a pixel or two: no stroke does that."""
    runs = _runs(border > 0)
    return len(runs) > 2 and bool(np.median(np.diff(runs)) <= 2)


def _has_specks(ink: NDArray[Any], seen: int) -> bool:
    """Whether rows or columns apart from all others have hardly any ink."""
    for axis in (0, 1):
        runs = _runs(ink.any(axis=1 - axis))
        if len(runs) > 1:
            amounts = np.count_nonzero(ink, axis=1 - axis)
            if any(amounts[start:end].sum() < SPECK * seen for start, end in runs):
                return True
    return False


def _runs(seen: Any) -> NDArray[np.intp]:
    """Where runs of True start and end, (runs, 2)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]])))
    return edges.reshape(-1, 2)


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
