"""Images that show no digit, to train a network to be unsure.

A network that has only seen digits finds one in every image. So it is trained on other drawings,
too: tangles, angular scrawls, scattered strokes, blots; and on spoilt digits of MNIST: two on top
of each other, or halves of different digits. Their target is the same probability for each digit
(`arrays.NONE`).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pycore.arrays import SIDE, Images
from pycore.handwriting.preprocess import centre_ink
from pycore.handwriting.strokes import SIDE as PAPER
from pycore.handwriting.strokes import Stroke, draw

BRUSHES = (12.0, 30.0)
"""Widths of the brush, on a square of 280 pixels."""


def scribbles(n: int, rng: np.random.Generator) -> Images:
    """Draw n images that show no digit, preprocessed like digits: uint8 (n, 28, 28)."""
    images: list[Images] = []
    while len(images) < n:
        family = FAMILIES[rng.integers(len(FAMILIES))]
        image = centre_ink(draw(family(rng), rng.uniform(*BRUSHES)))
        if image is not None:
            images.append(image)
    return np.array(images)


def spoilt(images: Images, rng: np.random.Generator) -> Images:
    """Make n images without a digit from digits, uint8 (n, 28, 28), two for each."""
    others = images[rng.permutation(len(images))]
    made = []
    for one, other in zip(images, others, strict=True):
        way = WAYS[rng.integers(len(WAYS))]
        image = centre_ink(np.pad(way(one, other), SIDE // 2))
        made.append(one[::-1] if image is None else image)
    return np.array(made)


def tangle(rng: np.random.Generator) -> list[Stroke]:
    """One smooth line that turns often."""
    return [spread(rng, int(rng.integers(7, 25)))]


def scrawl(rng: np.random.Generator) -> list[Stroke]:
    """One angular line. Each corner is repeated, so that the curve does not round it."""
    return [np.repeat(spread(rng, int(rng.integers(5, 12))), 3, axis=0)]


def scatter(rng: np.random.Generator) -> list[Stroke]:
    """Several lines, straight or curved, from dots to long ones, at random places."""
    made = []
    for _ in range(rng.integers(2, 8)):
        line = (spread(rng, int(rng.integers(2, 5))) - PAPER / 2) * rng.random()
        made.append(PAPER / 2 + line + rng.uniform(-80, 80, 2))
    return made


def strands(rng: np.random.Generator) -> list[Stroke]:
    """Parallel lines, or two crossing sets of them."""
    made = []
    for _ in range(rng.integers(1, 3)):
        along = rng.standard_normal(2)
        along *= rng.uniform(60, 110) / np.hypot(*along)
        across = np.array([-along[1], along[0]]) * rng.uniform(0.6, 1.2)
        for position in np.linspace(-1, 1, rng.integers(2, 7)):
            middle = PAPER / 2 + position * across + rng.normal(0, 5, 2)
            made.append(np.array([middle - along, middle + along]))
    return made


def blot(rng: np.random.Generator) -> list[Stroke]:
    """Lines from side to side that fill an oval, without the hole of a zero."""
    points = rng.integers(25, 60)
    angle = rng.uniform(0, 2 * np.pi, points)
    radius = rng.uniform(20, 100) * np.sqrt(rng.uniform(0, 1, points))
    shape = np.array([1, rng.uniform(0.5, 1)])[rng.permutation(2)]
    return [PAPER / 2 + radius[:, None] * shape * np.stack([np.cos(angle), np.sin(angle)], 1)]


def figure(rng: np.random.Generator) -> list[Stroke]:
    """Three or four outlines with few corners, near each other."""
    made = []
    for _ in range(rng.integers(3, 5)):
        corners = rng.integers(3, 6)
        angle = (np.arange(corners + 1) + rng.random()) * 2 * np.pi / corners
        outline = np.stack([np.cos(angle), np.sin(angle)], 1) * rng.uniform(20, 60, 2)
        made.append(np.repeat(outline + PAPER / 2 + rng.uniform(-60, 60, 2), 3, axis=0))
    return made


def ball(rng: np.random.Generator) -> list[Stroke]:
    """A line around the middle many times, at different distances, like a ball of yarn."""
    rounds = rng.integers(3, 9)
    turn = np.arange(0, rounds, 1 / 8)
    reach = np.interp(turn, np.arange(rounds + 1), rng.permutation(np.linspace(0.1, 1, rounds + 1)))
    return [PAPER / 2 + reach[:, None] * oval(turn + rng.random(), rng)]


def stuffed(rng: np.random.Generator) -> list[Stroke]:
    """An oval, closed or nearly closed, with lines in it."""
    ring = oval(np.linspace(0, rng.uniform(0.9, 1.1), 16) + rng.random(), rng)
    within = np.ptp(ring, axis=0) / 2 * 0.6
    inside = [
        rng.uniform(-1, 1, (rng.integers(2, 6), 2)) * within for _ in range(rng.integers(2, 5))
    ]
    return [PAPER / 2 + line for line in (ring, *inside)]


def outline(rng: np.random.Generator) -> list[Stroke]:
    """A closed line with a few sharp corners."""
    corners = rng.integers(3, 6)
    turn = (np.arange(corners) + rng.uniform(-0.2, 0.2, corners) + rng.random()) / corners
    points = oval(turn, rng) * rng.uniform(0.4, 1, (corners, 1))
    return [PAPER / 2 + np.repeat(np.concatenate([points, points[:1]]), 3, axis=0)]


def oval(turn: NDArray[np.float64], rng: np.random.Generator) -> Stroke:
    """Points of a tall or wide ellipse, at these fractions of a turn."""
    radii = rng.uniform(50, 110) * rng.permutation([1, rng.uniform(0.5, 1)])
    points: Stroke = radii * np.stack([np.cos(2 * np.pi * turn), np.sin(2 * np.pi * turn)], axis=1)
    return points


def spread(rng: np.random.Generator, points: int) -> Stroke:
    """Random points in a random box."""
    return PAPER / 2 + rng.uniform(-1, 1, (points, 2)) * rng.uniform(30, 110, 2)


FAMILIES: list[Callable[[np.random.Generator], list[Stroke]]] = [
    tangle,
    scrawl,
    scatter,
    strands,
    blot,
    figure,
    ball,
    stuffed,
    outline,
]


def over(one: Images, other: Images) -> Images:
    """One digit on top of another, a little to the side."""
    return np.maximum(np.roll(one, -5, axis=1), np.roll(other, 5, axis=1))


def beside(one: Images, other: Images) -> Images:
    """One digit beside another."""
    return np.concatenate([one[:, 4:24], other[:, 4:24]], axis=1)


def halves(one: Images, other: Images) -> Images:
    """The lower half of one, turned by 180°, above the lower half of another, shifted."""
    return np.concatenate([one[14:][::-1, ::-1], np.roll(other[14:], 8, axis=1)])


def torn(one: Images, other: Images) -> Images:
    """The four quarters of one, at other places."""
    upper, lower = one[:14], one[14:]
    return np.concatenate(
        [np.hstack([lower[:, 14:], upper[:, :14]]), np.hstack([upper[:, 14:], lower[:, :14]])]
    )


WAYS: list[Callable[[Images, Images], Images]] = [over, beside, halves, torn]
