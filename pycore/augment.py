"""New handwriting from old: the same digit turned, slanted, stretched and shifted a little.

A network that sees every image in a new pose each time learns what a digit is, not what 60,000
pictures are. Simard, Steinkraus and Platt 2003, "Best Practices for Convolutional Neural Networks",
section 2.
"""

import numpy as np

from .arrays import Floats, Images
from .preprocess import CENTRE, SIDE

ROTATION = np.deg2rad(10)
SLANT = 0.2
"""More than validation on MNIST alone would choose: people write on screens more aslant than it."""
STRETCH = 0.1
SHIFT = 1.5


def distort(images: Images, rng: np.random.Generator) -> Images:
    """Move each image, uint8 (n, 28, 28), by a random affine map of its own; same shape and type.

    Each within its bounds, uniformly: rotation (10° either way), slant (0.2 columns a row), width
    and height (10 %), shift (1.5 pixels).
    """
    n = len(images)
    maps = _maps(n, rng)  # (n, 2, 2)
    pixels = np.indices((SIDE, SIDE), np.float32).reshape(2, -1) - np.float32(CENTRE)  # (2, 784)
    shifts = rng.uniform(-SHIFT, SHIFT, (n, 2, 1)).astype(np.float32)
    sources = maps @ pixels + np.float32(CENTRE) + shifts  # (n, 2, 784): row, column
    return _sample(images, sources[:, 0], sources[:, 1])


def _maps(n: int, rng: np.random.Generator) -> Floats:
    """Random matrices (n, 2, 2) that say where in the old image each (row, column) comes from."""
    angle = rng.uniform(-ROTATION, ROTATION, n)
    slant = rng.uniform(-SLANT, SLANT, n)
    height, width = np.exp(rng.uniform(-STRETCH, STRETCH, (2, n)))
    cos, sin = np.cos(angle), np.sin(angle)
    maps = np.empty((n, 2, 2), np.float32)
    maps[:, 0, 0], maps[:, 0, 1] = cos * height, -sin * height
    maps[:, 1, 0], maps[:, 1, 1] = (sin + slant * cos) * width, (cos - slant * sin) * width
    return maps


def _sample(images: Images, rows: Floats, columns: Floats) -> Images:
    """The values at fractional places, (n, 784) each, from four pixels; outside is paper."""
    n, padded = len(images), SIDE + 2
    paper = np.pad(images, ((0, 0), (1, 1), (1, 1))).ravel()
    rows, columns = (np.clip(x + 1, 0, padded - 1.001) for x in (rows, columns))
    top, left = rows.astype(np.int32), columns.astype(np.int32)
    down, right = rows - top, columns - left
    corner = np.arange(n, dtype=np.int32)[:, None] * padded**2 + top * padded + left
    upper = paper[corner] * (1 - right) + paper[corner + 1] * right
    lower = paper[corner + padded] * (1 - right) + paper[corner + padded + 1] * right
    values: Images = np.rint(upper * (1 - down) + lower * down).astype(np.uint8)
    return values.reshape(images.shape)
