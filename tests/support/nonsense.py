"""What people draw on a pad for digits that is no digit, family by family: to measure doubt with.

Nothing is ever trained on these. Each has a generator of its own; but `networks.scribbles`, which
is learned from, has closed lines with corners, too, as triangles and squares are, and wound ones.
"""

from collections.abc import Callable

import numpy as np

from pycore.handwriting.strokes import MARGIN, SIDE, Drawing, Stroke, place
from tests.support.hand import at, bow, by_hand, path, waves

SIZES = (100.0, 220.0)
"""Longest side of a drawing, as of the digits that are drawn beside it."""

Shape = Callable[[np.random.Generator], list[Stroke]]


def nonsense(family: str, n: int, seed: int = 0) -> list[list[Stroke]]:
    """Drawings of a family of `FAMILIES` or `DOUBTFUL` on the pad: the same for the same seed."""
    rng, shape = np.random.default_rng([seed, *family.encode()]), (FAMILIES | DOUBTFUL)[family]
    if shape in (dot, dots):
        return [shape(rng) for _ in range(n)]
    return [place(by_hand(shape(rng), rng), rng.uniform(*SIZES), rng) for _ in range(n)]


def pairs(digits: list[Drawing], n: int, seed: int = 0) -> list[list[Stroke]]:
    """Two digits side by side, drawn at random from those given."""
    rng, drawings = np.random.default_rng(seed), []
    for i, j in rng.integers(0, len(digits), (n, 2)):
        left, right = place(digits[i].strokes, 100, rng), place(digits[j].strokes, 100, rng)
        end, start = np.concatenate(left).max(axis=0), np.concatenate(right).min(axis=0)
        beside = end - start + (35, -100)
        drawings.append(place(left + [s + beside for s in right], rng.uniform(160, 220), rng))
    return drawings


def crossed_out(digits: list[Drawing], n: int, seed: int = 0) -> list[list[Stroke]]:
    """A digit with a zigzag over it."""
    rng, drawings = np.random.default_rng(seed), []
    for i in rng.integers(0, len(digits), n):
        points = np.concatenate(digits[i].strokes)
        low, extent = points.min(axis=0), max(1.0, np.ptp(points, axis=0).max())
        over = [(stroke * [1.0, 0.8] + [0, 0.1]) * extent + low for stroke in zigzag(rng, 5)]
        drawings.append(place(digits[i].strokes + over, rng.uniform(*SIZES), rng))
    return drawings


def lines(*strokes: tuple[tuple[float, float], ...]) -> Shape:
    """A shape that is straight from corner to corner."""
    return lambda rng: [path(*corners) for corners in strokes]


def dot(rng: np.random.Generator) -> list[Stroke]:
    """The pen put down, and perhaps moved by a hair; in pixels of the pad, like `dots`."""
    return [rng.uniform(MARGIN, SIDE - MARGIN, 2) + rng.normal(0, 1.5, (rng.integers(1, 5), 2))]


def dots(rng: np.random.Generator) -> list[Stroke]:
    """Two or three, each at its place."""
    return [
        rng.uniform(low, low + 70, 2) + rng.normal(0, 1, (3, 2))
        for low in (20, 190, 105)[: rng.integers(2, 4)]
    ]


def blob(rng: np.random.Generator) -> list[Stroke]:
    """Filled by going round and round outwards, closer than the pen is wide."""
    rounds = float(rng.integers(5, 9))
    return [bow(0, rounds, lambda turn: 0.5 * turn / rounds)]


def zigzag(rng: np.random.Generator, least: int = 7) -> list[Stroke]:
    """To and fro without lifting the pen, downwards or across, to fill a patch."""
    n = rng.integers(least, 2 * least)
    across = np.arange(n) % 2 + rng.normal(0, 0.08, n)
    points = np.stack([across, np.linspace(0, rng.uniform(0.6, 1.2), n)], axis=1)
    return [path(*(points if rng.random() < 0.5 else points[:, ::-1]))]


