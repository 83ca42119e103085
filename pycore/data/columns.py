"""Finds the label and the pixels among the columns of a table.

The columns of pixels are `pixel0…783`, `pixel1…784`, `1x1…28x28`, plain numbers, or have no names.
The label may be any column with one of the names below. There may be an index or `id`, too.
"""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from ..errors import DataError

PIXELS = 784
LABELS = {"label", "labels", "class", "classes", "digit", "y", "target"}
NUMBERS = {"", "id", "ids", "imageid", "image_id", "index", "idx", "row", "unnamed: 0"}
"""Names of columns that only number the rows."""
ORDERS = [
    [(i,) for i in range(PIXELS)],
    [(i,) for i in range(1, PIXELS + 1)],
    list(itertools.product(range(28), range(28))),
    list(itertools.product(range(1, 29), range(1, 29))),
]
"""The numbers in the names of the pixels, row by row."""
KNOWN = "should be 784 pixels, as in 'label,pixel0,…,pixel783', or the same without the label"


class Columns(NamedTuple):
    """The positions of the columns of a table."""

    names: list[str]
    """The names of all columns, for errors."""
    pixels: list[int]
    label: int | None
    header: bool
    """Whether the first line holds the names."""

    @property
    def used(self) -> list[int]:
        """The label, if there is one, then the pixels."""
        return self.pixels if self.label is None else [self.label, *self.pixels]


def find_columns(lines: Sequence[str], name: str) -> Columns:
    """Find the columns of a table with commas; `lines` are all of its lines.

    Raises `DataError` if that is not possible.
    """
    cells = [cell.strip() for cell in lines[0].split(",")] if lines else []
    if len(cells) < PIXELS:
        raise DataError(f"{name}: line 1 has {len(cells)} columns; {KNOWN}")
    if all(as_number(cell) is not None for cell in cells) and not _counts(cells):
        return _by_content(lines, len(cells), None, name)
    lower = [cell.lower() for cell in cells]
    labels = [i for i, cell in enumerate(lower) if cell in LABELS]
    others = [i for i, cell in enumerate(lower) if cell not in LABELS | NUMBERS]
    if len(labels) > 1:
        both = " and ".join(repr(cells[i]) for i in labels[:2])
        raise DataError(f"{name}: line 1 names two columns of labels, {both}; delete one")
    nameless = not labels and len(others) == len(cells) == PIXELS + 1
    if nameless and len({cell.rstrip("0123456789") for cell in lower}) == 1:
        return _by_content(lines[1:], len(cells), cells, name)
    pixels = _in_order(others, lower)
    if pixels is None:
        raise DataError(
            f"{name}: line 1 names {len(others)} columns beside the label, "
            f"{cells[0][:20]!r} to {cells[-1][:20]!r}; {KNOWN}"
        )
    return Columns(cells, pixels, labels[0] if labels else None, True)


def as_number(cell: str) -> float | None:
    """The number in a cell; None if it is not a number."""
    try:
        return float(cell)
    except ValueError:
        return None


def _counts(cells: list[str]) -> bool:
    """Whether the cells are 0, 1, 2, …: pandas names columns without names like this."""
    last = cells[-3:]
    return last in ([str(PIXELS - i) for i in (2, 1, 0)], [str(PIXELS - i) for i in (3, 2, 1)])


def _in_order(places: list[int], names: list[str]) -> list[int] | None:
    """These columns, sorted by the numbers in their names; None if they are not 784 pixels."""
    numbers = {i: tuple(int(n[:9]) for n in re.findall(r"\d+", names[i])) for i in places}
    ordered = sorted(places, key=lambda i: numbers[i])
    return ordered if [numbers[i] for i in ordered] in ORDERS else None


def _by_content(rows: Sequence[str], count: int, names: list[str] | None, name: str) -> Columns:
    """The columns of a table without (useful) names: an index, the label, the pixels.

    The label is usually the first column. It is the last one if the first is blank: then the first
    is a corner of the images.
    """
    first = _column(rows, 0)
    index = len(rows) > 10 and first in (
        [str(i) for i in range(len(rows))],
        [str(i) for i in range(1, len(rows) + 1)],
    )
    start = 1 if index or count == PIXELS + 2 else 0
    left = count - start
    if left not in (PIXELS, PIXELS + 1):
        raise DataError(f"{name}: line 1 has {count} columns; {KNOWN}")
    label = None
    if left == PIXELS + 1:
        blank, blank_last = (not _any(_column(rows, i)) for i in (start, -1))
        label = count - 1 if blank and not blank_last else start
    pixels = [i for i in range(start, count) if i != label]
    shown = names or [str(i + 1) for i in range(count)]
    return Columns(shown, pixels, label, names is not None)


def _column(rows: Sequence[str], place: int) -> list[str]:
    """The cells of a column near the beginning, or of the last column."""
    if place < 0:
        return [row.rsplit(",", 1)[-1].strip() for row in rows]
    return [f"{row},,".split(",", place + 1)[place].strip() for row in rows]


def _any(cells: list[str]) -> bool:
    """Whether any cell is not 0."""
    return any(cell.strip("0.") for cell in cells)
