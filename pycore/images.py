"""Images → the network's input."""

import numpy as np
from numpy.typing import NDArray

from . import backend
from .arrays import SIDE, Floats, Images
from .checks import UNIT, as_images, as_numbers
from .errors import DataError

INK_SIDE = 20
"""In MNIST the longest side of each digit has this many pixels, …"""
CENTRE = 14.0
"""… and its centre of mass is at this row and column, counted from 0."""


def to_input(images: Images) -> NDArray[np.float32]:
    """Turn images, uint8 (n, 28, 28), into the network's input X, float32 (n, 784), 0 to 1.

    Pixel values are scaled only here: for training, for evaluation and for drawings. `checks` says
    what else images may be. Raises `DataError`.
    """
    if getattr(images, "dtype", None) != np.uint8 or images.shape[1:] != (SIDE, SIDE):
        images = as_images(images)
    return backend.active.to_unit(images.reshape(len(images), -1))


def as_input(X: object, inputs: int = SIDE * SIDE) -> Floats:
    """The input of a network, floats (n, inputs). Raises `DataError`.

    Floats of that shape stay as they are: 0 to 1 if the inputs are the pixels of an image, else any
    finite numbers. For pixels, everything that `to_input` accepts is accepted, too.
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
