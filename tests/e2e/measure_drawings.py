"""How much of what is drawn the page reads: MNIST's test digits redrawn, or pen strokes.

    .venv/bin/python -m tests.e2e.measure_drawings [--strokes FILE] [--count N] [--mouse]

Each drawing is put on the page's canvas at a random size and place, with the page's own brush, and
read by the shipped network. A digit of MNIST is thinned to a line first, which the brush then
follows. FILE is JSON (or .json.gz), {"digits": [{"label": 8, "strokes": [[[x, y], …], …]}, …]}, y
downwards. By default the strokes go straight to the page's code; with --mouse, they are drawn with
the mouse, far slower.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from pycore import load
from pycore.metrics import interval
from pycore.strokes import Drawing, Stroke, place, read_strokes
from tests.e2e.helpers import BOOT, button, chromium, clear, draw, settle
from tools.paths import DIST, MNIST
from tools.server import serving

SIZES = (100.0, 220.0)  # of a drawing's longest side, on the canvas
READ = """async (strokes) => {
  const picture = app.reader.ink.picture(strokes);
  return (await app.python.call("predict", picture, "shipped")).digit ?? null;
}"""


def main() -> None:
    """Draw, read, count; print the share of right answers with its 95 % interval."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--strokes", type=Path, help="a file of pen strokes; without: MNIST")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--mouse", action="store_true", help="draw with the mouse")
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    digits = read_strokes(options.strokes) if options.strokes else list(mnist_digits())
    chosen = rng.permutation(len(digits))[: options.count]
    drawings = [
        (digits[i].label, points(place(digits[i].strokes, rng.uniform(*SIZES), rng)))
        for i in chosen
    ]
    with chromium() as browser, serving(DIST) as url:
        page = browser.new_page()
        page.goto(url)
        expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
        read = read_with_mouse if options.mouse else read_directly
        answers = [(label, read(page, strokes)) for label, strokes in drawings]
    report(answers)


def points(strokes: list[Stroke]) -> list[list[dict[str, float]]]:
    """Strokes as the page has them."""
    return [[{"x": float(x), "y": float(y)} for x, y in stroke] for stroke in strokes]


def mnist_digits() -> Iterator[Drawing]:
    """MNIST's test digits as strokes: a short one from each pixel of their line to the next."""
    test = load(MNIST).test
    assert test
    for image, label in zip(*test, strict=True):
        line = thin(image > 127)
        rows, columns = np.nonzero(line)
        strokes = [np.array([[x, y], [x, y]], float) for y, x in zip(rows, columns, strict=True)]
        for dy, dx in ((0, 1), (1, -1), (1, 0), (1, 1)):
            there = line & np.roll(line, (-dy, -dx), (0, 1))
            strokes += [
                np.array([[x, y], [x + dx, y + dy]], float)
                for y, x in zip(*np.nonzero(there), strict=True)
            ]
        yield Drawing(int(label), strokes)


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


def read_directly(page: Page, strokes: list[list[dict[str, float]]]) -> int | None:
    answer: int | None = page.evaluate(READ, strokes)
    return answer


def read_with_mouse(page: Page, strokes: list[list[dict[str, float]]]) -> int | None:
    """Draw on the canvas, and wait until the bars show the reading of the last stroke."""
    clear(page)
    for stroke in strokes:
        draw(page, [(point["x"], point["y"]) for point in stroke], steps=1)
    text = settle(page)
    digits = [int(word) for word in text.replace("(", " ").split() if word.isdecimal()]
    return digits[0] if digits else None


def report(answers: list[tuple[int, Any]]) -> None:
    """The share of right answers, with Wilson's 95 % interval, and each digit's share."""
    n, right = len(answers), sum(label == answer for label, answer in answers)
    low, high = interval(right / n, n)
    print(f"{right:,} of {n:,} read right: {right / n:.1%} (95 %: {low:.1%}–{high:.1%})")
    print(f"not taken for a digit: {sum(answer is None for _, answer in answers)}")
    for digit in range(10):
        mine = [answer for label, answer in answers if label == digit]
        if mine:
            print(f"  {digit}: {mine.count(digit) / len(mine):.1%} of {len(mine)}")


if __name__ == "__main__":
    main()
