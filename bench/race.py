"""The race, run in the page: its table as Markdown, with how long it took.

.venv/bin/python -m bench.race [--rows 5000] [--steps 1000] [--seed 0]
"""

import argparse
import time

from playwright.sync_api import Page, expect

from tests.support.page import BOOT, button, chromium
from tools.paths import DIST
from tools.server import serving

PATIENCE = 3_600_000  # milliseconds


def main() -> None:
    """Run it once and print what the page shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("rows", 5_000), ("steps", 1_000), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with chromium() as browser, serving(DIST) as url:
        page = browser.new_page()
        page.goto(f"{url}#race")
        begin = time.monotonic()
        print("\n".join(race(page, options.rows, options.steps, options.seed)))
        print(f"\n{time.monotonic() - begin:.0f} s in all, the start included")


def race(page: Page, rows: int, steps: int, seed: int) -> list[str]:
    """Run the race to its end; the lines of its table."""
    status = page.get_by_label("Status of the race")
    expect(status).to_contain_text("Ready", timeout=BOOT)
    for label, value in {"Rows": rows, "Steps at most": steps, "Seed": seed}.items():
        field = page.get_by_role("textbox", name=label, exact=True)
        field.fill(str(value))
        field.press("Tab")
    button(page, "Run").click()
    expect(status).to_contain_text("Finished", timeout=PATIENCE)
    table = page.get_by_role("table", name="Results of the race")
    found = [row.locator("th, td").all_inner_texts() for row in table.get_by_role("row").all()]
    lines = [f"| {' | '.join(cells)} |" for cells in found]
    return [lines[0], f"|{'---|' * len(found[0])}", *lines[1:]]


if __name__ == "__main__":
    main()