def hatching(rng: np.random.Generator) -> list[Stroke]:
    """Strokes side by side."""
    lean = rng.uniform(-0.4, 0.4)
    return [path((x + lean, 0), (x, 1)) for x in np.linspace(0, 1, rng.integers(4, 8))]


def grid(rng: np.random.Generator) -> list[Stroke]:
    """Two to four lines each way: a hash sign, a board, a fence."""
    down, across = ((np.arange(n) + 0.5) / n for n in rng.integers(2, 5, 2))
    return [path((x, 0), (x, 1)) for x in down] + [path((0, y), (1, y)) for y in across]


def asterisk(rng: np.random.Generator) -> list[Stroke]:
    """Three to six lines through one point."""
    n = rng.integers(3, 7)
    angles = np.pi * (np.arange(n) / n + rng.random())
    rays = 0.5 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return [path(tuple(0.5 - ray), tuple(0.5 + ray)) for ray in rays]


def star(rng: np.random.Generator) -> list[Stroke]:
    """Five points in one go."""
    angles = np.pi * (-0.5 + 0.8 * np.arange(6))
    return [path(*0.5 + 0.5 * np.stack([np.cos(angles), np.sin(angles)], axis=1))]


def spiral(rng: np.random.Generator) -> list[Stroke]:
    """Three or four rounds, either way round."""
    rounds = rng.uniform(2.7, 4.2)
    return [bow(0, rounds, lambda turn: 0.5 * turn / rounds) * [rng.choice([-1, 1]), 1]]


def tangle(rng: np.random.Generator) -> list[Stroke]:
    """One long line that crosses itself many times."""
    return [waves(rng, 180, 8)]


def scrawl(rng: np.random.Generator) -> list[Stroke]:
    """Three to five bent lines, one over the other."""
    return [waves(rng, 40, 2) for _ in range(rng.integers(3, 6))]


def coil(rng: np.random.Generator) -> list[Stroke]:
    """Loops along a line, as when a pen is tried."""
    turn = np.linspace(0, rng.integers(4, 7), 160)
    x = rng.uniform(0.25, 0.6) * turn - 0.3 * np.cos(2 * np.pi * turn)
    return [np.stack([x, 0.5 * np.sin(2 * np.pi * turn)], axis=1)]


def equals(rng: np.random.Generator) -> list[Stroke]:
    gap = rng.uniform(0.3, 0.6)
    return [path((0, 0), (1, 0)), path((0, gap), (1, gap))]


def heart(rng: np.random.Generator) -> list[Stroke]:
    t = 2 * np.pi * np.linspace(0, 1, 60)
    y = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
    return [np.stack([16 * np.sin(t) ** 3, y], axis=1) / 34]


def arrow(rng: np.random.Generator) -> list[Stroke]:
    """To the right, the left, up or down."""
    quarter = np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), rng.integers(4))
    return [path((0, 0), (1, 0)) @ quarter, path((0.65, -0.35), (1, 0), (0.65, 0.35)) @ quarter]


def smiley(rng: np.random.Generator) -> list[Stroke]:
    apart, high = rng.uniform(0.14, 0.2), rng.uniform(0, 0.08)
    eyes = [np.array([[x, 0.36], [x, 0.36 + high]]) for x in (0.5 - apart, 0.5 + apart)]
    return [bow(-0.25, 0.76, 0.5), *eyes, bow(0.45, 0.05, 0.28)]


def man(rng: np.random.Generator) -> list[Stroke]:
    """Head, trunk, arms and legs."""
    hands = [(0.2, 0.35 + rng.uniform(0, 0.15)), (0.5, 0.42), (0.8, 0.35 + rng.uniform(0, 0.15))]
    limbs = [path(*hands), path((0.25, 1), (0.5, 0.68), (0.75, 1))]
    return [at(bow(-0.25, 0.76, 0.5), 0.5, 0.15, 0.28), path((0.5, 0.3), (0.5, 0.68)), *limbs]


def flower(rng: np.random.Generator) -> list[Stroke]:
    """Petals in one go, and a stalk."""
    petals = rng.integers(4, 7)
    bloom = bow(0, 1, lambda turn: 0.3 + 0.2 * np.cos(2 * np.pi * petals * turn))
    return [at(bloom, 0.5, 0.3, 0.65), path((0.5, 0.45), (0.5, 1))]


