"""What a first and a second visit load, with and without a service worker: a table as Markdown.

.venv/bin/python -m bench.visits

A visit is over when the page runs and has kept what it keeps. In a profile on disk; of all that the
server sends, heads included.
"""

import gzip
import tempfile
from functools import cache, partial
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page, sync_playwright

from tools.browser import chosen_browser, launch_options
from tools.paths import DIST
from tools.server import Handler, Server

COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm", ".webmanifest")
PATIENCE = 120_000  # milliseconds
RUNS = "document.getElementById('kernel').textContent"
KEPT = "document.querySelector('#offline [role=status]')?.textContent"
REST_MS = 1_500  # for the browser to put away what it keeps


class Meter(Handler):
    """Counts what it sends; as many hosts do, it may compress what is text or WebAssembly."""

    sent = answers = 0
    compressing = False

    def setup(self) -> None:
        super().setup()
        write = self.wfile.write

        def counted(data: Any) -> int:
            Meter.sent += len(data)
            return write(data)

        self.wfile.write = counted  # type: ignore[method-assign]

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        Meter.answers += 1

    @property
    def packed(self) -> bytes | None:
        path = self.translate_path(self.path)
        path += "index.html" if path.endswith("/") else ""
        return packed(path) if self.compressing and path.endswith(COMPRESSED) else None

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length" and self.packed:
            super().send_header("Content-Encoding", "gzip")
            value = str(len(self.packed))
        super().send_header(keyword, value)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        outputfile.write(self.packed or source.read())


@cache
def packed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes())


def main() -> None:
    """Print the table."""
    print("| | first visit | second visit |\n|---|---|---|")
    with sync_playwright() as playwright:
        for compressing in (False, True):
            for workers in ("block", "allow"):
                how = "compressed" if compressing else "as it is"
                who = "a" if workers == "allow" else "no"
                visits = two_visits(playwright.chromium, compressing, workers)
                print(f"| {how}, {who} service worker | {' | '.join(visits)} |")


def two_visits(chromium: BrowserType, compressing: bool, workers: str) -> list[str]:
    """In a new profile; what each loads."""
    Meter.compressing = compressing
    options: Any = launch_options(chosen_browser()) | {"service_workers": workers}
    with (
        tempfile.TemporaryDirectory() as profile,
        Server(("127.0.0.1", 0), partial(Meter, directory=str(DIST))) as server,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.launch_persistent_context(profile, **options)
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        visits = [visit(context, url, workers) for _ in range(2)]
        context.close()
        server.shutdown()
    return visits


def visit(context: BrowserContext, url: str, workers: str) -> str:
    Meter.sent = Meter.answers = 0
    page: Page = context.new_page()
    page.goto(url)
    page.wait_for_function(RUNS if workers == "block" else KEPT, timeout=PATIENCE)
    page.wait_for_timeout(REST_MS)
    page.close()
    size = f"{Meter.sent / 1e6:.2f} MB" if Meter.sent > 1e5 else f"{Meter.sent / 1e3:.1f} kB"
    return f"{size}, {Meter.answers} answers"


if __name__ == "__main__":
    main()
