"""What makes a program of a `main`: its streams, its signals and its threads.

`main` itself changes nothing in the process that it runs in, so tests can call it.
"""

import codecs
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from .say import say
from .stopping import stop

PLAIN = {"–": "-", "−": "-", "…": "...", "×": "x", "’": "'"}
"""What stands for a character that the terminal's encoding does not have; else a question mark."""
VARIABLES = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "GOTO_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""Variables by which a user says how many threads NumPy's products have."""
SETTERS = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "openblas_set_num_threads",
)
"""The same as a function of OpenBLAS: how NumPy's own copy, older ones and the system's call it."""


def run(main: Callable[[], int]) -> int:
    """Run `main` as a program of its own; return the exit code."""
    set_up_streams()
    one_thread()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, stop)
    code = 1
    try:
        code = main()
    except Exception as error:  # a fault of this package; a sentence all the same
        if os.environ.get("PYCORE_DEBUG"):
            raise
        name, text = type(error).__name__, " ".join(str(error).split())
        say(f"{name}: {text} (a fault of pycore's; PYCORE_DEBUG=1 shows where)")
    finally:
        let_go(sys.stdout)
        let_go(sys.stderr)
    return code


def set_up_streams() -> None:
    """Let each line out at once, also through a pipe; print in any encoding. None is closed."""
    codecs.register_error("pycore", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(line_buffering=True, errors="pycore")  # type: ignore[union-attr]


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """What to print for the first character that the encoding does not have."""
    assert isinstance(error, UnicodeEncodeError)
    character = error.object[error.start]
    if "\udc80" <= character <= "\udcff":  # a byte of a file's name that is no text
        return bytes([ord(character) - 0xDC00]), error.start + 1
    return PLAIN.get(character, "?"), error.start + 1


def let_go(stream: TextIO | None) -> None:
    """Write what is left; drop it if nobody reads it, or the interpreter would complain at exit."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())


def one_thread() -> None:
    """Let NumPy compute in one thread, unless the user has said in how many.

    The products here are small. Two threads gain nothing on them and wait for one another: on two
    busy cores the same training took 5 to 14 times as long. And the order in which threads sum
    decides the last bits.
    """
    if any(os.environ.get(name) for name in VARIABLES):
        return
    if setter := _setter():
        setter(1)


def _setter() -> Callable[[int], object] | None:
    """OpenBLAS's function for it; None where NumPy computes by something else."""
    found = (getattr(library, name, None) for library in _libraries() for name in SETTERS)
    return next((setter for setter in found if setter), None)


def _libraries() -> Iterator[ctypes.CDLL]:
    """Where OpenBLAS may be: NumPy's core leads to it; on Windows it only lies beside."""
    core = sys.modules.get("numpy._core._multiarray_umath")
    core = core or sys.modules.get("numpy.core._multiarray_umath")
    beside = Path(np.__file__).parent.with_name("numpy.libs")
    for path in [getattr(core, "__file__", None), *beside.glob("*openblas*")]:
        with contextlib.suppress(OSError):
            if path:
                yield ctypes.CDLL(str(path))
