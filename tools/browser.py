"""A Chromium that really starts: Playwright's own, else the system's, else one from apt-get.

Run as a module, in the environment that has Playwright, it starts a browser once and prints which.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .console import BuildError, step
from .environment import PYTHON
from .files import write_stamp
from .paths import CACHE, LOGS
from .process import succeeds

CHOICE = CACHE / "browser"
PLAYWRIGHTS_OWN = ""
ON_SYSTEM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOAD_TIMEOUT = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}  # milliseconds
NO_QUESTIONS = {"DEBIAN_FRONTEND": "noninteractive"}


def ensure_browser() -> None:
    """Find or install a browser, and remember it for as long as it is there."""
    if CHOICE.is_file() and Path(CHOICE.read_text(encoding="utf-8")).is_file():
        return
    with step("Looking for a browser to test with"):
        for candidate in candidates():
            if started := start_once(candidate):
                write_stamp(CHOICE, started)
                return
    raise BuildError(
        "no Chromium could be started; install one "
        "(on Debian and Ubuntu: apt-get install chromium) and run the same command again"
    )


def candidates() -> Iterator[str]:
    """Paths worth a try, each installed only when all before it have failed to start."""
    playwright = (PYTHON, "-m", "playwright")
    install = (*playwright, "install", "--only-shell", "chromium")
    if succeeds("playwright", install, env=DOWNLOAD_TIMEOUT, timeout=900):
        yield PLAYWRIGHTS_OWN
        if may_apt_get() and succeeds("playwright", (*playwright, "install-deps", "chromium")):
            yield PLAYWRIGHTS_OWN
    yield from installed_on_system()
    if may_apt_get():
        succeeds("apt-get", ["apt-get", "update"])
        options = ("-y", "--no-install-recommends")
        succeeds("apt-get", ["apt-get", "install", *options, "chromium"], env=NO_QUESTIONS)
        yield from installed_on_system()


def installed_on_system() -> Iterator[str]:
    yield from filter(None, map(shutil.which, ON_SYSTEM))


def may_apt_get() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def start_once(candidate: str) -> str:
    """The path of the program that was started; empty when it does not start."""
    if not succeeds("browser", [PYTHON, "-m", "tools.browser", candidate], timeout=120):
        return ""
    return (LOGS / "browser.log").read_text(encoding="utf-8").splitlines()[-1]


def launch_options(executable: str) -> dict[str, Any]:
    """How Playwright starts the browser, here and in the tests."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-quic"]
    return {"executable_path": executable or None, "args": [*quiet, "--disable-sync"]}


def chosen_browser() -> str:
    """The path that `ensure_browser` found; for the tests."""
    return CHOICE.read_text(encoding="utf-8")


def main(executable: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(executable))
        browser.new_page().set_content("<p>It starts.</p>")
        browser.close()
        print(executable or playwright.chromium.executable_path)


if __name__ == "__main__":
    main(sys.argv[1])
