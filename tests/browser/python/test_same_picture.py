"""What is drawn is the same picture to the page and to `pycore`, and gets the same answer."""

import itertools

import numpy as np
from playwright.sync_api import Page

from bench.drawings import SIZES, mnist_digits, points, read_directly
from pycore import Network, centre_digit, to_input
from pycore.doubt import verdict
from pycore.handwriting.strokes import SIDE, place
from pycore.handwriting.strokes import draw as ink
from tests.support.drawings import joined
from tests.support.page import BOOT, STRONG
from tools.paths import WEB

PICTURE = """strokes => Array.from(app.reader.ink.picture(strokes),
  (ink) => String.fromCharCode(ink)).join("")"""


def test_what_is_drawn_on_the_page_is_seen_as_pycore_draws_it(booted: Page) -> None:
    """So that figures measured natively hold for the page: the same picture, the same answer."""
    rng = np.random.default_rng(1)
    networks = [Network.load(WEB / name) for name in ("strong.npz", "small.npz")]
    booted.wait_for_function(STRONG, timeout=BOOT)
    for _, strokes in itertools.islice(mnist_digits(), 40):
        placed = place(joined(strokes), rng.uniform(*SIZES), rng)
        here = np.frombuffer(booted.evaluate(PICTURE, points(placed)).encode("latin-1"), np.uint8)
        there = ink(placed)
        assert np.abs(here.reshape(SIDE, SIDE) - there.astype(int)).max() <= 1  # of 255
        digit = centre_digit(there)
        assert digit is not None
        opinions = [network.predict(to_input(digit[None]))[0] for network in networks]
        assert read_directly(booted, points(placed)) == verdict(*opinions).digit
