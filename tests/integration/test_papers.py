"""MNIST's test digits on paper of every kind, read by the network that the page ships.

`python -m pytest tests/integration/test_papers.py -s` prints how many are read right.
"""

from pathlib import Path

import numpy as np
import pytest

from pycore import Network, centre_digit, load, to_input

COUNT = 100
RNG = np.random.default_rng(0)


def grey(ink, paper, pen, noise=0.0):
    """A picture, uint8: ink 0 to 1 by a pen of one grey on paper of another, 0 to 255."""
    seen = paper + (pen - paper) * ink + RNG.normal(0, noise, ink.shape)
    return np.clip(np.rint(seen), 0, 255).astype(np.uint8)


def salted(picture, share):
    hit = RNG.random(picture.shape) < share
    return np.where(hit, 255 * RNG.integers(0, 2, picture.shape), picture).astype(np.uint8)


def in_a_box(picture):
    boxed = np.pad(picture, 20, constant_values=picture[0, 0])
    boxed[[4, 5, 6, -6, -5, -4], 4:-4] = 20
    boxed[4:-4, [4, 5, 6, -6, -5, -4]] = 20
    return boxed


PAPERS = {
    "clean": lambda ink: grey(ink, 0, 255),
    "250 for white": lambda ink: grey(ink, 250, 0),
    "3 for black": lambda ink: grey(ink, 3, 255),
    "middle grey": lambda ink: grey(ink, 128, 20),
    "a stray pixel": lambda ink: grey(np.maximum(ink, np.eye(280, k=-270)), 255, 0),
    "noise": lambda ink: grey(ink, 245, 30, 6),
    "noise around white": lambda ink: grey(ink, 255, 0, 4),
    "pencil": lambda ink: grey(ink, 240, 195, 3),
    "faint": lambda ink: grey(ink, 250, 225),
    "salt and pepper": lambda ink: salted(grey(ink, 250, 0), 0.01),
    "uneven light": lambda ink: grey(ink, np.linspace(120, 250, 280), 40, 3),
    "in a box": lambda ink: in_a_box(grey(ink, 250, 20, 3)),
    "28 × 28": lambda ink: grey(ink[5::10, 5::10], 245, 20, 3),
}


@pytest.fixture(scope="module")
def strong():
    return Network.load("web/strong.npz")


@pytest.fixture(scope="module")
def digits():
    test = load(Path(".cache/mnist")).test
    return test.images[:COUNT], test.labels[:COUNT]


@pytest.mark.parametrize("paper", PAPERS)
def test_digits_are_read_on_paper_of_every_kind(strong, digits, paper):
    images, labels = digits
    inks = (np.kron(image / 255, np.ones((10, 10))) for image in images)
    found = [centre_digit(PAPERS[paper](ink)) for ink in inks]
    blank = np.zeros((28, 28), np.uint8)
    X = to_input(np.array([blank if digit is None else digit for digit in found]))
    right = int((strong.predict(X).argmax(axis=1) == labels).sum())
    print(f"{paper}: {right} of {COUNT}")
    assert right >= 0.95 * COUNT
