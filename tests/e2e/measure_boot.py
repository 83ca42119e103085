"""How long until the first prediction, against bare Pyodide with NumPy in the same run.

    .venv/bin/python -m tests.e2e.measure_boot [rounds]

Every start has a browser context of its own, so nothing is cached; the two take turns.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools.browser import chosen_browser, launch_options
from tools.parts import PYODIDE, ensure_numpy, numpy_lock
from tools.paths import DIST
from tools.server import serving
from tools.site import PYODIDE_FILES, write_json

BARE_WORKER = """
import { loadPyodide } from "./stock/pyodide.mjs";
const pyodide = await loadPyodide({ packages: ["numpy"] });
postMessage(pyodide.runPython(`
import numpy as np
float((np.ones((1, 784), np.float32) @ np.ones((784, 10), np.float32)).argmax())
`));
"""
BARE_PAGE = """<!doctype html><title>bare</title><link rel=icon href="data:,"><script type="module">
const worker = new Worker("./bare.js", { type: "module" });
worker.onmessage = () => { document.title = "up"; };
</script>"""
TIMEOUT = 120_000


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for entry in DIST.iterdir():
            (Path(folder) / entry.name).symlink_to(entry)
        link_stock(Path(folder) / "stock")
        (Path(folder) / "bare.js").write_text(BARE_WORKER)
        (Path(folder) / "bare.html").write_text(BARE_PAGE)
        with serving(Path(folder)) as url:
            browser = playwright.chromium.launch(**launch_options(chosen_browser()))
            pairs = [(bare(browser, url), first_prediction(browser, url)) for _ in range(rounds)]
            browser.close()
    for name, times in zip(("bare", "page"), zip(*pairs, strict=True), strict=True):
        print(f"{name}: median {statistics.median(times):.2f} s of", *(f"{t:.2f}" for t in times))
    print(f"ratio: median {statistics.median(page / bare for bare, page in pairs):.2f}")


def link_stock(folder: Path) -> None:
    """Pyodide and NumPy as they come: the page's own are precompiled."""
    folder.mkdir()
    for file in (*(PYODIDE / name for name in PYODIDE_FILES), ensure_numpy()):
        (folder / file.name).symlink_to(file)
    write_json(folder / "pyodide-lock.json", numpy_lock())


def bare(browser: Browser, url: str) -> float:
    """Seconds until bare Pyodide has multiplied its first matrices."""
    page = browser.new_page()
    start = time.perf_counter()
    page.goto(f"{url}bare.html")
    page.wait_for_function("document.title === 'up'", timeout=TIMEOUT)
    return elapsed(page, start)


def first_prediction(browser: Browser, url: str) -> float:
    """Seconds until the page has answered a stroke that was drawn at once."""
    page = browser.new_page()
    start = time.perf_counter()
    page.goto(url)
    box = page.get_by_label("Draw a digit").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 40)
    page.mouse.up()
    prediction = page.get_by_label("Prediction", exact=True)
    expect(prediction).to_contain_text("It is a", timeout=TIMEOUT)
    return elapsed(page, start)


def elapsed(page: Page, start: float) -> float:
    seconds = time.perf_counter() - start
    page.context.close()
    return seconds


if __name__ == "__main__":
    main()
