"""Arrays in a zip file, NumPy's `.npz`, read without trusting it.

`np.load(allow_pickle=False)` executes nothing, but believes the sizes that a file declares: 2 KB
can ask for gigabytes. Here every size is checked, in the zip directory and in the array's own
header, before anything of that size is allocated.
"""

import io
import math
import re
import struct
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..checks import as_bytes
from ..errors import DataError
from .reading import MAX_BYTES, read_file, reading

NPY_MAGIC = b"\x93NUMPY"
MAX_HEADER = 10_000
MAX_DIMENSIONS = 8
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""Of compression: LZMA may ask for gigabytes of room, and others are not in Python."""
FIELDS = {
    "descr": rb"'([<>|=]?[?a-zA-Z]\d{0,9})'",
    "fortran_order": rb"(True|False)",
    "shape": rb"\(((?:-?\d{1,19}L?,\s*)*(?:-?\d{1,19}L?)?)\s*\)",
}
"""How each value is written in a header; all else would be a program's, not NumPy's."""


def read_npz(
    source: bytes | str | Path, name: str, members: list[str] | None = None
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of an `.npz` by name: all of them, or just `members`.

    Members that are no arrays do not matter, nor does a folder around the arrays: a zip that was
    packed anew has them. Raises `DataError` for anything but plain arrays: damaged zips, duplicate
    or missing members, pickled objects, sizes that do not agree or that add up to more than
    `MAX_BYTES`.
    """
    with open_zip(source, name) as archive, reading(name):
        infos = array_members(archive, name)
        wanted = list(infos) if members is None else members
        if missing := [member for member in wanted if member not in infos]:
            raise DataError(f"{name}: has no array {missing[0]!r}, only {', '.join(infos)[:200]}")
        check_size([infos[member] for member in wanted], name)
        return {
            member: parse_npy(
                read_member(archive, infos[member], name), f"{name}, array {member!r}"
            )
            for member in wanted
        }


def is_zip(data: bytes) -> bool:
    """Whether `data` begins as a zip does."""
    return data[:2] == b"PK"


def open_zip(source: bytes | str | Path | object, name: str) -> zipfile.ZipFile:
    """The zip archive in a file, or in its bytes. Raises `DataError`."""
    data = read_file(source) if isinstance(source, str | Path) else as_bytes(source, name)
    try:
        with reading(name):
            return zipfile.ZipFile(io.BytesIO(data))
    except DataError as error:
        from .file_types import what_is  # only now: sound files need no name for what they are

        kind = "" if is_zip(data) else what_is(data)
        reason = f"it is {kind}" if kind else error.__cause__
        raise DataError(f"{name}: not a readable .npz file ({reason})") from error


def files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Its files, without those that a Mac adds, and without paths that lead out of it."""
    return [
        info
        for info in archive.infolist()
        if not info.filename.endswith("/")  # `is_dir` fails at an empty name
        and not any(part.startswith((".", "__MACOSX")) for part in member_path(info).split("/"))
    ]


def member_path(info: zipfile.ZipInfo) -> str:
    """Its folders, then its name, joined by /, though Windows may have packed it."""
    return info.filename.replace("\\", "/")


def array_members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The arrays of a zip by their names. Raises `DataError` if there is none."""
    infos: dict[str, zipfile.ZipInfo] = {}
    for info in files_in(archive):
        member = member_path(info).split("/")[-1].removesuffix(".npy")
        if not info.filename.endswith(".npy"):
            continue
        if member in infos:
            raise DataError(f"{name}: holds the array {member[:80]!r} twice")
        infos[member] = info
    if not infos:
        first = next(
            (f"{info.filename[:80]!r} is no array" for info in archive.infolist()), "empty"
        )
        raise DataError(f"{name}: {first}; an .npz holds .npy files")
    return infos


