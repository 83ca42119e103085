"""What the user reads: one line for each longer step, with its time, and one line for a failure."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class BuildError(Exception):
    """Something failed; the message is one sentence that says what, and what to do about it."""


class Step:
    """The line of a step that is under way: on a terminal it ticks, elsewhere it appears once."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = time.monotonic()
        self.over = threading.Event()
        self.live = sys.stdout is not None and sys.stdout.isatty()  # None: it is closed
        self.detail = ""

    def show(self) -> None:
        """Write the line again, with the detail (a percentage, say) and the seconds so far."""
        elapsed = time.monotonic() - self.started
        print(f"\r\033[K{self.title} … {self.detail}{elapsed:.0f} s", end="", flush=True)

    def tick(self) -> None:
        while not self.over.wait(0.5):
            self.show()

    def close(self, outcome: str) -> None:
        elapsed = time.monotonic() - self.started
        start = f"\r\033[K{self.title} … " if self.live else ""
        print(f"{start}{outcome}{elapsed:.1f} s", flush=True)


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Announce a longer piece of work, and say how long it took."""
    line = Step(title)
    print(f"{title} … ", end="", flush=True)
    ticker = threading.Thread(target=line.tick, daemon=True)
    if line.live:
        ticker.start()
    outcome = "gave up after "
    try:
        yield line
        outcome = ""
    finally:
        line.over.set()
        if line.live:
            ticker.join()
        line.close(outcome)


def say(message: str) -> None:
    print(message, flush=True)


def complain(kind: str, message: str) -> None:
    """Warnings and errors go to the error stream, one line each, marked as ours."""
    print(f"build.py: {kind}: {message}", file=sys.stderr, flush=True)


def run(main: Callable[[], int]) -> int:
    """Run `main` as a program: print in any encoding, and be quiet where nobody reads any more."""
    streams = [stream for stream in (sys.stdout, sys.stderr) if stream is not None]
    for stream in streams:
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = main()
    except BrokenPipeError:
        code = 128 + 13
    for stream in streams:
        try:
            stream.flush()
        except OSError:  # Python would try again at its end, and complain
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code
