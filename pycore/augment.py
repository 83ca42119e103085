"""Data augmentation: changes digits as if another hand had written them with another pen.

Every epoch then shows each image in a new shape, so the network does not memorise 60,000 images.
A random affine map moves the pixels (rotation, slant, stretch, shift), and so does a random elastic
map, which imitates the tremor of muscles: Simard, Steinkraus and Platt 2003, "Best Practices for
Convolutional Neural Networks", section 2. Morphology makes strokes thicker or thinner. The ink
becomes uneven.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from .arrays import SIDE, Floats, Images
from .backend import matmul
from .images import CENTRE, INK_SIDE

Augment: TypeAlias = Callable[[Images, np.random.Generator], Images]
"""Images (n, 28, 28) → as many other images of the same digits."""

SMOOTH = 4.0
"""σ, in pixels, of the Gaussian that smooths an elastic map. Simard et al. found 4 best."""
WHITE = 255


@dataclass(frozen=True)
class Distortion:
    """The limits of each change. Call it with images uint8 (n, 28, 28) and a generator.

    Each image gets its own random numbers, uniform within these limits unless stated otherwise.
    """

    rotation: float = 10.0
    """Degrees, in both directions."""
    slant: float = 0.2
    """Columns per row, in both directions. This is more than validation on MNIST would choose:
    people write with more slant on screens."""
    stretch: float = 0.1
    """Height and width each change by a factor from e^−stretch to e^stretch."""
    shift: float = 1.5
    """Pixels, in both directions, vertically and horizontally."""
    elastic: float = 0.0
    """The standard deviation of the smooth random shift of each pixel, in pixels."""
    thinner: float = 0.0
    thicker: float = 0.0
    """The most pixels that a stroke loses or gains. The digit keeps its height and width, like a
    drawing with a broad brush."""
    uneven: float = 0.0
    """The standard deviation of the ink from pixel to pixel, as a fraction of its brightness."""

    def __call__(self, images: Images, rng: np.random.Generator) -> Images:
        """Return as many other images, uint8 (n, 28, 28), of the same digits."""
        n = len(images)
        gain = rng.uniform(-self.thinner, self.thicker, n).astype(np.float32)
        maps = self._maps(n, rng) * (INK_SIDE / (INK_SIDE - gain))[:, None, None]
        sources = maps @ PIXELS + np.float32(CENTRE)  # (n, 2, 784): row, column in the old image
        sources += rng.uniform(-self.shift, self.shift, (n, 2, 1)).astype(np.float32)
        if self.elastic:
            sources += self.elastic * smooth_noise(2 * n, rng).reshape(n, 2, -1)
        values = sample(images, sources[:, 0], sources[:, 1])
        if self.thinner or self.thicker:
            values = change_width(values, gain)
        if self.uneven:
            noise = rng.standard_normal(values.shape, np.float32)
            values *= 1 + np.float32(self.uneven) * noise
        return np.rint(np.clip(values, 0, WHITE)).astype(np.uint8)

    def _maps(self, n: int, rng: np.random.Generator) -> Floats:
        """Random matrices (n, 2, 2): from (row, column) to its place in the old image."""
        most = np.deg2rad(self.rotation)
        angle = rng.uniform(-most, most, n)
        slant = rng.uniform(-self.slant, self.slant, n)
        height, width = np.exp(rng.uniform(-self.stretch, self.stretch, (2, n)))
        cos, sin = np.cos(angle), np.sin(angle)
        maps = np.empty((n, 2, 2), np.float32)
        maps[:, 0, 0], maps[:, 0, 1] = cos * height, -sin * height
        maps[:, 1, 0], maps[:, 1, 1] = (sin + slant * cos) * width, (cos - slant * sin) * width
        return maps


PIXELS = np.indices((SIDE, SIDE), np.float32).reshape(2, -1) - np.float32(CENTRE)
"""Row and column of each pixel, (2, 784), from the centre of a digit."""

_apart = np.arange(SIDE)[:, None] - np.arange(SIDE)
_weights = np.exp(-(_apart**2) / (2 * SMOOTH**2))
GAUSSIAN: Floats = (_weights / np.linalg.norm(_weights, axis=1, keepdims=True)).astype(np.float32)
"""(28, 28): a product with it smooths white noise and keeps its variance of 1."""


def smooth_noise(n: int, rng: np.random.Generator) -> Floats:
    """Smooth random fields, float32 (n, 28, 28), with a standard deviation of 1."""
    noise = rng.standard_normal((n * SIDE, SIDE), np.float32)
    across = matmul(noise, GAUSSIAN).reshape(n, SIDE, SIDE)
    return GAUSSIAN.T @ across


def sample(images: Images, rows: Floats, columns: Floats) -> Floats:
    """Bilinear interpolation at fractional places, (n, 784) each; outside is paper.

    Returns float32 (n, 28, 28), from 0 to 255.
    """
    n, padded = len(images), SIDE + 2
    paper = np.pad(images, ((0, 0), (1, 1), (1, 1))).ravel()
    rows, columns = (np.clip(x + 1, 0, padded - 1.001) for x in (rows, columns))
    top, left = rows.astype(np.int32), columns.astype(np.int32)
    down, right = rows - top, columns - left
    corner = np.arange(n, dtype=np.int32)[:, None] * padded**2 + top * padded + left
    upper = paper[corner] * (1 - right) + paper[corner + 1] * right
    lower = paper[corner + padded] * (1 - right) + paper[corner + padded + 1] * right
    values: Floats = upper * (1 - down) + lower * down
    return values.reshape(images.shape)


def change_width(values: Floats, gain: Floats) -> Floats:
    """Make the strokes of each image (n, 28, 28) wider by `gain` (n,) pixels, or narrower.

    The maximum of each pixel and its neighbours makes a stroke wider by a pixel on both sides, the
    minimum makes it narrower. For less than that, both images are mixed.
    """
    values = _towards(values, np.clip(gain / 2, 0, 1), np.maximum)
    values = _towards(values, np.clip(gain / 2 - 1, 0, 1), np.maximum)
    return _towards(values, np.clip(-gain / 2, 0, 1), np.minimum)


def _towards(values: Floats, weight: Floats, extreme: np.ufunc) -> Floats:
    """Mix in the extreme of each pixel and its four neighbours, with a `weight` (n,)."""
    [which] = np.nonzero(weight)
    if len(which) == 0:
        return values
    old = values[which]
    padded = np.pad(old, ((0, 0), (1, 1), (1, 1)))
    new = extreme(old, padded[:, 2:, 1:-1])
    for neighbours in (padded[:, :-2, 1:-1], padded[:, 1:-1, 2:], padded[:, 1:-1, :-2]):
        extreme(new, neighbours, out=new)
    values[which] = old + weight[which, None, None] * (new - old)
    return values


AUGMENTATIONS: dict[str, Augment | None] = {
    "none": None,
    "affine": Distortion(),
    "handwriting": Distortion(
        rotation=12.0, slant=0.25, stretch=0.12, elastic=0.5, thinner=0.5, thicker=1.2, uneven=0.05
    ),
}
"""The augmentations that an experiment may have."""
