"""What is said on the error stream: remarks and errors, a line each."""

import sys


def say(message: str) -> None:
    """Print a line that is not a result."""
    print(f"pycore: {message}", file=sys.stderr)


def describe(error: BaseException) -> str:
    """An error as a sentence, with the file's name first, if it is about one."""
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename is not None else ""
        return f"{name}{error.strerror}"
    if isinstance(error, MemoryError):
        return "there is not enough memory; try fewer images, or fewer of them in a batch"
    return str(error)
