"""Tables of pixels, such as Kaggle's `digit-recognizer` CSV: one image per row, as 784 numbers.

`train.csv` begins with the label (`label,pixel0,…,pixel783`); `test.csv` has no label. `columns`
reads other headers, too. Kaggle's rows are drawn from all 70,000 images of MNIST, including its
test set: do not use MNIST's test set for a network that was trained on these rows.
"""

import codecs
import re
import warnings
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from ..arrays import Images, Labels
from ..checks import as_bytes, as_images
from ..errors import DataError
from .columns import PIXELS, Columns, as_number, find_columns

DIGITS_ALONE = "pixel0"
"""The name of the first pixel in Kaggle's own table. Its labels are digits."""


def parse_csv(data: object, name: str = "CSV data") -> tuple[Images, Labels | None]:
    """Return images uint8 (n, 28, 28) and labels uint8 (n,), or None if the file has no labels.

    `data` is bytes, or a file that is open for reading bytes. Cells are separated by commas,
    semicolons, tabs or spaces. They may be quoted. They are whole numbers (`12` or `12.0`) or
    floats from 0 to 1. Raises `DataError`, which names the line and the column.
    """
    lines = _lines(as_bytes(data, name), name)
    columns = find_columns(lines, name)
    if len(lines) == columns.header:
        raise DataError(f"{name}: has a header but no rows")
    values = _values(lines, columns, name)
    if columns.label is None:
        return as_images(values, name), None
    labels = values[:, 0].astype(np.uint8)
    if DIGITS_ALONE in columns.names and labels.max() > 9:
        row = int(np.argmax(labels > 9))
        raise DataError(f"{name}: line {row + 2}: the label is {labels[row]}, not a digit 0 to 9")
    return as_images(values[:, 1:], name), labels


def _lines(data: bytes, name: str) -> list[str]:
    """The lines of a table, with commas between cells and without quotes."""
    text = _text(data, name)
    for mark, plain in (("\r\r\n", "\n"), ('"', "")):
        if mark[0] in text:  # fast: `replace` needs ten times as long to find nothing
            text = text.replace(mark, plain)
    first = text[: 20 * PIXELS].strip().partition("\n")[0].strip()
    if first.count(";") >= PIXELS - 1:
        text = text.replace(",", ".").replace(";", ",")  # 0,5;0,25: Excel in much of Europe
    elif first.count("\t") >= PIXELS - 1:
        text = text.replace("\t", ",")
    elif first.count(",") < PIXELS - 1 <= len(first.split()) - 1:
        text = "\n".join(re.sub(" +", ",", line.strip()) for line in text.splitlines())
    lines = text.splitlines()
    while lines and not lines[-1].strip(" ,"):
        lines.pop()
    return lines


def _text(data: bytes, name: str) -> str:
    """The text, from UTF-8, or from UTF-16 with its mark. Raises `DataError` if it is not text."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and len(data) % 2 == 0:
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise DataError(f"{name}: damaged UTF-16 text, at byte {error.start}") from error
    from ..files.file_types import what_is  # only now: the page reads no tables

    if kind := what_is(data):
        raise DataError(f"{name}: line 1 can't be read: this is {kind}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: not text, at byte {error.start}: is this a CSV file?") from error


def _values(lines: list[str], columns: Columns, name: str) -> NDArray[np.generic]:
    """The used columns of all rows (n, columns): uint8, or float32 if the pixels are 0 to 1."""
    rows, width = lines[columns.header :], len(columns.names)
    used = None if columns.used == list(range(width)) else columns.used
    if used and any(row.count(",") != width - 1 for row in rows):  # else loadtxt checks it
        raise _first_fault(lines, columns, name)
    values = _parse(rows, np.uint8, used)
    if values is None:
        values = _from_floats(_parse(rows, np.float32, used), columns)
    if values is None or values.shape != (len(rows), len(columns.used)):
        raise _first_fault(lines, columns, name)
    return values


def _from_floats(values: NDArray[Any] | None, columns: Columns) -> NDArray[np.generic] | None:
    """Cells such as `12.0` as uint8; pixels from 0 to 1 as they are; None for anything else."""
    if values is None or not np.isfinite(values).all():
        return None
    whole = (values >= 0) & (values <= 255) & (values % 1 == 0)
    if whole.all():
        return values.astype(np.uint8)
    pixels = values[:, -PIXELS:]
    labelled = columns.label is None or whole[:, 0].all()
    return values if labelled and pixels.min() >= 0 and pixels.max() <= 1 else None


def _parse(rows: list[str], dtype: DTypeLike, used: list[int] | None) -> NDArray[np.generic] | None:
    """The rows as an array; None if a cell is not a number of this type."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a float or a blank line, which loadtxt would accept
            return np.loadtxt(rows, dtype, delimiter=",", ndmin=2, comments=None, usecols=used)
    except (ValueError, Warning, OverflowError):
        return None


def _first_fault(lines: list[str], columns: Columns, name: str) -> DataError:
    """Find the wrong cell. This is slow, so it runs only when something is wrong."""
    names, used = columns.names, set(columns.used)
    for number, line in enumerate(lines[columns.header :], start=1 + columns.header):
        cells = line.split(",")
        if len(cells) != len(names):
            return DataError(f"{name}: line {number} has {len(cells)} values, not {len(names)}")
        for i, (column, cell) in enumerate(zip(names, cells, strict=True)):
            if i in used and not _is_byte(cell.strip()):
                return DataError(
                    f"{name}: line {number}, column {column[:20]!r}: {cell.strip()[:20]!r} "
                    "is not a whole number from 0 to 255"
                )
    return DataError(f"{name}: can't be read as a table of whole numbers")


def _is_byte(cell: str) -> bool:
    """Whether it is `12` or `12.0`, from 0 to 255."""
    value = as_number(cell)
    return value is not None and 0 <= value <= 255 and value % 1 == 0
