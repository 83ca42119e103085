"""Firefox as Tor Browser sets it: what is read from a canvas is noise, and clocks are coarse."""

import base64
from collections.abc import Iterator, Sequence

import pytest

from tests.engines.open import open_tab, programs
from tests.engines.page import DigitPage
from tests.engines.tab import Place
from tests.support.page import ONE, SEVEN
from tests.support.pictures import PHOTO

TWO = [(90, 90), (110, 60), (150, 50), (190, 75), (185, 115), (140, 165), (85, 220), (200, 220)]
THREE = [(90, 60), (150, 45), (185, 80), (165, 120), (130, 130), (180, 150), (190, 195), (150, 230),
         (85, 215)]  # fmt: skip
FOUR: Sequence[Sequence[Place]] = [[(120, 50), (80, 150), (200, 150)], [(170, 90), (165, 235)]]
ZERO = [(140, 50), (95, 80), (80, 140), (100, 205), (145, 230), (190, 200), (200, 135), (180, 75),
        (140, 50)]  # fmt: skip
SIX = [(170, 45), (120, 90), (90, 150), (95, 205), (135, 235), (180, 215), (185, 170), (145, 150),
       (100, 180)]  # fmt: skip
DIGITS: list[tuple[int, Sequence[Sequence[Place]]]] = [
    (0, [ZERO]), (1, [ONE]), (2, [TWO]), (3, [THREE]), (4, FOUR), (6, [SIX]), (7, [SEVEN]),
]  # fmt: skip


@pytest.fixture(scope="module")
def page(site: str) -> Iterator[DigitPage]:
    if "firefox" not in programs():
        pytest.skip("there is no firefox on this machine")
    tab = open_tab("firefox", programs()["firefox"], "true canvases")
    tab.resize(1280, 900)
    page = DigitPage(tab, site)
    page.open("#train?images=1000&layers=32&epochs=2&seed=7")
    yield page
    assert page.faults == []
    tab.close()


def test_what_is_read_back_is_false_here(page: DigitPage) -> None:
    """Or the tests below would prove nothing."""
    assert page.tab.evaluate(
        """() => {
          const context = new OffscreenCanvas(20, 20).getContext("2d");
          context.fillRect(0, 0, 20, 20);
          const { data } = context.getImageData(0, 0, 20, 20);
          return data.some((value, i) => value !== (i % 4 < 3 ? 0 : 255));
        }"""
    )


@pytest.mark.parametrize(("digit", "strokes"), DIGITS, ids=[str(digit) for digit, _ in DIGITS])
def test_a_drawing_is_read(page: DigitPage, digit: int, strokes: Sequence[Sequence[Place]]) -> None:
    page.clear()
    for stroke in strokes:
        page.draw(stroke)
    assert page.answer() == digit


def test_a_network_is_trained(page: DigitPage) -> None:
    losses = page.train()
    assert losses[-1] < losses[0]
    assert page.accuracy() > 0.6


def test_that_a_picture_is_hidden_is_told(page: DigitPage) -> None:
    page.tab.evaluate(PASTE, base64.b64encode(PHOTO).decode())
    told = page.tab.wait_for_text(".draw [role=alert]:not([hidden])", "hides")
    assert "canvas icon" in told


PASTE = """encoded => {
  const bytes = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], "seven.png", { type: "image/png" }));
  document.dispatchEvent(
    new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""
