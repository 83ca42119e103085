"""Runs pytest time and again in forks of a process that has already imported what every run needs.

Reads a line of JSON for each run, [tests, seconds of computing allowed], and prints its exit code:
pytest's, or a negative number where it took too long or died. Needs Unix.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path

import hypothesis.strategies  # noqa: F401
import numpy
import numpy.random  # noqa: F401
import pytest

MEMORY = 8 << 30
OPTIONS = ("-qx", "-W", "ignore::pytest.PytestAssertRewriteWarning")  # of what is imported here


def main() -> None:
    for line in sys.stdin:
        tests, seconds = json.loads(line)
        child = os.fork()
        if child == 0:
            run(tests, seconds)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def run(tests: list[str], seconds: float) -> None:
    """In the child, which ends with it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    sys.path.insert(0, str(Path.cwd()))
    sys.dont_write_bytecode = "--covering" not in tests  # that of a mutant is not to be kept
    os._exit(pytest.main([*OPTIONS, *tests]))


if __name__ == "__main__":
    main()
