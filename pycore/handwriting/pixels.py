"""Accepts one picture as an array: checks it, and converts it to one scale."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..checks import as_numbers, pixel_scale
from ..errors import DataError

COLOURS = (3, 4)
"""Red, green, blue, and perhaps opacity."""


def as_picture(picture: object) -> NDArray[Any]:
    """One picture, uint8 0 to 255 or float32 0 to 1: (height, width) or (height, width, 3 or 4).

    It may be (height, width), or have a third axis of 1, 3 or 4 colours. Its values may be bool,
    whole numbers 0 to 255, or floats 0 to 1 or 0 to 255, see `checks`. If it is grey and opaque,
    the result has no colours. Raises `DataError`.
    """
    array = as_numbers(picture, "picture")
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[..., 0]
    coloured = array.ndim == 3 and array.shape[2] in COLOURS
    if not (array.ndim == 2 or coloured) or 0 in array.shape:
        raise DataError(
            f"picture: is {array.shape}; a picture is (height, width), or (height, width, 3 or 4) "
            "with the colours last; give one at a time"
        )
    array = _scaled(array)
    return _without_colours(array) if coloured else array


def _scaled(array: NDArray[Any]) -> NDArray[Any]:
    """The picture as uint8, or as float32 0 to 1."""
    if array.dtype == np.uint8:
        return array
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    scale = pixel_scale(array, "picture")
    if array.dtype.kind != "f":
        return array.astype(np.uint8)
    unit: NDArray[np.float32] = array.astype(np.float32) * np.float32(scale / 255)
    return np.clip(unit, 0, 1)


def _without_colours(array: NDArray[Any]) -> NDArray[Any]:
    """Only red, if the other colours are equal and nothing is transparent."""
    red, white = array[..., 0], 255 if array.dtype == np.uint8 else 1
    alike = (array[..., 1:3] == red[..., None]).all()
    opaque = array.shape[2] == 3 or (array[..., 3] == white).all()
    return red if alike and opaque else array
