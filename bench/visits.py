"""What a first and a second visit load: a table as Markdown.

.venv/bin/python -m bench.visits

A visit is over when the page runs and has kept what it keeps. In an ordinary profile, which is on
disk, and in a private window, which keeps no large files and is gone after one visit; with and
without a service worker. Of all that the server sends, heads included.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import Any, ClassVar

from playwright.sync_api import BrowserContext, BrowserType, Page, sync_playwright

from tools.browser import chosen_browser, launch_options
from tools.paths import DIST
from tools.server import Compressing, Handler, Server

PATIENCE = 120_000  # milliseconds
RUNS = "document.getElementById('kernel').textContent"
KEPT = "document.querySelector('#offline [role=status]')?.textContent"
REST_MS = 1_500  # for the browser to put away what it keeps


class Meter(Handler):
    """Counts what it sends."""

    sent = answers = 0
    files: ClassVar[Counter[str]] = Counter()

    def setup(self) -> None:
        super().setup()
        write = self.wfile.write

        def counted(data: Any) -> int:
            Meter.sent += len(data)
            return write(data)

        self.wfile.write = counted  # type: ignore[method-assign]

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        Meter.answers += 1
        Meter.files.update([self.path] if code == 200 else [])


class CompressingMeter(Meter, Compressing):
    """The same, of a host that compresses."""


def main() -> None:
    """Print the table."""
    print("| | first visit | files that came twice | second visit |\n|---|---|---|---|")
    with sync_playwright() as playwright:
        for handler in (Meter, CompressingMeter):
            for private in (False, True):
                for workers in ("block", "allow"):
                    how = "compressed" if handler is CompressingMeter else "as it is"
                    where = "private window" if private else "profile"
                    who = "a" if workers == "allow" else "no"
                    found = visits(playwright.chromium, handler, private, workers)
                    print(f"| {how}, {where}, {who} service worker | {' | '.join(found)} |")


def visits(
    chromium: BrowserType, handler: type[Meter], private: bool, workers: str
) -> Iterator[str]:
    """What each loads, and after the first which files came more than once."""
    with (
        Server(("127.0.0.1", 0), partial(handler, directory=str(DIST))) as server,
        window(chromium, private, workers) as context,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        yield visit(context, url, workers)
        twice = [path.split("/")[-1] for path, count in Meter.files.items() if count > 1]
        yield ", ".join(twice) or "none"
        yield "" if private else visit(context, url, workers)
        server.shutdown()


@contextmanager
def window(chromium: BrowserType, private: bool, workers: str) -> Iterator[BrowserContext]:
    """Of a browser used for the first time."""
    options: Any = launch_options(chosen_browser())
    if private:
        with (
            chromium.launch(**options) as browser,
            browser.new_context(service_workers=workers) as context,  # type: ignore[arg-type]
        ):
            yield context
        return
    options["service_workers"] = workers
    with (
        tempfile.TemporaryDirectory() as profile,
        chromium.launch_persistent_context(profile, **options) as context,
    ):
        yield context


def visit(context: BrowserContext, url: str, workers: str) -> str:
    Meter.sent = Meter.answers = 0
    Meter.files.clear()
    page: Page = context.new_page()
    page.goto(url)
    page.wait_for_function(RUNS if workers == "block" else KEPT, timeout=PATIENCE)
    page.wait_for_timeout(REST_MS)
    page.close()
    size = f"{Meter.sent / 1e6:.2f} MB" if Meter.sent > 1e5 else f"{Meter.sent / 1e3:.1f} kB"
    return f"{size}, {Meter.answers} answers"


if __name__ == "__main__":
    main()
