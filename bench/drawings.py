"""How much of what is drawn the page reads: MNIST's test digits redrawn, or pen strokes.

    .venv/bin/python -m bench.drawings [--strokes FILE] [--count N] [--mouse] [--small]

Each drawing is put on the page's canvas at a random size and place, with the page's own brush, and
read by the shipped network: the strong one, once that has come; with --small, the one before it. A
digit of MNIST is thinned to a line first, which the brush then follows. FILE is JSON (or .json.gz),
{"digits": [{"label": 8, "strokes": [[[x, y], …], …]}, …]}, y downwards. By default the strokes go
straight to the page's code; with --mouse, they are drawn with the mouse, far slower.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from playwright.sync_api import Page, expect

from pycore import load
from pycore.arrays import Floats
from pycore.calibration import calibration_error
from pycore.cli.report import ANY_SIZE
from pycore.confidence import interval
from pycore.handwriting.strokes import Drawing, Stroke, place, read_strokes
from tests.support.page import BOOT, ONE, button, chromium, clear, draw, settle
from tests.support.thinning import follow, thin
from tools.paths import DIST, MNIST
from tools.server import serving

SIZES = ANY_SIZE
"""Longest side of a drawing, on the canvas."""
Points = list[list[dict[str, float]]]
"""Strokes as the page has them."""

READ = """async (strokes) => {
  const picture = app.reader.ink.picture(strokes ?? app.reader.pad.marks);
  const { digit = null, probabilities, by } = await app.python.call("predict", picture, "shipped");
  return { digit, probs: probabilities ? [...probabilities] : null, by: by ?? "shipped" };
}"""
COMING = 60
"""Seconds in which the strong network must have come."""


class Answer(NamedTuple):
    """What the page said of one drawing."""

    digit: int | None
    """None: not sure, or no digit at all."""
    probs: list[float] | None
    """Of the ten digits; None where there is no digit at all."""
    by: str
    """The network that answered: small or strong."""


def main() -> None:
    """Draw, read, count; print the share of right answers with its 95 % interval."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--strokes", type=Path, help="a file of pen strokes; without: MNIST")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--mouse", action="store_true", help="draw with the mouse")
    parser.add_argument("--small", action="store_true", help="ask the small network")
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    digits = read_strokes(options.strokes) if options.strokes else list(mnist_digits())
    chosen = rng.permutation(len(digits))[: options.count]
    drawings = [
        (digits[i].label, points(place(digits[i].strokes, rng.uniform(*SIZES), rng)))
        for i in chosen
    ]
    with opened(options.small) as page:
        read = ask_with_mouse if options.mouse else ask
        answers = [(label, read(page, strokes)) for label, strokes in drawings]
    report(answers)


@contextmanager
def opened(small: bool = False) -> Iterator[Page]:
    """The page, when the network that is to be asked has come. (`small`: no other comes.)"""
    with chromium() as browser, serving(DIST) as url:
        page = browser.new_context(service_workers="block").new_page()
        if small:
            page.route("**/strong.npz*", lambda route: route.abort())
        page.goto(url)
        expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
        one: Points = [[{"x": x, "y": y} for x, y in ONE]]
        for _ in range(0 if small else COMING):
            if ask(page, one).by != "small":
                break
            page.wait_for_timeout(1_000)
        yield page


def points(strokes: Sequence[Stroke]) -> Points:
    """Strokes as the page has them."""
    return [[{"x": float(x), "y": float(y)} for x, y in stroke] for stroke in strokes]


def mnist_digits() -> Iterator[Drawing]:
    """MNIST's test digits as strokes: a short one from each pixel of their line to the next."""
    test = load(MNIST).test
    assert test
    for image, label in zip(*test, strict=True):
        yield Drawing(int(label), follow(thin(image > 127)))


def ask(page: Page, strokes: Points | None) -> Answer:
    """What the page's code says of strokes; without any, of what is on the canvas."""
    return Answer(**page.evaluate(READ, strokes))


def ask_with_mouse(page: Page, strokes: Points) -> Answer:
    """Draw on the canvas; what the page then says, and how sure it is of each digit."""
    digit = read_with_mouse(page, strokes)
    return ask(page, None)._replace(digit=digit)


def read_directly(page: Page, strokes: Points) -> int | None:
    """The digit that the page's code names."""
    return ask(page, strokes).digit


def read_with_mouse(page: Page, strokes: Points) -> int | None:
    """Draw on the canvas, and wait until the bars show the reading of the last stroke."""
    clear(page)
    for stroke in strokes:
        draw(page, [(point["x"], point["y"]) for point in stroke], steps=1)
    text = settle(page)
    digits = [int(word) for word in text.replace("(", " ").split() if word.isdecimal()]
    return digits[0] if digits else None


def report(answers: Sequence[tuple[int, Answer]]) -> None:
    """The share of right answers, whether sure or not; how many are refused; each digit's share."""
    best = [(label, int(np.argmax(a.probs)) if a.probs else None) for label, a in answers]
    show("read right", [label == digit for label, digit in best])
    show("refused", [a.digit is None for _, a in answers])
    show("of the others, right", [a.digit == label for label, a in answers if a.digit is not None])
    seen = [(label, a.probs) for label, a in answers if a.probs]
    probs: Floats = np.array([each for _, each in seen])
    error = calibration_error(probs, np.array([label for label, _ in seen], np.uint8))
    print(f"expected calibration error: {error:.2%}")
    print("answered by:", dict(Counter(a.by for _, a in answers)))
    for digit in range(10):
        mine = [answer for label, answer in best if label == digit]
        if mine:
            print(f"  {digit}: {mine.count(digit) / len(mine):.1%} of {len(mine)}")


def show(what: str, hits: Sequence[bool]) -> None:
    """A share with Wilson's 95 % interval."""
    n, count = len(hits), sum(hits)
    if n:
        low, high = interval(count / n, n)
        print(f"{what}: {count:,} of {n:,}, {count / n:.1%} (95 %: {low:.1%}–{high:.1%})")


if __name__ == "__main__":
    main()
