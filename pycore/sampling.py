"""Which images a run learns from, and which it is validated with.

They are drawn from all rows of the data, in whatever order these stand. MNIST in its own order is
the exception: there the first parts are enough, so that the page need not fetch the others. Its
labels tell it; the page, which has only the first parts, draws the same images.
"""

import warnings
import zlib

import numpy as np

from .arrays import Labels
from .dataset import Examples, Subset, split

PART = 5_000
"""The page fetches the training images in parts of this many, in MNIST's own order."""
MNIST = (
    *(0xB62C2BBD, 0xB6D327FB, 0x50E0D9CF, 0x169F440F, 0x60FABFB2, 0x9679AB66),
    *(0x1FF053CC, 0xB9DE3AAF, 0x0A4072A8, 0xCDDCD7F7, 0x27C7858F, 0xBA07E8EF),
)
"""CRC-32 of the labels of MNIST's first part, of its first two, … of all twelve."""


def draw(
    data: Examples, parts: int, held_out: int, n: int, rng: np.random.Generator
) -> tuple[Subset, Subset]:
    """Draw `held_out` images, then `n` others to learn from; warn of a class that is left out.

    `parts` is how many parts hold enough images, if the data are MNIST.
    """
    pool = first_parts(data, parts) if is_mnist(data.labels, parts) else data
    validation, rest = split(pool, held_out, rng)
    chosen, _ = split(rest, n, rng)
    if left_out := [str(label) for label in np.setdiff1d(data.labels, chosen.labels)]:
        warnings.warn(
            f"no image of these classes was drawn to learn from: {', '.join(left_out)}; "
            "draw more images",
            stacklevel=3,
        )
    return validation, chosen


def first_parts(data: Examples, parts: int) -> Subset:
    """The images of the first parts, not copied."""
    return data.select(np.arange(min(data.size, parts * PART)))


def is_mnist(labels: Labels, parts: int) -> bool:
    """Whether the labels of the first parts are those of MNIST's training set, in its own order."""
    first = labels[: parts * PART].astype(np.uint8, copy=False)
    return parts <= len(MNIST) and zlib.crc32(first.tobytes()) == MNIST[parts - 1]
