"""Reads and unpacks files without trusting them.

Python's readers raise many kinds of errors for a damaged file. `reading` turns them into
`DataError`, so readers raise nothing else. Every size is limited before memory is allocated.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from ..errors import DataError, ExperimentError

MAX_BYTES = 256 * 2**20
"""The limit against bombs. Most datasets like MNIST are smaller (EMNIST's digits: 188 MB)."""
STEP = 2**10
"""Packed bytes that are unpacked at a time: at most 1 MB for gzip, 20 MB for bzip2."""

GZIP_MAGIC = b"\x1f\x8b"

LOW_LEVEL = (
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,  # from zipfile; also NotImplementedError and RecursionError
    ValueError,  # UnicodeDecodeError, too
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What Python's readers raise for damaged or wrong files."""


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn the errors of Python's readers into a `DataError` that begins with `name`."""
    try:
        yield
    except (DataError, ExperimentError):
        raise
    except MemoryError as error:
        raise DataError(f"{name}: needs more memory than there is") from error
    except LOW_LEVEL as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise DataError(f"{name}: can't be read ({reason[:200]})") from error


def read_file(path: str | Path, most: int = MAX_BYTES) -> bytes:
    """The content of a file of at most `most` bytes.

    Raises `DataError`, also for folders, and for pipes and devices, which may never end.
    """
    name = str(path)
    with reading(name), open(path, "rb", opener=_open_at_once) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise DataError(f"{name}: is a pipe or a device; give a file")
        if status.st_size > most:
            raise DataError(f"{name}: has {status.st_size:,} bytes; the limit is {most:,}")
        return file.read(status.st_size)


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for data in a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def unpacked(data: bytes, name: str) -> bytes:
    """The content of a file, unpacked if it is packed by gzip, bzip2 or xz."""
    if data[:3] == b"BZh":
        start = _from_module("bz2", name).BZ2Decompressor
        return unpack(data, name, "bzip2", start, MAX_BYTES)
    if data[:6] == b"\xfd7zXZ\0":
        start = partial(_from_module("lzma", name).LZMADecompressor, memlimit=2**27)
        return unpack(data, name, "xz", start, MAX_BYTES)
    return gunzipped(data, name, MAX_BYTES)


def _from_module(module: str, name: str) -> Any:
    """A module that some Pythons lack, such as a browser's."""
    try:
        return import_module(module)
    except ImportError as error:
        raise DataError(f"{name}: this Python has no {module}; unpack the file first") from error


def gunzipped(data: bytes, name: str, limit: int = MAX_BYTES) -> bytes:
    """The content of a file, unpacked if it is packed by gzip."""
    return gunzip(data, name, limit) if data[:2] == GZIP_MAGIC else data


def gunzip(data: bytes, name: str, limit: int = MAX_BYTES) -> bytes:
    """Unpack gzip `data`, one or several members. Raises `DataError` above `limit` bytes."""
    return unpack(data, name, "gzip", lambda: zlib.decompressobj(wbits=16 + zlib.MAX_WBITS), limit)


def unpack(data: bytes, name: str, kind: str, start: Callable[[], _Unpacker], limit: int) -> bytes:
    """Unpack the members one after another, each by an object that `start` makes.

    Zero bytes after a member are padding, as for `gzip` and `tar`.
    """
    chunks: list[bytes] = []
    room, stream = limit, start()
    for at in range(0, len(data), STEP):
        piece = data[at : at + STEP]
        while piece:
            if stream.eof:
                piece = piece.lstrip(b"\0")
                if not piece:
                    break
                stream = start()
            try:
                chunk = stream.decompress(piece)
            except MemoryError:
                raise
            except Exception as error:  # each kind has its own
                raise DataError(f"{name}: damaged {kind} data ({error})") from error
            room -= len(chunk)
            if room < 0:
                raise DataError(f"{name}: unpacks to more than {limit:,} bytes, which is refused")
            chunks.append(chunk)
            piece = stream.unused_data
    if not stream.eof:
        raise DataError(f"{name}: the {kind} data is cut off; download the file again")
    return b"".join(chunks)
