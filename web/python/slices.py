"""Long work in slices: the page asks for a few milliseconds of it, again and again."""

import time
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")


def for_so_long(work: Iterator[T], milliseconds: float) -> Iterator[T]:
    """Go on with `work` for so long, by one piece at least, and pass on what it yields."""
    end = time.perf_counter() + milliseconds / 1000
    for each in work:
        yield each
        if time.perf_counter() >= end:
            return
