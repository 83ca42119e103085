"""The few kinds of array that this package passes around, named once."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

SIDE = 28
"""Rows of an image, and columns."""

Images: TypeAlias = NDArray[np.uint8]
"""Grey pictures, (n, 28, 28): 0 is paper, 255 is ink, as MNIST stores them."""

Labels: TypeAlias = NDArray[np.uint8]
"""The digit that each picture shows, (n,), from 0 to 9."""

Floats: TypeAlias = NDArray[np.floating[Any]]
"""Numbers that the network computes with: float32, or float64 in gradient checks."""
