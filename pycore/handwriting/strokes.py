"""Pen strokes, drawn with a brush of any width, to measure how well a network reads.

The page keeps a drawing as strokes, too, and draws them in the same way (web/draw/brush.js): smooth
curves with a round brush on a square of 280×280. No network is trained on these.
"""

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeGuard

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from ..dataset import CLASSES
from ..errors import DataError
from ..files.reading import gunzipped, read_file, reading

SIDE = 280
"""The side of the square, in pixels."""
BRUSH = 22.0
"""The width of the page's brush."""
MARGIN = 12
"""The distance from the edges that a drawing at a random place keeps, in pixels."""
BEND = 4
"""The number of straight lines that a curve between two points consists of."""
MOST_BYTES = 2**24
"""The limit for an unpacked file. As lists, JSON takes up to thirty times its size in memory."""
DEEPEST = 20
"""The deepest nesting of brackets that is read. A correct file has five."""
FARTHEST = 1e9
"""Coordinates must be smaller: larger drawings can't be scaled."""

Stroke: TypeAlias = NDArray[np.float64]
"""The path of the pen, (points, 2): x to the right, y down."""


class Drawing(NamedTuple):
    """One digit, as it was written."""

    label: int
    strokes: list[Stroke]


def read_strokes(file: str | Path) -> list[Drawing]:
    """Read `{"digits": [{"label": 8, "strokes": [[[x, y], …], …]}, …]}`, JSON, also gzipped.

    Raises `DataError` if it is anything else, can't be read, or is larger than `MOST_BYTES`.
    """
    return parse_strokes(read_file(file, MOST_BYTES), str(file))


def parse_strokes(data: bytes, name: str = "strokes") -> list[Drawing]:
    """The drawings in the content of such a file."""
    name = f"{name}: is no file of pen strokes"
    with reading(name):
        text = gunzipped(data, name, MOST_BYTES)
        if len(text) > MOST_BYTES:
            raise DataError(f"{name}: has {len(text):,} bytes; the limit is {MOST_BYTES:,}")
        if _depth(text) > DEEPEST:
            raise DataError(f"{name}: it has lists in lists in lists …")
        content = json.loads(text)
        digits = content.get("digits") if isinstance(content, dict) else None
        if not isinstance(digits, list):
            raise DataError(f"{name}: it has no list 'digits'")
        return [_drawing(digit, f"{name}: digit {n}") for n, digit in enumerate(digits, 1)]


def _depth(text: bytes) -> int:
    """The deepest nesting of brackets. Thousands would make a browser's Python crash."""
    codes = np.frombuffer(text, np.uint8)
    steps = np.isin(codes, (0x5B, 0x7B)).astype(np.int32) - np.isin(codes, (0x5D, 0x7D))
    return int(np.cumsum(steps, dtype=np.int32).max(initial=0))


def _drawing(digit: object, name: str) -> Drawing:
    """One digit of a file, checked."""
    values = digit if isinstance(digit, dict) else {}
    label, strokes = values.get("label"), values.get("strokes")
    if type(label) is not int or label not in range(CLASSES):
        raise DataError(f"{name}: {str(label)[:20]!r} is not a digit")
    arrays = [_stroke(stroke, name) for stroke in strokes if stroke] if _is_list(strokes) else []
    if not arrays:
        raise DataError(f"{name}: has no strokes")
    return Drawing(label, arrays)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _stroke(points: object, name: str) -> Stroke:
    """One stroke of a file, checked. Coordinates far from the square are refused."""
    try:
        stroke = np.array(points, np.float64)
    except (TypeError, ValueError, OverflowError):
        stroke = np.empty(0)
    if stroke.ndim != 2 or stroke.shape[1] != 2 or not (np.abs(stroke) < FARTHEST).all():
        raise DataError(f"{name}: a stroke is a list of points [x, y]")
    return stroke


def place(strokes: Sequence[Stroke], size: float, rng: np.random.Generator) -> list[Stroke]:
    """Scale a drawing so that its longest side is `size` pixels; put it at a random place."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = size / max(1.0, extent.max())
    offset = MARGIN + rng.random(2) * (SIDE - 2 * MARGIN - extent * scale)
    return [(stroke - low) * scale + offset for stroke in strokes]


def draw(strokes: Sequence[Stroke], brush: float = BRUSH) -> NDArray[np.uint8]:
    """Draw with a round brush: uint8 (280, 280), 255 is ink, with smooth edges."""
    picture = np.zeros((SIDE, SIDE), np.float32)
    for stroke in strokes:
        for start, end in itertools.pairwise(curve(stroke)):
            _line(picture, start, end, brush / 2)
    return np.rint(picture * 255).astype(np.uint8)


def curve(stroke: Stroke) -> Stroke:
    """The points of a smooth line: quadratic curves through the midpoints between the given points.

    The line starts at the first point and ends at the last. A single point is a line to itself.
    """
    middles = (stroke[1:-1] + stroke[2:]) / 2
    path = [stroke[:1]]
    t = np.arange(1, BEND + 1)[:, None] / BEND
    for bend, end in zip(stroke[1:-1], middles, strict=True):
        start = path[-1][-1]
        path.append((1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end)
    return np.concatenate([*path, stroke[-1:]])


def _line(picture: Floats, start: Stroke, end: Stroke, radius: float) -> None:
    """Ink the pixels under a brush that moves from `start` to `end`, with smooth edges."""
    reach = radius + 1
    left, top = np.clip(np.floor(np.minimum(start, end) - reach), 0, SIDE).astype(int)
    right, bottom = np.clip(np.ceil(np.maximum(start, end) + reach), 0, SIDE).astype(int)
    x = np.arange(left, right) + 0.5 - start[0]
    y = (np.arange(top, bottom) + 0.5 - start[1])[:, None]
    along_x, along_y = end - start
    length = along_x**2 + along_y**2
    fraction = np.clip((x * along_x + y * along_y) / length, 0, 1) if length else np.zeros((1, 1))
    distance = np.hypot(x - fraction * along_x, y - fraction * along_y)
    box = picture[top:bottom, left:right]
    np.maximum(box, np.clip(radius + 0.5 - distance, 0, 1), out=box)
