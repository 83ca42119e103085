"""Connected parts of a picture: which belong to the digit, and which to a box around it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

COARSE = 144
"""The longest side of the small picture in which parts are found."""
SMALLEST = 0.15
"""A part is a speck if it is smaller than this fraction of the largest."""
AMONG_ALL = 0.2
"""The largest part has this fraction of all ink, or the picture is noise or a page of text."""
NO_DOT = 4
"""A digit is longer than this many pixels."""
CONTACT = 0.25
"""A part that touches this fraction of a side continues outside of the picture: a table, a line."""
FOREIGN, CUT = 1 / 50, 1 / 3
"""The digit is an inner part, not one at the edge, if the inner part has this fraction of the size
of the other: of a part that continues outside, and of one that may itself be a digit."""
STRAIGHT = 0.85
"""The fraction of a side of a box that must be visible and straight."""
CROOKED = 0.05
"""How far a side may leave its line, as a fraction of the box, which may be rotated a little."""
INSIDE = 0.3
"""The content of a box has at least this fraction of its shorter side."""

Mask = NDArray[np.bool_]
Labels = NDArray[np.int64]


def largest_parts(mask: Mask, least: float = 0) -> Mask:
    """The largest part and those that are not much smaller; parts at the edge only if necessary.

    The result is empty if all are specks: if the largest part is only a small fraction of all, or
    if its longest side is less than the fraction `least` of the picture's.
    """
    labels, enlarge = small_parts(mask)
    sizes = part_sizes(labels)
    inside, enough = sizes.copy(), 0.0
    for part in np.unique([*labels[[0, -1]].flat, *labels[:, [0, -1]].flat]):
        inside[part] = 0
        enough = max(enough, sizes[part] * (FOREIGN if goes_on(labels == part) else CUT))
    if inside.max() > enough:
        sizes = inside
    largest = longest(labels == sizes.argmax())
    if sizes.max() < AMONG_ALL * sizes.sum() or largest < max(least * max(labels.shape), NO_DOT):
        return np.zeros_like(mask)
    digit: Mask = mask & enlarge((sizes >= SMALLEST * max(1, sizes.max()))[labels])
    return digit


def extent(mask: Mask) -> tuple[slice, slice]:
    """The rows and columns that the mask covers."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def longest(mask: Mask) -> int:
    """The longest side of what the mask covers."""
    return max(mask[extent(mask)].shape) if mask.any() else 0


def goes_on(part: Mask) -> bool:
    """Whether a part touches opposite edges of the picture, or a large fraction of one edge."""
    touches = [part[0].mean(), part[-1].mean(), part[:, 0].mean(), part[:, -1].mean()]
    top, bottom, left, right = touches
    return bool(max(touches) > CONTACT or (top and bottom) or (left and right))


def box(mask: Mask) -> Mask | None:
    """The pixels of the mask that form a box, or a ring, around the digit.

    None if there is none. A 0 alone is not a box: a box has something in it.
    """
    labels, enlarge = small_parts(mask)
    sizes = part_sizes(labels)
    for part in np.argsort(-sizes)[:3]:
        if sizes[part] and (found := frame(labels, labels == part)) is not None:
            around: Mask = mask & enlarge(found)
            return around
    return None


def frame(labels: Labels, part: Mask) -> Mask | None:
    """The part if others are in it; if it is more than a box, only the four sides of the box."""
    within = extent(part)
    here = part[within]
    if min(here.shape) < 8:
        return None
    lines = [(turn, line(np.rot90(here, turn))) for turn in range(4)]
    sides = [np.rot90(side, -turn) for turn, side in lines if side is not None]
    if encloses(here, np.where(here, 0, labels[within]), 3 if len(sides) >= 3 else 4):
        return part
    if len(sides) < 4:
        return None
    found = np.zeros_like(part)
    found[within] = np.logical_or.reduce(sides)
    return found


def encloses(here: Mask, others: Labels, least: int) -> bool:
    """Whether `here` is on at least `least` sides of a part that is not a speck."""
    for other in np.unique(others[others > 0]):
        if longest(others == other) < INSIDE * min(here.shape):
            continue
        rows, columns = extent(others == other)
        beyond = (
            here[: rows.start, columns].any(axis=0),
            here[rows.stop :, columns].any(axis=0),
            here[rows, : columns.start].any(axis=1),
            here[rows, columns.stop :].any(axis=1),
        )
        if sum(bool(side.all()) for side in beyond) >= least:
            return True
    return False


def line(here: Mask) -> Mask | None:
    """The upper side of a box, if it is straight; else None."""
    height, width = here.shape
    seen = here.any(axis=0)
    first = here.argmax(axis=0)
    if not seen.any():
        return None
    straight = seen & (np.abs(first - np.median(first[seen])) <= max(1, CROOKED * width))
    if straight.mean() < STRAIGHT or np.median(first[straight]) > height / 4:
        return None
    ends = np.where(
        here.all(axis=0), height, (~here & (np.arange(height)[:, None] > first)).argmax(axis=0)
    )
    thickness = int(np.median((ends - first)[straight]))
    if thickness > height / 4:
        return None
    row = np.arange(height)[:, None]
    side: Mask = here & straight & (row <= first + thickness)
    return side


def small_parts(mask: Mask) -> tuple[Labels, Any]:
    """The parts of a smaller mask, and a function that enlarges such a mask to the old size."""
    factor = -(-max(mask.shape) // COARSE)
    rows, columns = (np.arange(0, n, factor) for n in mask.shape)
    small = np.logical_or.reduceat(np.logical_or.reduceat(mask, rows, axis=0), columns, axis=1)

    def enlarge(chosen: Mask) -> Mask:
        large = chosen.repeat(factor, axis=0).repeat(factor, axis=1)
        return large[: mask.shape[0], : mask.shape[1]]

    return label_parts(small), enlarge


def label_parts(mask: Mask) -> Labels:
    """Number the connected parts from 1, with diagonals; 0 elsewhere.

    It works row by row: a run of pixels belongs to the runs above that it touches.
    """
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    parents = list(range(len(rows)))
    firsts = np.searchsorted(rows, np.arange(len(mask) + 1)).tolist()
    left, right = starts.tolist(), ends.tolist()

    def root(run: int) -> int:
        while parents[run] != run:
            run = parents[run]
        return run

    for row in range(1, len(mask)):
        above, last = firsts[row - 1], firsts[row]
        for run in range(last, firsts[row + 1]):
            while above < last and right[above] < left[run]:
                above += 1
            touched = above
            while touched < last and left[touched] <= right[run]:
                one, other = sorted((root(run), root(touched)))
                parents[other] = one
                touched += 1
    numbers = np.unique([root(run) for run in range(len(rows))], return_inverse=True)[1]
    steps = np.zeros((len(mask), mask.shape[1] + 1), np.int64)
    steps[rows, starts] += numbers + 1
    steps[rows, ends] -= numbers + 1
    return np.cumsum(steps, axis=1)[:, :-1]


def part_sizes(labels: Labels) -> Labels:
    """The number of pixels of each part, by its number; 0 for number 0, the paper."""
    sizes: Labels = np.bincount(labels.ravel())
    sizes[0] = 0
    return sizes
