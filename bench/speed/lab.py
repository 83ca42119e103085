"""Where it is measured: copies of the site, a server that counts, a browser for each contender."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tools.bench import LIMIT, PEERS
from tools.browser import chosen_browser, launch_options
from tools.parts import PYODIDE, ensure_numpy, numpy_lock
from tools.paths import BENCH, DIST, MNIST
from tools.server import Handler, Server
from tools.site import PYODIDE_FILES, manifest, write_json

HARNESS = BENCH / "harness"
INSIDE = ("__init__.py", "products.py", "steps.py")
START_TIMEOUT = 120_000  # milliseconds


def furnish(root: Path) -> None:
    """Fill an empty folder with all that is measured, so that no build disturbs a running bench."""
    shutil.copytree(DIST, root / "site")
    shutil.copytree(DIST, root / "lab")
    open_lab(root / "lab")
    shutil.copytree(HARNESS, root / "peers")
    (root / "peers/node_modules").symlink_to(PEERS / "node_modules", target_is_directory=True)
    (root / "peers/mnist").symlink_to(MNIST, target_is_directory=True)
    stock = root / "peers/stock"
    stock.mkdir()
    for file in (*(PYODIDE / name for name in PYODIDE_FILES), ensure_numpy()):
        shutil.copy2(file, stock)
    write_json(stock / "pyodide-lock.json", numpy_lock())


def open_lab(site: Path) -> None:
    """Give a copy of the site's worker one function more, by which its Python can be measured."""
    with (site / "worker.py").open("a", encoding="utf-8") as worker:
        worker.write("\n\n" + (BENCH / "inside/hook.py").read_text(encoding="utf-8"))
    config = json.loads((site / "pyscript.json").read_text(encoding="utf-8"))
    (site / "bench").mkdir(exist_ok=True)
    sources = {f"/home/pyodide/inside/{name}": BENCH / "inside" / name for name in INSIDE}
    sources |= {f"/bench/{path.name}": path for path in sorted((site / "kernel").glob("*.wasm"))}
    limits = sorted(LIMIT.glob("*.wasm"))
    sources |= {f"/bench/{path.name.replace('simd', 'limit')}": path for path in limits}
    for target, source in sources.items():
        shutil.copy2(source, site / "bench" / Path(target).name)
        config["files"][f"./bench/{Path(target).name}"] = target
    write_json(site / "pyscript.json", config)
    (site / "manifest.json").unlink()
    write_json(site / "manifest.json", manifest(site))


class Meter:
    """How many requests were answered, and with how many bytes, heads included."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.reset()

    def reset(self) -> None:
        self.bytes = self.requests = 0

    def add(self, size: int, requests: int = 0) -> None:
        """From any of the server's threads."""
        with self.lock:
            self.bytes += size
            self.requests += requests


class CountingHandler(Handler):
    """The project's own server, counting."""

    def __init__(self, *args: Any, meter: Meter, **options: Any) -> None:
        self.meter = meter
        super().__init__(*args, **options)

    def setup(self) -> None:
        super().setup()
        write = self.wfile.write

        def counting(data: Any) -> int:
            self.meter.add(len(data))
            return write(data)

        self.wfile.write = counting  # type: ignore[method-assign]

    def parse_request(self) -> bool:
        self.meter.add(0, requests=1)
        return super().parse_request()


@contextmanager
def counting_server(root: Path) -> Iterator[tuple[str, Meter]]:
    """Serve a folder as long as the body runs."""
    meter = Meter()
    handler = partial(CountingHandler, directory=str(root), meter=meter)
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", meter
        server.shutdown()


@dataclass
class Lab:
    """What every measurement is given."""

    playwright: Playwright
    url: str
    meter: Meter
    quick: bool
    say: Callable[[str], None]
    failures: list[str] = field(default_factory=list)

    def rounds(self, usual: int) -> int:
        """How often everything is measured."""
        return 2 if self.quick else usual

    def pick(self, usual: float, quick: float) -> float:
        """How long, how much or how many."""
        return quick if self.quick else usual

    def launch(self, *flags: str) -> Browser:
        """A browser of its own, so that no contender shares a process with another."""
        return self.playwright.chromium.launch(**with_flags(*flags))

    def profile(self, folder: Path) -> BrowserContext:
        """A browser with a cache on disk, as visitors have one."""
        return self.playwright.chromium.launch_persistent_context(folder, **with_flags())

    def open(self, browser: Browser, path: str, ready: str) -> Page:
        """A page, as soon as a JavaScript expression is true of it."""
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(path=HARNESS / "probe.js")
        page.goto(self.url + path)
        page.wait_for_function(ready, timeout=START_TIMEOUT)
        return page

    def open_site(self, browser: Browser, name: str = "site") -> Page:
        """The real page, or the "lab", whose Python can be measured; when its kernel is in use."""
        return self.open(browser, f"{name}/", "document.getElementById('kernel')?.textContent")


def with_flags(*flags: str) -> dict[str, Any]:
    options = launch_options(chosen_browser())
    return {**options, "args": [*options["args"], *flags]}


def ask_python(page: Page, module: str, function: str, **arguments: Any) -> Any:
    """Call a function of bench/inside in the worker of a lab page."""
    call = "async (words) => app.python.call('bench', ...words)"
    answer = page.evaluate(call, [module, function, json.dumps(arguments)])
    return json.loads(answer)
