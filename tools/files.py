"""Checksums, and writing so that an interruption leaves the old thing or the new, never half."""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .console import BuildError
from .paths import shown


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def matches(path: Path, expected: str) -> bool:
    return path.is_file() and sha256(path) == expected


def require_sha256(path: Path, expected: str) -> None:
    """Raise unless the file is exactly the one that was pinned."""
    found = sha256(path)
    if found != expected:
        raise BuildError(
            f"{shown(path)} is not the file expected (sha256 {found}, should be {expected}); "
            "run `python3 build.py clean` and try again"
        )


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`, which takes its place only if the body succeeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """An empty folder, gone again afterwards; what a killed run left there is swept up first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait until no other process is in the body; needs Unix, elsewhere nobody waits."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def replacing_folder(folder: Path, scratch: Path) -> Iterator[Path]:
    """An empty folder in `scratch`, which takes the place of `folder` if the body succeeds.

    `scratch` must be on the same file system. What an interrupted run left there is swept up first.
    """
    new, old = scratch / f"{folder.name}.new", scratch / f"{folder.name}.old"
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    new.mkdir(parents=True)
    yield new
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def is_stamped(stamp: Path, text: str) -> bool:
    """Whether the work that the stamp stands for was finished, for just these inputs."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == text


def write_stamp(stamp: Path, text: str) -> None:
    with replacing(stamp) as temporary:
        temporary.write_text(text, encoding="utf-8")
