"""A pytest plugin: which tests run which lines of the package, and how long each test takes.

python -m pytest -p tools.covering --covering FILE    # writes it as JSON; needs coverage
"""

import json
import time
from collections.abc import Generator
from pathlib import Path

import coverage  # type: ignore[import-not-found]
import pytest

from .paths import PACKAGE


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--covering", metavar="FILE")


class Covering:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.seconds: dict[str, float] = {}
        self.coverage = coverage.Coverage(source=[PACKAGE.name], data_file=None)
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """All variants of a parametrised test count as one."""
        name = item.nodeid.partition("[")[0]
        self.coverage.switch_context(name)
        started = time.process_time()
        try:
            return (yield)
        finally:
            took = time.process_time() - started
            self.seconds[name] = self.seconds.get(name, 0) + took

    def pytest_unconfigure(self) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {}
        for file in data.measured_files():
            tests = data.contexts_by_lineno(file)
            lines[Path(file).relative_to(Path.cwd()).as_posix()] = tests
        self.file.write_text(json.dumps({"lines": lines, "seconds": self.seconds}), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Covering(Path(config.getoption("--covering"))))
