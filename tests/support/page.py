"""What the tests of the page do again and again: draw, fill the form in, read what it says."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Frame, FrameLocator, Locator, Page, expect, sync_playwright

from pycore.doubt import CLOSE
from tools.browser import chosen_browser, launch_options

Place = Page | FrameLocator
"""Where the page is: by itself, or in a frame."""

SIDE = 280
"""The pad is measured in this many units, whatever its size on the screen."""
SEVEN = [(80, 70), (200, 70), (130, 220)]
ONE = [(140, 50), (140, 230)]
BOOT = 90_000
TRAINING = 60_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that was found to test with."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(chosen_browser()))
        yield browser
        browser.close()


def pad(page: Place) -> Locator:
    return page.get_by_label("Draw a digit", exact=True)


def prediction(page: Place) -> Locator:
    return page.get_by_label("Prediction", exact=True)


def status(page: Place) -> Locator:
    return page.get_by_label("Training status", exact=True)


def score(page: Place) -> Locator:
    return page.get_by_label("Test accuracy", exact=True)


def button(page: Place, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def draw(
    page: Page,
    points: Sequence[tuple[float, float]],
    steps: int = 6,
    frame: FrameLocator | None = None,
) -> None:
    """One stroke with the mouse, through points in the pad's units."""
    pad(frame or page).scroll_into_view_if_needed()
    box = pad(frame or page).bounding_box()
    assert box
    scale = box["width"] / SIDE
    at = [(box["x"] + x * scale, box["y"] + y * scale) for x, y in points]
    page.mouse.move(*at[0])
    page.mouse.down()
    for place in at[1:]:
        page.mouse.move(*place, steps=steps)
    page.mouse.up()


def settle(page: Page) -> str:
    """Wait until the drawing is answered; return the sentence."""
    page.wait_for_function("app.status().settled")
    return prediction(page).inner_text()


def wait_for(page: Page, css: str, words: str = "") -> None:
    """Wait for an element with these words; `expect` looks again after ever longer pauses."""
    page.wait_for_function(SOME, arg=[css, words])


SOME = """([css, words]) => [...document.querySelectorAll(css)].some(
  (each) => (each.shadowRoot ?? each).textContent.includes(words)
)"""

STRONG = "app.status().network === 'strong'"
"""Whether the strong network has taken over."""

DOUBT = """async ([sure, close]) => {
  const lines = `from pycore import doubt\\ndoubt.SURE, doubt.CLOSE = ${sure}, ${close}\\n`;
  const name = `doubting_${sure}_${close}`.replaceAll(".", "_");
  const code = new TextEncoder().encode(lines);
  await app.python.call("add_code", name, { [`${name}/__init__.py`]: code });
  app.reader.request();
}"""


def doubt(page: Page | Frame, sure: float, close: float = CLOSE) -> None:
    """Let Python name a digit only from this probability on, 2 is never; a second one from `close`.

    Each such pair can be used once a page.
    """
    page.evaluate(DOUBT, [sure, close])


def clear(page: Page) -> None:
    if button(page, "Clear").is_enabled():
        button(page, "Clear").click()
    expect(prediction(page)).to_have_text("Draw a digit")


def answered(text: str) -> int:
    """ "It is a 7 (99 %)" → 7"""
    match = re.fullmatch(r"It is an? (\d) \((\d+) %\)", text)
    assert match, text
    return int(match[1])


def fill(page: Page, **values: str) -> None:
    """Fill fields in by their labels, `Hidden_layers="32"`, as one who leaves each with Tab."""
    for label, value in values.items():
        field = page.get_by_label(label.replace("_", " "), exact=True)
        field.fill(value)
        field.press("Tab")


def small(page: Page, **values: str) -> None:
    """Settings of a run that takes a second or two."""
    fill(page, **{"Training_images": "1000", "Hidden_layers": "32", "Epochs": "2"} | values)


def reset(page: Page) -> None:
    if button(page, "Reset").is_enabled():
        button(page, "Reset").click()
    expect(button(page, "Reset")).to_be_disabled()


def pixels(page: Page, selector: str) -> int:
    """How many pixels of a canvas are not empty."""
    count: int = page.locator(selector).first.evaluate(
        """canvas => {
          const { width, height } = canvas;
          const copy = new OffscreenCanvas(width, height).getContext("2d");
          copy.drawImage(canvas, 0, 0); // or Chromium warns of the second time that one is read
          const { data } = copy.getImageData(0, 0, width, height);
          return data.filter((value, i) => i % 4 === 3 && value > 0).length;
        }"""
    )
    return count
