"""The built page in a tab of any engine, watched for complaints from its first line on."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.engines.tab import Place, Tab
from tools.paths import DIST

WATCHED = "watched.html"
HERE = Path(__file__).parent
CURVE = "() => app.status().curves.loss.training"


def make_site(folder: Path) -> None:
    """The built site in a folder, with one page more: index.html with the watch put in."""
    folder.mkdir(parents=True)
    for path in DIST.iterdir():
        (folder / path.name).symlink_to(path, target_is_directory=path.is_dir())
    page = (DIST / "index.html").read_text(encoding="utf-8")
    mark = '<script src="./boot/early.js">'
    assert mark in page
    watched = page.replace(mark, f'<script src="./watch.js"></script>{mark}')
    (folder / WATCHED).write_text(watched, encoding="utf-8")
    (folder / "watch.js").symlink_to(HERE / "watch.js")


class DigitPage:
    """What one does with the page, and reads from it."""

    def __init__(self, tab: Tab, site: str) -> None:
        self.tab, self.site = tab, site

    def open(self, address: str = "#train") -> None:
        """Open it at an address, `#train?…`, and wait until it has its kernel, or none.

        Without a service worker: what is tested is what the server has.
        """
        name = ("&" if "?" in address else "?") + "offline=off"
        self.tab.open(f"{self.site}{WATCHED}{address}{name}")
        self.await_python()

    def await_python(self) -> None:
        self.tab.wait("() => globalThis.app?.status().python === 'up'")
        self.tab.wait_for_text("#kernel", "Matrix products: ")

    @property
    def kernel(self) -> str:
        """The SIMD of "Matrix products: SIMD."."""
        return self.tab.text("#kernel").removeprefix("Matrix products: ").strip().removesuffix(".")

    @property
    def faults(self) -> list[str]:
        found: list[str] = self.tab.evaluate("() => window.faults")
        return found

    def draw(self, points: Sequence[Place]) -> None:
        self.tab.draw("#pad", points, 280)

    def answer(self) -> int | None:
        """The digit that the drawing is read as, once it is."""
        self.tab.wait("() => app.status().settled")
        match = re.search(r"It is an? (\d)", self.tab.text("#prediction"))
        return int(match[1]) if match else None

    def clear(self) -> None:
        if not self.tab.evaluate("() => app.status().drawing.blank"):
            self.tab.click("#clear")
        self.tab.wait_for_text("#prediction", "Draw a digit")

    def train(self) -> list[float]:
        """Press Train, wait for the end; the loss of every step."""
        self.tab.click("#run")
        self.tab.wait_for_text("#status", "Finished")
        losses: list[float] = self.tab.evaluate(CURVE)
        return losses

    def accuracy(self) -> float:
        """On the test set, as the page says, 0 to 1."""
        match = re.search(r"(\d+\.\d+) %", self.tab.text("#score"))
        assert match
        return float(match[1]) / 100

    def painted(self, selector: str) -> int:
        """How many pixels of a canvas are not empty."""
        count: int = self.tab.evaluate(
            """selector => {
              const canvas = document.querySelector(selector);
              const { width, height } = canvas;
              const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
              return data.filter((value, i) => i % 4 === 3 && value > 0).length;
            }""",
            selector,
        )
        return count

    def lanes(self) -> dict[str, Any]:
        """The runs of the notebook in sight, by name."""
        lanes: dict[str, Any] = self.tab.evaluate("() => app.status().runs.notebooks.lanes")
        return lanes
