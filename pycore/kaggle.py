"""Kaggle's `digit-recognizer` CSV: a header, then one image a row, 784 numbers from 0 to 255.

`train.csv` has the label in front (`label,pixel0,…,pixel783`), `test.csv` has none. Beware:
Kaggle's rows are drawn from all 70,000 MNIST images, MNIST's test set among them. Never test a
network that was trained on these rows on MNIST's own test set.
"""

import warnings

import numpy as np

from .arrays import Images, Labels
from .checks import as_bytes
from .errors import DataError

PIXELS = [f"pixel{i}" for i in range(784)]


def parse_csv(data: object, name: str = "CSV data") -> tuple[Images, Labels | None]:
    """Return images uint8 (n, 28, 28) and labels uint8 (n,), or None where the file has none.

    `data`, bytes or an open file, may start with a byte-order mark and end its lines as Windows
    does. Raises `DataError` that names the line and the column.
    """
    try:
        lines = as_bytes(data, name).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: not text, at byte {error.start}: is this a CSV file?") from error
    header = [cell.strip() for cell in lines[0].split(",")] if lines else []
    if header not in (PIXELS, ["label", *PIXELS]):
        raise DataError(
            f"{name}: line 1 should be 'label,pixel0,…,pixel783' or the same without the label"
        )
    while lines and not lines[-1]:
        lines.pop()
    if len(lines) < 2:
        raise DataError(f"{name}: has a header but no rows")
    values = _parse_rows(lines, header, name)
    if len(header) == len(PIXELS):
        return values.reshape(-1, 28, 28), None
    labels = values[:, 0].copy()
    if labels.max() > 9:
        row = int(np.argmax(labels > 9))
        raise DataError(f"{name}: line {row + 2}: the label is {labels[row]}, not a digit 0 to 9")
    return values[:, 1:].reshape(-1, 28, 28), labels


def _parse_rows(lines: list[str], header: list[str], name: str) -> Images:
    """All rows below the header as uint8 (n, columns)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a float, or a blank line, that loadtxt would let pass
            values = np.loadtxt(lines[1:], np.uint8, delimiter=",", ndmin=2, comments=None)
    except (ValueError, Warning, OverflowError):
        raise _first_fault(lines, header, name) from None
    if values.shape != (len(lines) - 1, len(header)):
        raise _first_fault(lines, header, name)
    return values


def _first_fault(lines: list[str], header: list[str], name: str) -> DataError:
    """Say which cell it was: the slow way, taken only once something is known to be wrong."""
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split(",")
        if len(cells) != len(header):
            return DataError(f"{name}: line {number} has {len(cells)} values, not {len(header)}")
        for column, cell in zip(header, cells, strict=True):
            if not (cell.strip().isdecimal() and int(cell) <= 255):
                return DataError(
                    f"{name}: line {number}, column {column!r}: {cell.strip()[:20]!r} "
                    "is not a whole number from 0 to 255"
                )
    return DataError(f"{name}: can't be read as a table of whole numbers")
