"""From files to data sets: whatever people have MNIST in, and sets like it.

Read the modules in this order:

    idx          bytes → arrays: MNIST's own format
    columns      which column of a table is which
    kaggle       Kaggle's table
    roles        what a file's name says
    sources      files in a folder or a zip, and which are meant
    orientation  which way up digits are
    halves       images and labels in files of their own
    loading      a data set out of whatever there is
    download     MNIST from a hosted page
"""

from pathlib import Path
from typing import IO

from ..dataset import Splits


def load(source: str | Path | bytes | IO[bytes], name: str = "data") -> Splits:
    """Load MNIST from a folder, from a file (its name, or open), or from a file's bytes.

    A folder holds IDX files (raw or `.gz`), Keras's `mnist.npz`, `.npy` files, or tables such as
    Kaggle's `train.csv` and `test.csv`, or has such a folder within. A file or bytes is an `.npz`,
    a table, or a zip of any of these, told by its content; an IDX file is taken with its partner
    beside it. Names say what is what: `roles` knows which. Raises `DataError`.
    """
    from .loading import load_anything  # only now: the page reads none of these

    return load_anything(source, name)
