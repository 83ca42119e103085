"""From files to datasets: MNIST and datasets like it, in the formats that people have.

Read the modules in this order:

    idx          MNIST's own format: bytes → arrays
    columns      the label and the pixels among a table's columns
    kaggle       Kaggle's tables
    roles        the set and the kind that a file's name tells
    sources      files in a folder or a zip, and which are read
    orientation  EMNIST's digits lie on their side
    halves       images and labels in separate files
    loading      any of these → a dataset
    download     MNIST from a hosted page
"""

from pathlib import Path
from typing import IO

from ..dataset import Splits


def load(source: str | Path | bytes | IO[bytes], name: str = "data") -> Splits:
    """Load MNIST from a folder, from a file (its name, or open), or from a file's bytes.

    A folder holds IDX files (raw or `.gz`), Keras's `mnist.npz`, `.npy` files, or tables such as
    Kaggle's `train.csv` and `test.csv`; or it contains such a folder. A file or bytes is an `.npz`,
    a table, or a zip of any of these; its content tells which. An IDX file is read together with
    its partner in the same folder. Names tell images from labels, see `roles`. Raises `DataError`.
    """
    from .loading import load_anything  # only now: the page reads none of these

    return load_anything(source, name)
