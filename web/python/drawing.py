"""What is drawn on the pad, as pycore takes it."""

from typing import TypeAlias

import numpy as np

from pycore import centre_digit
from pycore.arrays import Images

Ink: TypeAlias = bytes | memoryview
"""The pad's pixels, row by row: 255 is ink, 0 is paper. Nothing at all where nothing is drawn."""


def picture_of(ink: Ink) -> Images:
    """The drawing, (side, side)."""
    side = round(len(ink) ** 0.5)
    return np.frombuffer(ink, np.uint8).reshape(side, side)


def digit_of(ink: Ink) -> Images | None:
    """The drawing as networks read it, (28, 28); None where there is none, or no digit in it."""
    return centre_digit(picture_of(ink)) if len(ink) else None
