"""The size of the worker's heap, which never shrinks: start, views, a training, the tests.

.venv/bin/python -m bench.heap [--seconds 20]
"""

import argparse
import re
import time

from playwright.sync_api import Page, expect

from tests.support.page import BOOT, ONE, TRAINING, button, chromium, draw, fill, settle, status
from tools.paths import DIST
from tools.server import serving

VIEWS = ("train", "notebooks/004", "race", "code", "explained")
CONVOLUTIONS = "conv16, pool, norm, conv32, pool, norm, 128, drop30"
PATIENCE = 600_000  # milliseconds
HEAP = """async () => {
  const { python } = app;
  const code = `def size(session):
    from pyodide_js import _module
    return _module.memory.buffer.byteLength`;
  const file = new TextEncoder().encode(code);
  await python.call("add_code", "heap", { "heap/__init__.py": file });
  return python.call("ask", "heap", "size");
}"""


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    with chromium() as browser, serving(DIST) as url:
        page = browser.new_page()
        start(page, url)
        tell(page, "start, a digit read by the strong network")
        for view in VIEWS:
            open_view(page, view)
            tell(page, f"view {view}")
        train(page, options.seconds)
        tell(page, f"{options.seconds:.0f} s of a convolutional network on 60,000 images")
        test(page)
        tell(page, "pycore's tests")


def megabytes(page: Page) -> float:
    """The heap of the Python that answers."""
    return float(page.evaluate(HEAP)) / 2**20


def tell(page: Page, what: str) -> None:
    """One line."""
    print(f"{megabytes(page):6.1f} MiB  {what}", flush=True)


def start(page: Page, url: str) -> None:
    """Until the strong network reads."""
    page.goto(url)
    expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
    page.wait_for_function("app.status().network === 'strong'", timeout=BOOT)
    draw(page, ONE)
    settle(page)


def open_view(page: Page, view: str) -> None:
    """Until it shows what Python has told it."""
    page.evaluate(f"location.hash = '#{view}'")
    name = view.split("/")[0]
    page.wait_for_function("name => name === 'train' || name in app.status().runs", arg=name)
    page.wait_for_timeout(2_000)


def train(page: Page, seconds: float) -> None:
    """A convolutional network on all images, and a reading by it."""
    page.evaluate("location.hash = '#train'")
    fill(page, Hidden_layers=CONVOLUTIONS, Training_images="60000")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("images/s", timeout=TRAINING)
    time.sleep(seconds)
    button(page, "Pause").click()
    expect(status(page)).to_contain_text("Paused", timeout=TRAINING)


def test(page: Page) -> None:
    """All of the package's tests."""
    page.evaluate("location.hash = '#code'")
    button(page, "Run pycore's tests").click()
    told = page.get_by_role("status", name="Unit tests", exact=True)
    expect(told).to_have_text(re.compile(r"^\d+ passed"), timeout=PATIENCE)
    print(f"            {told.inner_text()}")


if __name__ == "__main__":
    main()
