"""MNIST from a hosted page, which serves it in parts: its visitors fetch only what they use."""

from pathlib import Path

import numpy as np

from .dataset import Dataset, join, label
from .errors import DataError
from .experiment import MAX_IMAGES
from .idx import parse_idx
from .sampling import PART

PATIENCE = 30
"""Seconds without a byte after which a server is given up."""


def fetch(site: str, file: str | Path = "mnist.npz") -> Path:
    """Bring MNIST, 11 MB, from the page at `site` into a file; return the file's path.

    A file that is there already is left as it is. It is written as Keras writes it, so `load` reads
    it. Raises `DataError` if the page can't be reached or has something else; then no file is left.
    """
    path = Path(file)
    if path.exists():
        return path
    folder = f"{site.partition('#')[0].rpartition('/')[0]}/data/"
    train = join([_pair(folder, f"train-{part:02}") for part in range(MAX_IMAGES // PART)])
    test = _pair(folder, "t10k")
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("wb") as target:
        np.savez_compressed(
            target, x_train=train.images, y_train=train.labels, x_test=test.images,
            y_test=test.labels,
        )  # fmt: skip
    return unfinished.replace(path)


def _pair(folder: str, stem: str) -> Dataset:
    """The images and labels of one part."""
    names = (f"{stem}-images-idx3-ubyte.gz", f"{stem}-labels-idx1-ubyte.gz")
    images, labels = (parse_idx(_get(folder + name), folder + name) for name in names)
    return label(images, labels, folder + stem)


def _get(url: str) -> bytes:
    """The bytes at an address."""
    from urllib.request import urlopen  # only now: a browser's Python has no use for it

    try:
        with urlopen(url, timeout=PATIENCE) as response:
            content: bytes = response.read()
            return content
    except (OSError, ValueError) as error:
        raise DataError(f"{url}: could not be fetched ({error})") from error