def cloud(rng: np.random.Generator) -> list[Stroke]:
    """Bulges all round, wider than high."""
    bulges = rng.integers(5, 8)
    return [bow(0, 1, lambda turn: 0.36 + 0.12 * np.abs(np.sin(np.pi * bulges * turn))) * [1, 0.6]]


def fish(rng: np.random.Generator) -> list[Stroke]:
    t = np.linspace(0, 1, 40)
    back = np.stack([t, -0.3 * np.sin(1.25 * np.pi * t)], axis=1)
    return [np.concatenate([back, path((1, 0.21), (1, -0.21)), back[::-1] * [1, -1]])]


def percent(rng: np.random.Generator) -> list[Stroke]:
    ring = bow(-0.25, 0.76, 0.5)
    return [at(ring, 0.2, 0.25, 0.35), at(ring, 0.8, 0.75, 0.35), path((0.85, 0), (0.15, 1))]


def question_mark(rng: np.random.Generator) -> list[Stroke]:
    hook = at(bow(-0.5, 0.2, 0.5), 0.5, 0.28, 0.55)
    return [np.concatenate([hook, path((0.5, 0.5), (0.5, 0.75))]), path((0.5, 1), (0.5, 1.01))]


def lying_eight(rng: np.random.Generator) -> list[Stroke]:
    t = 2 * np.pi * np.linspace(0, 1, 60)
    return [np.stack([0.5 * np.cos(t), 0.5 * np.sin(t) * np.cos(t)], axis=1)]


def bracket(rng: np.random.Generator) -> list[Stroke]:
    return [bow(-0.2, 0.2, 0.5) * [rng.choice([-1, 1]), 1]]


def curl(rng: np.random.Generator) -> list[Stroke]:
    """A round and a half."""
    start = rng.random()
    stroke = bow(start, start + 1.6, lambda turn: 0.2 + 0.2 * (turn - start))
    return [stroke * [rng.choice([-1, 1]), 1]]


FAMILIES: dict[str, Shape] = {
    "dot": dot,
    "dots": dots,
    "blob": blob,
    "zigzag": zigzag,
    "hatching": hatching,
    "grid": grid,
    "asterisk": asterisk,
    "star": star,
    "spiral": spiral,
    "tangle": tangle,
    "scrawl": scrawl,
    "coil": coil,
    "plus": lines(((0.5, 0), (0.5, 1)), ((0, 0.5), (1, 0.5))),
    "cross": lines(((0, 0), (1, 1)), ((1, 0), (0, 1))),
    "equals sign": equals,
    "heart": heart,
    "arrow": arrow,
    "smiley": smiley,
    "house": lines(
        ((0.1, 0.4), (0.1, 1), (0.9, 1), (0.9, 0.4), (0.1, 0.4)), ((0, 0.45), (0.5, 0), (1, 0.45))
    ),
    "man": man,
    "flower": flower,
    "cloud": cloud,
    "fish": fish,
    "triangle": lines(((0.5, 0), (1, 0.9), (0, 0.9), (0.5, 0))),
    "check mark": lines(((0, 0.55), (0.32, 0.9), (1, 0))),
    "percent sign": percent,
}
"""What nobody would call a digit."""
DOUBTFUL: dict[str, Shape] = {
    "square": lines(((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))),
    "diamond": lines(((0.5, 0), (0.9, 0.5), (0.5, 1), (0.1, 0.5), (0.5, 0))),
    "question mark": question_mark,
    "exclamation mark": lines(((0.5, 0), (0.5, 0.65)), ((0.5, 1), (0.5, 1.01))),
    "lying eight": lying_eight,
    "lightning": lines(((0.65, 0), (0.25, 0.5), (0.7, 0.5), (0.3, 1))),
    "bracket": bracket,
    "curl": curl,
}
"""What someone might: a square is much like a zero, lightning like a five. Listed apart."""
