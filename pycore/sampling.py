"""Draws the images that a run is trained on and those for validation.

They are drawn from all rows of the data, in any order. MNIST in its own order is an exception: its
first shards are enough, so that the page need not fetch the others. MNIST is recognised by its
labels. So the page, which has only the first shards, draws the same images.
"""

import warnings
import zlib

import numpy as np

from .arrays import Labels
from .dataset import Examples, Subset, split

SHARD_SIZE = 5_000
"""The size of a shard. The page fetches the training images in shards, in MNIST's own order."""
MNIST = (
    *(0xB62C2BBD, 0xB6D327FB, 0x50E0D9CF, 0x169F440F, 0x60FABFB2, 0x9679AB66),
    *(0x1FF053CC, 0xB9DE3AAF, 0x0A4072A8, 0xCDDCD7F7, 0x27C7858F, 0xBA07E8EF),
)
"""CRC-32 of the labels of MNIST's first shard, of its first two, … of all twelve."""


def draw(
    data: Examples, shards: int, held_out: int, n: int, rng: np.random.Generator
) -> tuple[Subset, Subset]:
    """Draw `held_out` images, then `n` others to train on; warn if a class has none of these.

    `shards` is the number of shards that hold enough images, if the data are MNIST.
    """
    pool = first_shards(data, shards) if is_mnist(data.labels, shards) else data
    validation, rest = split(pool, held_out, rng)
    chosen, _ = split(rest, n, rng)
    if left_out := [str(label) for label in np.setdiff1d(data.labels, chosen.labels)]:
        warnings.warn(
            f"no image of these classes was drawn to learn from: {', '.join(left_out)}; "
            "draw more images",
            stacklevel=3,
        )
    return validation, chosen


def first_shards(data: Examples, shards: int) -> Subset:
    """The images of the first shards, not copied."""
    return data.select(np.arange(min(data.size, shards * SHARD_SIZE)))


def is_mnist(labels: Labels, shards: int) -> bool:
    """Whether the labels of the first shards are those of MNIST's training set, in its order."""
    first = labels[: shards * SHARD_SIZE].astype(np.uint8, copy=False)
    return shards <= len(MNIST) and zlib.crc32(first.tobytes()) == MNIST[shards - 1]
