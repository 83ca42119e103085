"""The notebooks, whole, run in the page: figures beside those of native runs by the same seed.

.venv/bin/python -m bench.notebooks 001 002 … [--seed 0]
"""

import argparse
from typing import Any

from playwright.sync_api import Page, expect

from pycore import load
from pycore.notebooks import NOTEBOOKS, Figures
from tests.support.page import BOOT, chromium
from tools.paths import DIST, MNIST
from tools.server import serving

PATIENCE = 7_200_000  # milliseconds
LANES = "app.status().runs.notebooks.lanes"


def main() -> None:
    """Run those that are named, as written and as meant, both ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="*", default=list(NOTEBOOKS))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print("| notebook | run | seconds | training | held out | test |\n|---|---|---|---|---|---|")
    with chromium() as browser, serving(DIST) as url:
        for number in options.numbers:
            page = browser.new_page()
            page.goto(f"{url}#notebooks/{number}")
            for name, lane in in_page(page, number, options.seed).items():
                native = natively(number, name == "as written", options.seed)
                shares = [told(lane["figures"], native, each) for each in Figures._fields]
                print(f"| {number} | {name} | {lane['seconds']:.0f} | {' | '.join(shares)} |")
            page.close()


def in_page(page: Page, number: str, seed: int) -> dict[str, Any]:
    """Both runs of a notebook by name."""
    status = page.get_by_label(f"Status of notebook {number}")
    expect(status).to_contain_text("Ready", timeout=BOOT)
    field = page.get_by_role("textbox", name="Seed", exact=True)
    field.fill(str(seed))
    field.press("Tab")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(status).to_contain_text("Finished", timeout=PATIENCE)
    found: dict[str, Any] = page.evaluate(LANES)
    return found


def natively(number: str, written: bool, seed: int) -> Figures:
    """The same run in this Python."""
    data, test, _ = load(MNIST)
    assert data
    notebook = NOTEBOOKS[number]
    run = notebook.run(data, test, notebook.as_written if written else (), seed=seed)
    for _ in run:
        pass
    return run.figures()


def told(found: dict[str, Any], native: Figures, name: str) -> str:
    """One set's accuracy, in the page and natively."""
    score = getattr(native, name)
    return f"{found[name]['truth']:.2%} / {score.truth:.2%}" if score else "–"


if __name__ == "__main__":
    main()
