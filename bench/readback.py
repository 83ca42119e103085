"""Ten pen digits, one of each, in a Firefox that hides what is read from a canvas, as Tor Browser.

    .venv/bin/python -m bench.readback --strokes FILE

It needs dist/ and Firefox: `build.py test engines` sees to both.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np

from pycore.handwriting.strokes import Drawing, place, read_strokes
from tests.engines.open import open_tab, programs
from tests.engines.page import DigitPage, make_site
from tools.server import serving

SIZE = 180
"""The longest side of each digit on the pad, of 280."""
STRONG = "() => app.status().network === 'strong'"


def one_of_each(drawings: list[Drawing], rng: np.random.Generator) -> list[Drawing]:
    """Ten drawings, 0 to 9, each at random."""
    shuffled = [drawings[i] for i in rng.permutation(len(drawings))]
    return [next(each for each in shuffled if each.label == digit) for digit in range(10)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=Path, required=True, help="a file of pen strokes")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    drawings = one_of_each(read_strokes(options.strokes), rng)
    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder) / "site")
        with serving(Path(folder)) as url:
            tab = open_tab("firefox", programs()["firefox"], "true canvases")
            tab.resize(1280, 900)
            page = DigitPage(tab, f"{url}site/")
            page.open("#train")
            tab.wait(STRONG)
            answers = []
            for drawing in drawings:
                page.clear()
                for stroke in place(drawing.strokes, SIZE, rng):
                    page.draw([(x, y) for x, y in stroke.tolist()])
                answers.append(page.answer())
            tab.close()
    right = sum(answer == drawing.label for answer, drawing in zip(answers, drawings, strict=True))
    print(f"read as {answers}: {right} of {len(drawings)} right")


if __name__ == "__main__":
    main()
