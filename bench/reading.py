"""How long a reading takes in the page: from the call to the ten probabilities, by each network.

    .venv/bin/python -m bench.reading [--count N]

A seven on the pad is read again and again, by the small network before the strong one has come, and
then by the strong one: what is timed is the page's own call to its worker, there and back.
"""

import argparse

import numpy as np
from playwright.sync_api import expect

from tests.support.page import BOOT, SEVEN, button, chromium, draw
from tools.paths import DIST
from tools.server import serving

TIMES = """async (count) => {
  const picture = app.reader.ink.picture(app.pad.marks);
  const times = [];
  let by = "";
  for (let i = 0; i < count; i++) {
    const before = performance.now();
    ({ by } = await app.python.call("predict", picture, "shipped"));
    times.push(performance.now() - before);
  }
  return { by, times };
}"""
COME = """async () => {
  const picture = app.reader.ink.picture(app.pad.marks);
  return (await app.python.call("predict", picture, "shipped")).by === "strong";
}"""


def main() -> None:
    """Measure; print median, 95th of 100 and longest, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    with chromium() as browser, serving(DIST) as url:
        for strong in (False, True):
            page = browser.new_page()
            if not strong:
                page.route("**/strong.npz", lambda route: route.abort())
            page.goto(url)
            expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
            draw(page, SEVEN)
            expect(page.locator("#kernel")).to_contain_text("Matrix products", timeout=BOOT)
            if strong:
                page.wait_for_function(COME, timeout=BOOT, polling=200)
            page.evaluate(TIMES, 20)  # warms up
            found = page.evaluate(TIMES, options.count)
            median, late, longest = np.percentile(found["times"], [50, 95, 100])
            by = page.locator("#kernel").inner_text()
            print(
                f"{found['by']:8} median {median:5.1f} ms, 95 of 100 within {late:5.1f} ms, "
                f"longest {longest:5.1f} ms ({by})"
            )
            page.close()


if __name__ == "__main__":
    main()
