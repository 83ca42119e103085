"""Checks arrays from outside: what is unambiguous is accepted, the rest is refused.

Images are bool (ink or paper), whole numbers 0 to 255, or floats. Floats are 0 to 1 if the maximum
of the array is at most 1, else 0 to 255; both are rounded to uint8. So `images / 255` gives the
same images as uint8. Labels are whole numbers of any type, text such as "7", or one-hot rows.
Lists, pandas objects and anything else that NumPy can turn into an array are accepted, too.
"""

import math
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from .arrays import SIDE, Images, Labels
from .errors import DataError

MAX_CLASSES = 256
BLOCK = 1_000
"""Images that are converted at a time: floats of 60,000 would be 376 MB."""
UNIT = 1 + 1e-6
"""The limit for 1: 255 · (1 / 255) may be a little more."""
FAINT = 16
"""The brightest ink is above this. Fractions up to 1.5, say, are neither 0 to 1 nor 0 to 255."""


def as_images(value: object, name: str = "images") -> Images:
    """`value` as uint8 (n, 28, 28), 255 is ink. A uint8 array of that shape is not copied.

    Shapes: (n, 28, 28), (n, 784), (n, 28, 28, 1), (n, 1, 28, 28). Raises `DataError`.
    """
    images = _stack(as_numbers(value, name), name)
    if images.dtype == np.bool_:
        return images * np.uint8(255)
    scale = pixel_scale(images, name) if len(images) else 1
    if images.dtype == np.uint8:
        return images
    pixels = np.empty(images.shape, np.uint8)
    for start in range(0, len(images), BLOCK):
        block = images[start : start + BLOCK]
        if block.dtype == np.float16:
            block = block.astype(np.float32)
        np.rint(
            block * block.dtype.type(scale), out=pixels[start : start + BLOCK], casting="unsafe"
        )
    return pixels


def as_labels(value: object, name: str = "labels") -> Labels:
    """`value` as uint8 (n,): the class of each image, 0 to 255. Raises `DataError`.

    Shapes: (n,), (n, 1), or one-hot rows (n, classes).
    """
    labels = as_numbers(value, name)
    if labels.ndim == 2:
        labels = labels[:, 0] if labels.shape[1] == 1 else _from_one_hot(labels, name)
    if labels.ndim != 1:
        raise DataError(f"{name}: labels are {labels.shape}; should be (n,), one for each image")
    if labels.dtype == np.uint8:
        return cast(Labels, labels)
    wrong = ~((labels >= 0) & (labels < MAX_CLASSES))  # NaN, too
    if labels.dtype.kind == "f":
        wrong |= labels % 1 != 0 if not wrong.any() else False
    if wrong.any():
        i = int(np.argmax(wrong))
        wanted = f"a whole number from 0 to {MAX_CLASSES - 1}"
        raise DataError(f"{name}: label {i} is {labels[i]}; should be {wanted}")
    return labels.astype(np.uint8)


def as_numbers(value: object, name: str) -> NDArray[Any]:
    """`value` as an array of numbers or bool."""
    kind = type(value).__name__
    try:
        array = np.asarray(value)
        if array.dtype.kind in "OUS":  # text, or numbers of several kinds
            array = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError, RuntimeError) as error:
        raise DataError(f"{name}: {kind} can't be read as an array of numbers ({error})") from error
    if array.dtype.kind not in "biuf" or array.ndim == 0:
        raise DataError(f"{name}: should be an array of numbers; is {kind} {array.dtype}")
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise DataError(f"{name}: has masked values; fill them, or leave their rows out")
    return array


def _stack(images: NDArray[Any], name: str) -> NDArray[Any]:
    """The images as (n, 28, 28). Raises `DataError` for other shapes, with a hint."""
    n, *shape = images.shape
    if shape == [SIDE, SIDE]:
        return images
    if shape in ([SIDE * SIDE], [SIDE, SIDE, 1], [1, SIDE, SIDE]):
        return images.reshape(n, SIDE, SIDE)
    hint = ""
    if images.shape in ((SIDE, SIDE), (SIDE * SIDE,)):
        hint = "; this is one image: give image[None]"
    elif images.shape[:2] == (SIDE, SIDE):
        hint = "; the images are last: give np.moveaxis(images, -1, 0)"
    elif 3 in shape and shape.count(SIDE) == 2:
        hint = "; they are in colour: give the mean of the three colours"
    elif shape == [SIDE * SIDE + 1]:
        hint = "; one column more than pixels: is it the labels? Give it apart"
    raise DataError(f"{name}: images are {images.shape}; should be (n, 28, 28) or (n, 784){hint}")


def pixel_scale(images: NDArray[Any], name: str) -> int:
    """The factor that scales the pixels to 0 to 255: 1 or 255. Raises `DataError` if unclear."""
    low, high = float(images.min()), float(images.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        raise DataError(f"{name}: has pixels that are NaN or infinite")
    found = f"{name}: pixels are from {low:g} to {high:g}; should be 0 to 1 or 0 to 255"
    if low < 1 - UNIT:
        undo = "images / 2 + 0.5" if low >= -UNIT and high <= UNIT else "images * std + mean"
        raise DataError(f"{found}. If they are normalised, undo it: {undo}")
    if high > 255:
        raise DataError(f"{found}. Divide them by the largest value that they can have")
    if images.dtype.kind == "f":
        if high <= UNIT:
            return 255
        if high < FAINT and (images % 1 != 0).any():
            raise DataError(f"{found}. Divide them by the largest value that they can have")
    elif high == 1:
        hint = "If 1 is ink, give images.astype(bool)"
        raise DataError(f"{name}: pixels are whole numbers, 0 and 1 alone. {hint}")
    return 1


def _from_one_hot(rows: NDArray[Any], name: str) -> NDArray[Any]:
    """The position of the 1 in each row."""
    if not (((rows == 0) | (rows == 1)).all() and (rows.sum(axis=1) == 1).all()):
        raise DataError(
            f"{name}: labels are {rows.shape}, and their rows are not one-hot (a 1, the rest 0); "
            "should be (n,), one for each image"
        )
    columns: NDArray[np.intp] = rows.argmax(axis=1)
    return columns


def as_bytes(source: object, name: str) -> bytes:
    """The bytes of a bytes-like object, or of a file that was opened in binary mode."""
    if isinstance(source, bytes):
        return source
    try:
        data: Any = source.read() if hasattr(source, "read") else source
        return bytes(memoryview(data))
    except TypeError:
        opened = " in a file; open it with 'rb'" if data is not source else ""
        raise DataError(f"{name}: should be bytes; is {type(data).__name__}{opened}") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{name}: can't be read as bytes ({error}); open it with 'rb'") from error
