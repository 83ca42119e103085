"""What the bench needs besides the page and a browser: the programs it compares with, from npm, and
the loop that shows a machine's limit. It runs in the environment that has Playwright and NumPy."""

from pathlib import Path

from . import site
from .browser import ensure_browser
from .environment import ensure_dev_packages
from .kernel import ensure_compiled
from .node import ensure_locked
from .paths import BENCH, CACHE
from .process import run_openly

PEERS = CACHE / "bench-peers"
LIMIT = CACHE / "bench-limit"


def bench(options: list[str]) -> int:
    """Measure the built page; afterwards dist/ has the new results, too."""
    site.build()
    ensure_peers()
    ensure_compiled(BENCH / "limit.c", LIMIT)
    python = ensure_dev_packages()
    ensure_browser()
    code = run_openly([python, "-m", "bench.speed", *options])
    site.build()
    return code


def ensure_peers() -> Path:
    """Install what bench/speed/package-lock.json pins, apart from what the page is made of."""
    return ensure_locked(BENCH, PEERS, "Installing what the bench compares with")
