"""Prints remarks and errors on the error stream, one line each."""

import sys


def say(message: str) -> None:
    """Print a remark."""
    print(f"pycore: {message}", file=sys.stderr)


def describe(error: BaseException) -> str:
    """An error as a sentence. It begins with the name of the file, if there is one."""
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename is not None else ""
        return f"{name}{error.strerror}"
    if isinstance(error, MemoryError):
        return "there is not enough memory; try fewer images, or fewer of them in a batch"
    return str(error)
