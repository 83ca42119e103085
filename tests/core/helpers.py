"""Small things that several tests need."""

import gzip
import struct

import numpy as np

from pycore import Dataset


def idx(array: np.ndarray) -> bytes:
    """The bytes of an IDX file, written out by the format's description."""
    header = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.astype(np.uint8).tobytes()


def zipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def blobs(n: int, seed: int = 0) -> Dataset:
    """A toy data set that can be learned: digit d has a bright 4×4 square at a place of its own."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n, dtype=np.uint8) % 10
    images = rng.integers(0, 60, (n, 28, 28), dtype=np.uint8)
    for image, digit in zip(images, labels, strict=True):
        row, column = 2 + 12 * (digit // 5), 1 + 5 * (digit % 5)
        image[row : row + 4, column : column + 4] += 150
    return Dataset(images, labels)
