"""Firefox and WebKit to test with: Playwright's own builds, else the system's, else from apt-get.

Where there is none, the tests of that engine say so and are skipped.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from .browser import DOWNLOAD_TIMEOUT, NO_QUESTIONS, PLAYWRIGHTS_OWN, may_apt_get
from .console import complain, step
from .environment import PYTHON
from .files import write_stamp
from .paths import CACHE
from .process import Command, succeeds

CHOICES = CACHE / "engines.json"
PACKAGES = {
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "xvfb"),
}
MINI_BROWSER = "*/webkit2gtk-4.*/MiniBrowser"
INSTALL_SECONDS = 600
START_SECONDS = 90


def ensure_engines() -> None:
    """Find or install what is missing, and remember the programs that start."""
    choices = {name: program for name, program in chosen_engines().items() if is_there(program)}
    for name in PACKAGES:
        if name in choices:
            continue
        with step(f"Looking for {name.title()} to test with"):
            program = next((each for each in candidates(name) if starts(name, each)), None)
        if program is None:
            complain("warning", f"no {name} could be started; its tests are skipped")
        else:
            choices[name] = program
    write_stamp(CHOICES, json.dumps(choices))


def chosen_engines() -> dict[str, str]:
    """Programs by engine; an empty name is Playwright's own build."""
    if not CHOICES.is_file():
        return {}
    choices: dict[str, str] = json.loads(CHOICES.read_text(encoding="utf-8"))
    return choices


def is_there(program: str) -> bool:
    return program == PLAYWRIGHTS_OWN or Path(program).is_file()


def candidates(name: str) -> Iterator[str]:
    """Programs worth a try, each installed only when all before it have failed to start."""
    install: Command = (PYTHON, "-m", "playwright", "install", name)
    if succeeds("playwright", install, env=DOWNLOAD_TIMEOUT, timeout=INSTALL_SECONDS):
        yield PLAYWRIGHTS_OWN
    yield from on_system(name)
    if may_apt_get():
        succeeds("apt-get", ["apt-get", "update"])
        words = ("apt-get", "install", "-y", "--no-install-recommends", *PACKAGES[name])
        succeeds("apt-get", words, env=NO_QUESTIONS, timeout=INSTALL_SECONDS)
        yield from on_system(name)


def on_system(name: str) -> Iterator[str]:
    """Firefox, or WebKitGTK's small browser if what drives and shows it is there as well."""
    if name == "firefox":
        yield from filter(None, map(shutil.which, ("firefox-esr", "firefox")))
    elif shutil.which("WebKitWebDriver") and shutil.which("Xvfb"):
        for folder in (Path("/usr/lib"), Path("/usr/libexec"), Path("/usr/lib64")):
            yield from map(
                str, sorted([*folder.glob(MINI_BROWSER), *folder.glob(MINI_BROWSER[2:])])
            )


def starts(name: str, program: str) -> bool:
    command = (PYTHON, "-m", "tests.engines.open", name, program)
    return succeeds(f"engine-{name}", command, timeout=START_SECONDS)
