"""Pictures of writing turned into strokes, so that a brush of any width can write it again."""

import numpy as np
from numpy.typing import NDArray

from pycore.handwriting.strokes import Stroke


def follow(line: NDArray[np.bool_]) -> list[Stroke]:
    """A short stroke at each pixel of a line, and from it to every next one."""
    rows, columns = np.nonzero(line)
    strokes = [np.array([[x, y], [x, y]], float) for y, x in zip(rows, columns, strict=True)]
    for dy, dx in ((0, 1), (1, -1), (1, 0), (1, 1)):
        there = line & np.roll(line, (-dy, -dx), (0, 1))
        strokes += [
            np.array([[x, y], [x + dx, y + dy]], float)
            for y, x in zip(*np.nonzero(there), strict=True)
        ]
    return strokes


def thin(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A line one pixel wide through the middle of the ink. Zhang and Suen 1984."""
    ink = ink.copy()
    while True:
        before = ink.sum()
        for first in (True, False):
            # The eight neighbours, clockwise from the one above.
            around = [(-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1)]
            p = [np.roll(ink, (-dy, -dx), (0, 1)) for dy, dx in around]
            count = sum(n.astype(int) for n in p)
            turns = sum((~a & b).astype(int) for a, b in zip(p, p[1:] + p[:1], strict=True))
            above, right, below, left = p[0], p[2], p[4], p[6]
            if first:
                open_side = ~(above & right & below) & ~(right & below & left)
            else:
                open_side = ~(above & right & left) & ~(above & below & left)
            ink &= ~((count >= 2) & (count <= 6) & (turns == 1) & open_side)
        if ink.sum() == before:
            return ink
