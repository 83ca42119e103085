"""pycore's own unit tests, by pytest: test by test, so that the page can tell how far they are.

They run in a worker of their own, which ends with them: what they take of memory is free then.
"""

import importlib
import itertools
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from web.python.answers import Answer
from web.python.session import Session
from web.python.slices import for_so_long

if TYPE_CHECKING:
    import pytest

FOLDER = Path("/tmp/tests")
QUIET = ["-s", "-p", "no:terminal", "-p", "no:faulthandler"]
LONGEST = 4_000


class Suite:
    """One run of all tests. It is a plugin of pytest, too, which tells it how each test ended."""

    def __init__(self, only: str = "") -> None:
        self.only = only
        self.counts = {"passed": 0, "failed": 0, "skipped": 0}
        self.failures: list[Answer] = []
        self.total = 0
        self.at = "unpacking the tests"
        self.done = False

    def stages(self, archive: bytes, folder: Path = FOLDER) -> Iterator[None]:
        """Do it all, pausing wherever that is possible."""
        zipfile.ZipFile(BytesIO(archive)).extractall(folder)
        path = list(sys.path)
        sys.path.append(str(folder / "packages"))
        try:
            for name in ("pluggy", "packaging.version", "pygments.lexers.python", "pytest"):
                self.at = f"loading {name.partition('.')[0]}"
                yield
                importlib.import_module(name)
            yield from self.run(folder)
        finally:
            sys.path[:] = path
            self.done = True

    def run(self, folder: Path) -> Iterator[None]:
        """As pytest's own main loop, which knows no pauses."""
        import pytest
        from _pytest.config import _prepareconfig

        self.at = "collecting"
        yield
        where = ["-c", str(folder / "pyproject.toml"), "-o", f"cache_dir={folder / 'cache'}"]
        which = ["-k", self.only, str(folder / "tests/core")]
        config = _prepareconfig([*where, *QUIET, *which], [self])
        try:
            config._do_configure()
            session = pytest.Session.from_config(config)
            config.hook.pytest_sessionstart(session=session)
            config.hook.pytest_collection(session=session)
            self.total = len(session.items)
            for item, following in itertools.zip_longest(session.items, session.items[1:]):
                self.at = item.name
                yield
                config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            config.hook.pytest_sessionfinish(session=session, exitstatus=0)
        finally:
            config._ensure_unconfigure()

    def pytest_runtest_logreport(self, report: "pytest.TestReport") -> None:
        """Each test reports thrice: its preparation, itself, and the clearing away."""
        if report.failed:
            self.note(report)
        elif report.when == "call" or report.skipped:
            self.counts["skipped" if report.skipped else "passed"] += 1

    def pytest_collectreport(self, report: "pytest.CollectReport") -> None:
        """A file of tests that cannot be read has failed as a whole."""
        if report.failed:
            self.note(report)

    def note(self, report: "pytest.TestReport | pytest.CollectReport") -> None:
        """One that failed."""
        self.counts["failed"] += 1
        name = report.nodeid.removeprefix("tests/core/")
        self.failures.append({"name": name, "details": report.longreprtext[-LONGEST:]})

    def as_dict(self) -> Answer:
        """Where it stands."""
        return {
            **self.counts,
            "total": self.total,
            "at": self.at,
            "done": self.done,
            "failures": self.failures if self.done else [],
        }


class Running:
    """The run under way."""

    suite: Suite
    stages: Iterator[None]


def begin_tests(session: Session, archive: bytes, only: str = "") -> None:
    """Begin with the tests and pytest in a zip file; `only` chooses as pytest's `-k` does."""
    running = session.state(Running)
    running.suite = Suite(only)
    running.stages = running.suite.stages(bytes(archive))


def test_for(session: Session, milliseconds: float) -> Answer:
    """Go on for so long, one stage or test at least."""
    running = session.state(Running)
    for _ in for_so_long(running.stages, milliseconds):
        pass
    return running.suite.as_dict()
