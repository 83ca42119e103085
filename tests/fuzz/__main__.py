"""Damaged inputs for all of pycore's readers: nothing but the package's own errors may come out.

    python3 build.py fuzz --count 1000000              # all readers, in turn
    python3 build.py fuzz --only npz --at 12345        # one input again, with its traceback

Input number n of a reader is always the same. Each reader runs in a process of its own, with its
memory limited. Where `atheris` is installed, `--guided` lets it look for new paths in the code.
"""

import argparse
import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # its threads would take the memory that is measured

from pycore import DataError, ExperimentError

from .mutate import mutated
from .targets import TARGETS

MEGABYTES = 1_000
"""Of address space that a process may have."""
SECONDS = 10
"""That an input may take."""
FOUND = Path(".cache/fuzz")


class SlowError(Exception):
    """An input that takes too long."""


def input_of(name: str, number: int) -> bytes:
    """Input `number` of a reader."""
    target = TARGETS[name]
    return mutated(target.seeds, target.words, random.Random(f"{name} {number}"))


def run(name: str, data: bytes) -> Exception | None:
    """What comes out of a reader that must not."""
    try:
        TARGETS[name].read(data)
    except (DataError, ExperimentError):
        return None
    except Exception as error:
        return error
    return None


def fuzz(name: str, start: int, count: int, seconds: float) -> tuple[int, dict[str, str]]:
    """Run up to `count` inputs; how many there were, and how to see each kind of fault again."""
    faults: dict[str, str] = {}
    end, number = time.monotonic() + seconds, start
    while number < start + count and time.monotonic() < end:
        data = input_of(name, number)
        signal.alarm(SECONDS)
        error = run(name, data)
        signal.alarm(0)
        if error is not None:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
            if kind not in faults:
                FOUND.mkdir(parents=True, exist_ok=True)
                (FOUND / f"{name}-{number}").write_bytes(data)
                faults[kind] = f"python3 build.py fuzz --only {name} --at {number}"
        number += 1
    return number - start, faults


def limit() -> None:
    """Limit memory and the time of one input."""
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 10**6,) * 2)

    def stop(*_: object) -> None:
        raise SlowError(f"takes longer than {SECONDS} s")

    signal.signal(signal.SIGALRM, stop)


def worker(name: str, start: int, count: int, seconds: float) -> int:
    """Fuzz one reader here; print a line of what was found."""
    import resource

    limit()
    begin = time.monotonic()
    done, faults = fuzz(name, start, count, seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    spent = time.monotonic() - begin
    print(
        f"{name:9} {done:9,} inputs {len(faults):3} faults {peak:6.0f} MB {spent:7.1f} s",
        flush=True,
    )
    for kind, again in faults.items():
        print(f"    {kind}: {again}", flush=True)
    return 1 if faults else 0


def main() -> int:
    """Share the inputs out among the readers."""
    parser = argparse.ArgumentParser(prog="build.py fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="inputs of all (%(default)s)")
    parser.add_argument("--seconds", type=float, default=3_600, help="at most (%(default)s)")
    parser.add_argument("--only", nargs="+", choices=TARGETS, default=list(TARGETS), metavar="NAME",
                        help=f"of {', '.join(TARGETS)}")  # fmt: skip
    parser.add_argument("--start", type=int, default=0, help="number of the first input")
    parser.add_argument("--at", type=int, help="run this input alone, and show its traceback")
    parser.add_argument("--guided", action="store_true", help="by atheris, one reader")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.guided:
        if importlib.util.find_spec("atheris") is None:
            sys.exit("fuzz: --guided needs atheris: .venv/bin/pip install atheris")
        words = ["-m", "tests.fuzz.guided", options.only[0], f"{options.seconds:.0f}"]
        return subprocess.run([sys.executable, *words], check=False).returncode
    if options.at is not None:
        limit()
        if error := run(options.only[0], input_of(options.only[0], options.at)):
            raise error
        print("nothing but the package's own errors")
        return 0
    if options.here:
        return worker(options.only[0], options.start, options.count, options.seconds)
    codes, all_of_it = [], sum(TARGETS[name].weight for name in options.only)
    for name in options.only:
        share = TARGETS[name].weight / all_of_it
        words = ["--only", name, "--count", -int(-options.count * share // 1), "--here"]
        words += ["--start", options.start, "--seconds", options.seconds / len(options.only)]
        done = subprocess.run([sys.executable, "-m", "tests.fuzz", *map(str, words)], check=False)
        if done.returncode < 0 or done.returncode > 1:
            print(f"{name}: the process died ({done.returncode})")
        codes.append(abs(done.returncode))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
