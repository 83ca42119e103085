"""Reads the training set and the test set from `--data`, or from the usual places."""

from argparse import ArgumentParser
from pathlib import Path

import numpy as np

from ..data import load
from ..data.download import fetch
from ..dataset import Dataset, Splits, split
from ..errors import DataError
from .outputs import destination
from .say import say

PLACES = (
    ".cache/mnist",
    ".",
    "mnist",
    "data/mnist",
    "data",
    "MNIST/raw",
    "data/MNIST/raw",
    "~/.keras/datasets",
)
"""Folders that are searched without `--data`: this project's, the usual ones, Keras's."""
SIGNS = ("train-images", "mnist.npz", "train.csv")
"""A folder has MNIST if the name of a file begins with one of these."""
HELD_OUT = 10
"""Without a test set, one row in this many is held out."""
HELP = "the folder or file with MNIST: IDX files, mnist.npz or Kaggle's CSV (default: look for it)"


def add_data(parser: ArgumentParser) -> None:
    """Add `--data`."""
    parser.add_argument("--data", metavar="PATH", help=HELP)


def read_both(source: str | None, address: str = "") -> tuple[Dataset, Dataset]:
    """The training set and the test set. Raises `DataError`.

    Without a test set, a tenth of the training set is held out, the same in each command.
    """
    found = _read(source, address)
    if found.train is None:
        raise DataError(f"{source or 'MNIST'}: holds no training set (images with labels)")
    if found.test is None:
        return hold_out(found.train)
    return found.train, found.test


def read_test(source: str | None) -> Dataset:
    """Only the test set. Raises `DataError`."""
    found = _read(source)
    if found.test is not None:
        return found.test
    if found.train is None:
        raise DataError(f"{source or 'MNIST'}: holds no images with labels to be tested on")
    _, test = hold_out(found.train)
    say(
        "a network that was trained on this file by `python -m pycore train` has not seen these; "
        "any other may have seen them, and its accuracy is then too high"
    )
    return test


def hold_out(data: Dataset) -> tuple[Dataset, Dataset]:
    """Split into (the others, a test set): always the same tenth, stratified by class."""
    count = data.size // HELD_OUT
    if not count:
        raise DataError(f"no test set there, and {data.size} images are too few to hold one out")
    test, rest = split(data, count, np.random.default_rng(0))
    say(
        f"no test set there: {count:,} of {data.size:,} rows are held out as one "
        "(a tenth of each class, seed 0)"
    )
    return rest.take(slice(None)), test.take(slice(None))


def _read(source: str | None, address: str = "") -> Splits:
    """The sets of a source. A missing `.npz` is downloaded from the page of the address."""
    if source is None:
        return load(find())
    if not source or "://" in source:
        raise DataError(f"--data {source!r} names no folder and no file of this machine")
    if "://" in address and source.endswith(".npz") and not Path(source).exists():
        destination("--data", source)
        say(f"fetching MNIST into {source}")
        fetch(address, source)
    return load(source)


def find() -> Path:
    """The first folder in `PLACES` with MNIST. Raises `DataError`, which says how to get it."""
    for place in PLACES:
        folder = Path(place).expanduser()
        if any(path.name.startswith(SIGNS) for path in _listed(folder)):
            if place != PLACES[0]:
                say(f"MNIST is taken from {folder.resolve()}")
            return folder
    raise DataError(
        f"no MNIST here: {', '.join(PLACES[1:])} have no mnist.npz, no train.csv and no IDX files. "
        "Name its folder or file with --data; or fetch it from a hosted page: "
        "python -m pycore train 'https://…/#train?v=1' --data mnist.npz"
    )


def _listed(folder: Path) -> list[Path]:
    """The files in a folder; none if it can't be read."""
    try:
        return list(folder.iterdir())
    except (OSError, RuntimeError):
        return []
