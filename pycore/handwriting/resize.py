"""Resizes pictures by area: each new pixel is the mean of the old pixels that it covers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats


def area_weights(n: int, m: int) -> Floats:
    """The matrix (m, n) that averages n pixels down to m by area (or spreads them, if m > n).

    Row i holds the weight of each old pixel in new pixel i, which covers the old ones from i·n/m to
    (i+1)·n/m. Every row sums to 1.
    """
    start = np.arange(m)[:, None] * n / m
    pixel = np.arange(n)[None, :]
    overlap = np.minimum(pixel + 1, start + n / m) - np.maximum(pixel, start)
    weights: Floats = (np.clip(overlap, 0, None) * m / n).astype(np.float32)
    return weights


def resize_down(picture: Floats, longest: int) -> Floats:
    """Make a picture (height, width, …) smaller until no side is longer than `longest`."""
    height, width = picture.shape[:2]
    scale = min(1, longest / max(height, width))
    return resize(picture, (max(1, round(scale * height)), max(1, round(scale * width))))


def resize(picture: Floats, shape: tuple[int, ...]) -> Floats:
    """Resize a picture (height, width, …) to the first two sizes in `shape`."""
    down, across = (area_weights(n, m) for n, m in zip(picture.shape, shape[:2], strict=False))
    if picture.ndim == 2:
        resized: Floats = down @ picture @ across.T
        return resized
    return np.stack([resize(layer, shape) for layer in np.moveaxis(picture, 2, 0)], axis=2)


def widest(grey: NDArray[Any], reach: int) -> NDArray[Any]:
    """Dilation: each pixel becomes the maximum of the square with `reach` pixels on each side."""
    for axis in (0, 1):
        edges = [(reach, reach) if each == axis else (0, 0) for each in (0, 1)]
        padded = np.moveaxis(np.pad(grey, edges, mode="edge"), axis, 0)
        n = grey.shape[axis]
        shifted = [padded[shift : shift + n] for shift in range(2 * reach + 1)]
        grey = np.moveaxis(np.maximum.reduce(shifted), 0, axis)
    return grey
