"""The few types that this package passes around, named once."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

SIDE = 28
"""Rows of an image, and columns."""

NONE = -1
"""The label of what shows none of the classes: all should be found equally likely."""

Images: TypeAlias = NDArray[np.uint8]
"""Grey pictures, (n, 28, 28): 0 is paper, 255 is ink, as MNIST stores them."""

Labels: TypeAlias = NDArray[np.integer[Any]]
"""The class of each picture, (n,): the digit that it shows, from 0 to 9, or another. They are
uint8, and int16 where `NONE` is among them."""

Floats: TypeAlias = NDArray[np.floating[Any]]
"""Numbers that the network computes with: float32, or float64 in gradient checks."""

Rng: TypeAlias = np.random.Generator
"""Where chance comes from: the same seed gives the same numbers."""


def overwrite(arrays: Sequence[Floats], values: Sequence[Floats]) -> None:
    """Copy the numbers of `values` into arrays of the same shapes."""
    for array, value in zip(arrays, values, strict=True):
        np.copyto(array, value)
