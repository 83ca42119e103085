"""A first visit on slow lines, in a private window: when one can draw, and when Python answers.

.venv/bin/python -m bench.lines [--site FOLDER]

The line is the server's: all connections share it, and each answer is late by the time of a round
trip. The processor is slowed by Chromium, which slows the page and not its workers. --site measures
another build than dist/.
"""

import argparse
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import sync_playwright

from tools.browser import chosen_browser, launch_options
from tools.paths import DIST
from tools.server import Compressing, Handler, Server

LINES = ((None, 0, 1), (10, 40, 1), (4, 100, 4))  # Mbit/s, ms there and back, times slower
PIECE = 8_192  # bytes that go over the line at once
CANVAS = "globalThis.app?.pad"
PYTHON = "globalThis.app?.python.up"
PATIENCE = 300_000  # milliseconds


class Line:
    """So many bytes a second, for all connections together."""

    def __init__(self, mbits: float | None) -> None:
        self.seconds_per_byte = 8 / (mbits * 1e6) if mbits else 0.0
        self.lock = threading.Lock()
        self.free = 0.0

    def carry(self, size: int) -> None:
        """Wait until these bytes are over."""
        with self.lock:
            self.free = max(self.free, time.monotonic()) + size * self.seconds_per_byte
            until = self.free
        time.sleep(max(0.0, until - time.monotonic()))


class Slow(Handler):
    """At the far end of a line."""

    def __init__(self, *args: Any, line: Line, delay: float, **options: Any) -> None:
        self.line, self.delay = line, delay
        super().__init__(*args, **options)

    def send_head(self) -> Any:
        time.sleep(self.delay)
        return super().send_head()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        while piece := source.read(PIECE):
            self.line.carry(len(piece))
            outputfile.write(piece)


class SlowCompressing(Slow, Compressing):
    """The same, of a host that compresses."""


@contextmanager
def slow_server(site: Path, handler: type[Slow], mbits: float | None, ms: float) -> Iterator[str]:
    made = partial(handler, line=Line(mbits), delay=ms / 1000, directory=str(site))
    with Server(("127.0.0.1", 0), made) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=DIST, help="a build of the page (dist/)")
    site = parser.parse_args().site
    print("| line | host | canvas | Python |\n|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(chosen_browser()))
        for mbits, ms, slower in LINES:
            line = f"{mbits} Mbit/s, {ms} ms, 1/{slower} processor" if mbits else "no limit"
            for handler, how in ((Slow, "as it is"), (SlowCompressing, "compressed")):
                with (
                    slow_server(site, handler, mbits, ms) as url,
                    browser.new_context(service_workers="block") as context,
                ):
                    page = context.new_page()
                    context.new_cdp_session(page).send(
                        "Emulation.setCPUThrottlingRate", {"rate": slower}
                    )
                    page.goto(url, wait_until="commit")
                    times = []
                    for reached in (CANVAS, PYTHON):
                        page.wait_for_function(reached, timeout=PATIENCE, polling=50)
                        times.append(page.evaluate("performance.now()") / 1000)
                    print(f"| {line} | {how} | {times[0]:.1f} s | {times[1]:.1f} s |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
