"""What the bench needs besides the page and a browser: the programs it compares with, from npm, and
the loop that shows a machine's limit. It runs in the environment that has Playwright and NumPy."""

import shutil
from pathlib import Path

from . import site
from .browser import ensure_browser
from .console import step
from .environment import NETWORK_ADVICE, ensure_dev_packages
from .files import is_stamped, replacing_folder, sha256, write_stamp
from .kernel import ensure_compiled
from .node import NPM_OPTIONS, node_and_npm
from .paths import BENCH, CACHE
from .process import run, run_openly

PEERS = CACHE / "bench-peers"
LIMIT = CACHE / "bench-limit"


def bench(options: list[str]) -> int:
    """Measure the built page; afterwards dist/ has the new results, too."""
    site.build()
    ensure_peers()
    ensure_compiled(BENCH / "limit.c", LIMIT)
    python = ensure_dev_packages()
    ensure_browser()
    code = run_openly([python, "-m", "bench", *options])
    site.build()
    return code


def ensure_peers() -> Path:
    """Install what bench/package-lock.json pins, apart from what the page is made of."""
    lock = BENCH / "package-lock.json"
    wanted = sha256(lock)
    if not is_stamped(PEERS / "installed", wanted):
        _, npm = node_and_npm()
        with step("Installing what the bench compares with"), replacing_folder(PEERS, CACHE) as new:
            for file in (lock, BENCH / "package.json"):
                shutil.copy2(file, new)
            run("npm", [*npm, "ci", "--prefix", new, *NPM_OPTIONS], NETWORK_ADVICE)
            write_stamp(new / "installed", wanted)
    return PEERS
