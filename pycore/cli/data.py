"""The training set and the test set: from where a command says, or where they usually are."""

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
"""Folders that are looked into without `--data`: this project's own, the usual ones, Keras's."""
SIGNS = ("train-images", "mnist.npz", "train.csv")
"""How the names of files begin by which a folder with MNIST is known."""
HELD_OUT = 10
"""Where there is no test set, one row of so many is held out as one."""
HELP = "the folder or file with MNIST: IDX files, mnist.npz or Kaggle's CSV (default: look for it)"


def add_data(parser: ArgumentParser) -> None:
    """Add `--data`."""
    parser.add_argument("--data", metavar="PATH", help=HELP)


def read_both(source: str | None, address: str = "") -> tuple[Dataset, Dataset]:
    """The training set and the test set. Raises `DataError`.

    Without a test set, a part of the training set is held out as one, the same in each command.
    """
    found = _read(source, address)
    if found.train is None:
        raise DataError(f"{source or 'MNIST'}: holds no training set (images with labels)")
    if found.test is None:
        return hold_out(found.train)
    return found.train, found.test


def read_test(source: str | None) -> Dataset:
    """The test set alone, which may be all that is there. Raises `DataError`."""
    found = _read(source)
    if found.test is not None:
        return found.test
    if found.train is None:
        raise DataError(f"{source or 'MNIST'}: holds no images with labels to be tested on")
    _, test = hold_out(found.train)
    say(
        "a network that was trained on this file by `python -m pycore train` has not seen these; "
        "any other may have, and is then judged too well"
    )
    return test


def hold_out(data: Dataset) -> tuple[Dataset, Dataset]:
    """Divide (the others, a test set): a tenth, drawn once and for all, each class by its share."""
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
    """What a source holds; an `.npz` that is not there is fetched from the address's page."""
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
    """The folder of those in `PLACES` that has MNIST. Raises `DataError`, with how to get it."""
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
    """What is in a folder; nothing if it can't be read."""
    try:
        return list(folder.iterdir())
    except (OSError, RuntimeError):
        return []