def check_size(infos: list[zipfile.ZipInfo], name: str) -> None:
    """Raise `DataError` if these members unpack to more than `MAX_BYTES`."""
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise DataError(f"{name}: unpacks to more than {MAX_BYTES:,} bytes, which is refused")


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """The content of one file of a zip; it is no longer than the zip's directory says."""
    place = f"{name}, {info.filename[:80]!r}"
    if info.compress_type not in METHODS:
        raise DataError(
            f"{place}: is packed by method {info.compress_type}, which is not read here; "
            "pack it by deflate, as is usual"
        )
    if info.flag_bits & 1:
        raise DataError(f"{place}: is encrypted; unpack it first")
    check_size([info], place)
    with reading(place), archive.open(info) as file:
        return file.read(info.file_size)


def parse_npy(data: bytes, name: str) -> NDArray[np.generic]:
    """The array of an `.npy` file, read-only; its header is checked against its size."""
    if data[:6] != NPY_MAGIC or len(data) < 12:
        raise DataError(f"{name}: damaged .npy header (it begins with {data[:8].hex(' ')})")
    version = tuple(data[6:8])
    if version not in ((1, 0), (2, 0), (3, 0)):
        raise DataError(f"{name}: .npy version {version} is not known here")
    size, start = (2, 10) if version == (1, 0) else (4, 12)
    [length] = struct.unpack("<H" if size == 2 else "<I", data[8 : 8 + size])
    header = data[start : start + length]
    if length > MAX_HEADER or len(header) < length:
        raise DataError(f"{name}: damaged .npy header (it claims {length:,} bytes)")
    dtype, fortran_order, shape = _read_header(header, name)
    declared, left = math.prod(shape) * dtype.itemsize, len(data) - start - length
    if declared != left:
        raise DataError(f"{name}: its header says {declared:,} bytes, the zip says {left:,}")
    bound = math.prod(max(n, 1) for n in shape) * dtype.itemsize  # (0, 2³¹): no array can be that
    if len(shape) > MAX_DIMENSIONS or min(shape, default=0) < 0 or bound > MAX_BYTES:
        raise DataError(f"{name}: damaged .npy header (its shape is {str(shape)[:80]})")
    array = np.frombuffer(data, dtype, offset=start + length)
    if dtype.kind == "U" and not _is_text(array):
        raise DataError(f"{name}: damaged text: it has characters that do not exist")
    return array.reshape(shape, order="F" if fortran_order else "C")


def _is_text(array: NDArray[np.generic]) -> bool:
    """Whether all characters are Unicode's: Python breaks down at the others."""
    codes = array.view(np.dtype("u4").newbyteorder(array.dtype.byteorder))
    return bool(((codes < 0xD800) | ((codes > 0xDFFF) & (codes < 0x110000))).all())


def _read_header(header: bytes, name: str) -> tuple[np.dtype[np.generic], bool, tuple[int, ...]]:
    """Type, whether columns come first, and shape."""
    found = {
        key: re.search(rb"'%b'\s*:\s*%b" % (key.encode(), value), header)
        for key, value in FIELDS.items()
    }
    if re.search(rb"'descr'\s*:\s*[\[(]", header):
        raise DataError(f"{name}: is a table with fields; save plain arrays of numbers")
    values = [match[1].decode("ascii") for match in found.values() if match]
    if len(values) < len(FIELDS):
        text = header[:60].decode("ascii", "replace").strip()
        raise DataError(f"{name}: damaged .npy header ({text!r})")
    descr, fortran_order, shape = values
    if "O" in descr:
        raise DataError(f"{name}: holds pickled Python objects, which are never loaded")
    try:
        dtype = np.dtype(descr)
    except (TypeError, ValueError, OverflowError) as error:
        raise DataError(f"{name}: damaged .npy header (no type is {descr!r})") from error
    if dtype.kind not in "?biufUS" or dtype.itemsize == 0:
        raise DataError(f"{name}: holds {dtype}; should be numbers, or text")
    numbers = [int(n.strip().rstrip("L")) for n in shape.split(",") if n.strip()]
    return dtype, fortran_order == "True", tuple(numbers)
