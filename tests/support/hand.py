"""A hand that draws: lines and bows in a square of 1 × 1, y down, neither steady nor exact."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pycore.handwriting.strokes import Stroke


def path(*corners: tuple[float, float]) -> Stroke:
    """Straight from corner to corner, a point every thirtieth of the square."""
    points = np.array(corners, float)
    pieces = [points[:1]]
    for start, end in itertools.pairwise(points):
        n = max(2, round(30 * float(np.hypot(*(end - start)))))
        pieces.append(start + (end - start) * np.arange(1, n + 1)[:, None] / n)
    return np.concatenate(pieces)


def bow(
    start: float, end: float, radius: Callable[[NDArray[np.float64]], NDArray[np.float64]] | float
) -> Stroke:
    """Round the middle of the square from one angle to another, in turns: 0 is right, ¼ below.

    The radius may change with the turn.
    """
    turn = np.linspace(start, end, max(8, round(30 * abs(end - start))))
    r = radius(turn) if callable(radius) else radius
    angle = 2 * np.pi * turn
    return 0.5 + np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1)


def at(stroke: Stroke, x: float, y: float, size: float) -> Stroke:
    """A shape round the middle of the square, `size` times as large, round another place."""
    moved: Stroke = (stroke - 0.5) * size + np.array([x, y])
    return moved


def waves(rng: np.random.Generator, n: int, k: int) -> Stroke:
    """A curve of n points that wanders: k sine waves each way, of random strength."""
    t, waves = np.linspace(0, 1, n)[:, None, None], np.arange(1, k + 1)
    strength, shift = rng.normal(0, 1, (2, k)) / waves**0.5, rng.random((2, k))
    points = (strength * np.sin(2 * np.pi * (waves * t + shift))).sum(axis=2)
    filled: Stroke = (points - points.min(axis=0)) / np.ptp(points, axis=0)
    return filled


def by_hand(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The same with a tremor, and bent."""
    return bend([_tremble(stroke, rng) for stroke in strokes], rng)


def bend(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The same with a turn, a slant and other proportions: a few degrees, a few hundredths."""
    turn, slant, stretch = rng.normal(0, (0.12, 0.15, 0.12))
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = np.array([[cos, sin], [-sin, cos]]) @ [[1, 0], [slant, 1]] @ np.diag([1 + stretch, 1])
    return [stroke @ matrix for stroke in strokes]


def _tremble(stroke: Stroke, rng: np.random.Generator) -> Stroke:
    """Beside the line by a few hundredths, smoothly: noise averaged over neighbouring points."""
    noise = rng.normal(0, 0.045, (len(stroke) + 6, 2))
    smooth = [np.convolve(axis, np.ones(7) / 7, "valid") for axis in noise.T]
    moved: Stroke = stroke + np.stack(smooth, axis=1) + rng.normal(0, 0.012, 2)
    return moved
