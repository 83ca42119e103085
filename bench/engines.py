"""Prints what the page does in each engine, as one table.

.venv/bin/python -m bench.engines
"""

import statistics
import tempfile
from pathlib import Path

from tests.engines.open import ENGINES, open_tab, programs
from tests.engines.page import DigitPage, make_site
from tests.engines.tab import Tab
from tests.engines.test_embed import FRAME, IN_PAGE, READS, open_around
from tests.engines.test_offline import reads_without_server
from tests.engines.test_page import follow_the_native_curve
from tests.support.host import Host
from tests.support.page import SEVEN
from tools.server import serving

NAMES = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKit"}
COLUMNS = (
    "engine",
    "draws and reads a 7",
    "products by",
    "2 epochs of 1,000 images",
    "embedded elsewhere",
    "second visit, server gone",
    "a training step",
)
ROUNDS = 9
LONG = "#train?images=5000&layers=128&batch=128&epochs=500"
SLICE = """async () => {
  const { images, seconds } = await app.python.call("train_for", "train", 300);
  return images / seconds;
}"""


def main() -> None:
    """Whatever fails says so; to find out why is the tests' business."""
    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder) / "site")
        tabs = {name: open_tab(name, programs()[name]) for name in ENGINES if name in programs()}
        rows = {name: row_of(name, tab, Path(folder)) for name, tab in tabs.items()}
        with serving(Path(folder)) as url:
            for name, ratio in speeds(tabs, f"{url}site/").items():
                rows[name].append(f"{ratio:.2f} of Chromium's speed")
        for tab in tabs.values():
            tab.close()
    for row in (COLUMNS, ["---"] * len(COLUMNS), *rows.values()):
        print(f"| {' | '.join(row)} |")


def row_of(name: str, tab: Tab, folder: Path) -> list[str]:
    """What it did, in the order of the columns, but for the last."""
    with serving(folder) as url:
        page = DigitPage(tab, f"{url}site/")
        page.open("#train?images=1000&layers=32&epochs=2&seed=7")
        page.draw(SEVEN)
        row = [f"{NAMES[name]} {tab.version}", yes(page.answer() == 7), page.kernel]
        follow_the_native_curve(page, epochs=2)
        row.append(f"{page.accuracy():.2%}, the native curve")
        row.append(yes(reads_in_a_frame(tab, page.site, folder)))
    host = Host(folder / f"gone-{name}")
    return [*row, yes(reads_without_server(tab, host))]


def reads_in_a_frame(tab: Tab, site: str, folder: Path) -> bool:
    host = folder / f"around-{tab.version}"
    host.mkdir()
    with serving(host) as url:
        open_around(tab, site, (host, url.replace("127.0.0.1", "localhost")), FRAME)
        tab.wait("() => globalThis.app?.status().python === 'up'", inside=IN_PAGE)
        tab.draw("#pad", SEVEN, 280, inside=IN_PAGE)
        return bool(tab.wait(READS, inside=IN_PAGE))


def speeds(tabs: dict[str, Tab], site: str) -> dict[str, float]:
    """Images a second, beside Chromium's: in turns, so that all meet the same machine."""
    for tab in tabs.values():
        page = DigitPage(tab, site)
        page.open(LONG)
        tab.click("#run")
        tab.wait("() => app.status().run.epoch > 3")
        tab.click("#run")
        tab.wait("() => !app.status().run.busy")
    rounds = [{name: tab.evaluate(SLICE) for name, tab in tabs.items()} for _ in range(ROUNDS)]
    return {
        name: statistics.median(each[name] / each["chromium"] for each in rounds) for name in tabs
    }


def yes(answer: bool) -> str:
    return "yes" if answer else "no"


if __name__ == "__main__":
    main()
