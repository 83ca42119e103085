"""NumPy's `.npz`, arrays in a zip file, read without trusting the file.

`np.load(allow_pickle=False)` runs no code of the file, but it believes the sizes that the file
declares: 2 KB can ask for gigabytes. Here every size is checked, in the zip directory and in the
header of the array, before memory of that size is allocated.
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
"""Compression methods that are read. LZMA may need gigabytes; others are not in Python."""
FIELDS = {
    "descr": rb"'([<>|=]?[?a-zA-Z]\d{0,9})'",
    "fortran_order": rb"(True|False)",
    "shape": rb"\(((?:-?\d{1,19}L?,\s*)*(?:-?\d{1,19}L?)?)\s*\)",
}
"""How NumPy writes each value in a header. Anything else is refused."""


def read_npz(
    source: bytes | str | Path, name: str, members: list[str] | None = None
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of an `.npz` by name: all of them, or just `members`.

    Other files in the zip and a folder around the arrays are ignored: a zip that was packed again
    may have them. Raises `DataError` for damaged zips, duplicate or missing members, pickled
    objects, sizes that do not agree, and sizes that sum to more than `MAX_BYTES`.
    """
    with open_zip(source, name) as archive, reading(name):
        infos = array_members(archive, name)
        wanted = list(infos) if members is None else members
        if missing := [member for member in wanted if member not in infos]:
            raise DataError(f"{name}: has no array {missing[0]!r}, only {', '.join(infos)[:200]}")
        check_size([infos[member] for member in wanted], name)
        return {member: read_array(archive, infos[member], name) for member in wanted}


def read_array(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> NDArray[np.generic]:
    """One array of a zip. Raises `DataError`."""
    return parse_npy(read_member(archive, info, name), f"{name}, array {array_name(info)[:80]!r}")


def array_name(info: zipfile.ZipInfo) -> str:
    """The name of an array: its file's, without folders and `.npy`."""
    return member_path(info).split("/")[-1].removesuffix(".npy")


def is_zip(data: bytes) -> bool:
    """Whether `data` starts like a zip."""
    return data[:2] == b"PK"


def open_zip(source: bytes | str | Path | object, name: str) -> zipfile.ZipFile:
    """Open the zip archive in a file, or in its bytes. Raises `DataError`."""
    data = read_file(source) if isinstance(source, str | Path) else as_bytes(source, name)
    try:
        with reading(name):
            return zipfile.ZipFile(io.BytesIO(data))
    except DataError as error:
        from .file_types import what_is  # only now: most files are read without it

        kind = "" if is_zip(data) else what_is(data)
        reason = f"it is {kind}" if kind else error.__cause__
        raise DataError(f"{name}: not a readable .npz file ({reason})") from error


def files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Its files, without those that macOS adds, and without paths that lead out of it."""
    return [
        info
        for info in archive.infolist()
        if not info.filename.endswith("/")  # `is_dir` fails for an empty name
        and not any(part.startswith((".", "__MACOSX")) for part in member_path(info).split("/"))
    ]


def member_path(info: zipfile.ZipInfo) -> str:
    """Its folders and its name, joined by /, even if Windows has packed it."""
    return info.filename.replace("\\", "/")


def array_members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The arrays of a zip by their names. Raises `DataError` if there is none."""
    infos: dict[str, zipfile.ZipInfo] = {}
    for info in files_in(archive):
        member = array_name(info)
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
    """The content of one file of a zip: at most as long as the zip's directory says."""
    place = f"{name}, {info.filename[:80]!r}"
    if info.compress_type not in METHODS:
        raise DataError(
            f"{place}: is packed by method {info.compress_type}, which is not read here; "
            "pack it by deflate, the usual method"
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
    bound = math.prod(max(n, 1) for n in shape) * dtype.itemsize  # (0, 2³¹): no such array exists
    if len(shape) > MAX_DIMENSIONS or min(shape, default=0) < 0 or bound > MAX_BYTES:
        raise DataError(f"{name}: damaged .npy header (its shape is {str(shape)[:80]})")
    array = np.frombuffer(data, dtype, offset=start + length)
    if dtype.kind == "U" and not _is_text(array):
        raise DataError(f"{name}: damaged text: it has characters that do not exist")
    return array.reshape(shape, order="F" if fortran_order else "C")


def _is_text(array: NDArray[np.generic]) -> bool:
    """Whether all characters are Unicode: others make Python fail."""
    codes = array.view(np.dtype("u4").newbyteorder(array.dtype.byteorder))
    return bool(((codes < 0xD800) | ((codes > 0xDFFF) & (codes < 0x110000))).all())


def _read_header(header: bytes, name: str) -> tuple[np.dtype[np.generic], bool, tuple[int, ...]]:
    """The type of the elements, whether the order is Fortran's, and the shape."""
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
