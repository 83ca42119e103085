"""The types that are passed around, named once."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

SIDE = 28
"""Rows of an image, and columns."""

NONE = -1
"""The label of an image that shows none of the classes."""

Images: TypeAlias = NDArray[np.uint8]
"""Grey images (n, 28, 28), as MNIST stores them: 0 is paper, 255 is ink."""

Labels: TypeAlias = NDArray[np.integer[Any]]
"""The class of each image (n,): the digits 0 to 9, or other classes. They are uint8, and int16
where `NONE` is among them."""

Floats: TypeAlias = NDArray[np.floating[Any]]
"""What the network computes with: float32, or float64 in gradient checks."""

Rng: TypeAlias = np.random.Generator
"""A source of random numbers: the same seed gives the same numbers."""


def overwrite(arrays: Sequence[Floats], values: Sequence[Floats]) -> None:
    """Copy `values` into arrays of the same shapes."""
    for array, value in zip(arrays, values, strict=True):
        np.copyto(array, value)
