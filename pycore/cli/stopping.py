"""Ctrl-C and other signals: they end a training, and its network is kept."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(KeyboardInterrupt):
    """The program was told to stop, by the signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def stop(number: int, _: FrameType | None = None) -> None:
    """Handle a signal: raise `Stopped`."""
    raise Stopped(number)


@contextmanager
def between_steps() -> Iterator[Callable[[], None]]:
    """Delay a signal until the returned function is called, between two steps.

    In the middle of a step half of the weights are new and half are old. A second signal is not
    delayed.
    """
    waiting: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        if waiting:
            stop(number)
        waiting.append(number)

    def check() -> None:
        if waiting:
            stop(waiting[0])

    before = {}
    if threading.current_thread() is threading.main_thread():  # only that one can handle signals
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup ignores it
                before[number] = signal.signal(number, note)
    try:
        yield check
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
