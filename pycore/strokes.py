"""Handwriting as a pen wrote it, drawn with a brush of any width: to measure what a network reads.

The page keeps a drawing as strokes, too, and draws them in the same way (web/brush.js): smooth
curves with a round brush on a square of 280 × 280. Nothing is ever trained on these.
"""

import gzip
import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats
from .dataset import CLASSES
from .errors import DataError
from .idx import GZIP_MAGIC

SIDE = 280
"""Side of the square that is drawn on, in pixels."""
BRUSH = 22.0
"""Width of the page's brush on it."""
MARGIN = 12
"""What a drawing at a random place keeps clear of the edges, in pixels."""
BEND = 4
"""Straight pieces that a curve between two points is drawn as."""

Stroke: TypeAlias = NDArray[np.float64]
"""Where the pen went, (points, 2): x to the right, y down."""


class Drawing(NamedTuple):
    """One digit, as it was written."""

    label: int
    strokes: list[Stroke]


def read_strokes(file: str | Path) -> list[Drawing]:
    """Read `{"digits": [{"label": 8, "strokes": [[[x, y], …], …]}, …]}`, JSON, also gzipped.

    Raises `DataError` if it is anything else, and `OSError` if it can't be read.
    """
    data = Path(file).read_bytes()
    try:
        text = gzip.decompress(data) if data[:2] == GZIP_MAGIC else data
        return [_drawing(digit) for digit in json.loads(text)["digits"]]
    except (ValueError, KeyError, TypeError, EOFError, OSError) as error:
        raise DataError(f"{file}: is no file of pen strokes: {error}") from error


def _drawing(digit: dict[str, object]) -> Drawing:
    """One digit of a file, checked."""
    label, strokes = digit["label"], digit["strokes"]
    if label not in range(CLASSES) or not isinstance(strokes, list):
        raise ValueError(f"{str(label)[:20]} is not a digit with its strokes")
    arrays = [np.array(stroke, np.float64) for stroke in strokes if stroke]
    if not arrays or any(
        a.ndim != 2 or a.shape[1] != 2 or not np.isfinite(a).all() for a in arrays
    ):
        raise ValueError("a stroke is a list of points [x, y]")
    return Drawing(int(str(label)), arrays)


def place(strokes: Sequence[Stroke], size: float, rng: np.random.Generator) -> list[Stroke]:
    """Scale a drawing so that its longest side is `size` pixels, and put it at a random place."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = size / max(1.0, extent.max())
    offset = MARGIN + rng.random(2) * (SIDE - 2 * MARGIN - extent * scale)
    return [(stroke - low) * scale + offset for stroke in strokes]


def draw(strokes: Sequence[Stroke], brush: float = BRUSH) -> NDArray[np.uint8]:
    """Draw with a round brush: uint8 (280, 280), 255 is ink, edges smooth."""
    picture = np.zeros((SIDE, SIDE), np.float32)
    for stroke in strokes:
        for start, end in itertools.pairwise(curve(stroke)):
            _line(picture, start, end, brush / 2)
    return np.rint(picture * 255).astype(np.uint8)


def curve(stroke: Stroke) -> Stroke:
    """The points of a smooth line: quadratic curves through the middles between those given.

    The line begins at the first point and ends at the last; a single point is a line to itself.
    """
    middles = (stroke[1:-1] + stroke[2:]) / 2
    path = [stroke[:1]]
    t = np.arange(1, BEND + 1)[:, None] / BEND
    for bend, end in zip(stroke[1:-1], middles, strict=True):
        start = path[-1][-1]
        path.append((1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end)
    return np.concatenate([*path, stroke[-1:]])


def _line(picture: Floats, start: Stroke, end: Stroke, radius: float) -> None:
    """Ink each pixel by how far its middle lies in the brush that goes from `start` to `end`."""
    reach = radius + 1
    left, top = np.clip(np.floor(np.minimum(start, end) - reach), 0, SIDE).astype(int)
    right, bottom = np.clip(np.ceil(np.maximum(start, end) + reach), 0, SIDE).astype(int)
    x = np.arange(left, right) + 0.5 - start[0]
    y = (np.arange(top, bottom) + 0.5 - start[1])[:, None]
    along_x, along_y = end - start
    length = along_x**2 + along_y**2
    share = np.clip((x * along_x + y * along_y) / length, 0, 1) if length else np.zeros((1, 1))
    distance = np.hypot(x - share * along_x, y - share * along_y)
    box = picture[top:bottom, left:right]
    np.maximum(box, np.clip(radius + 0.5 - distance, 0, 1), out=box)
