"""Arrays in a zip file, NumPy's `.npz`, read without trusting it.

`np.load(allow_pickle=False)` executes nothing, but believes the sizes that a file declares: 2 KB
can ask for gigabytes. Here every size is checked, in the zip directory and in the array's own
header, before anything of that size is allocated.
"""

import io
import math
import zipfile
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from .errors import DataError
from .idx import MAX_BYTES


def read_npz(
    source: bytes | Path, name: str, members: list[str] | None = None
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of an `.npz` by name: all of them, or just `members`.

    Raises `DataError` for anything but plain arrays: damaged zips, duplicate or missing members,
    pickled objects, sizes that do not agree or that add up to more than `MAX_BYTES`.
    """
    try:
        with zipfile.ZipFile(
            io.BytesIO(source) if isinstance(source, bytes) else source
        ) as archive:
            infos = _directory(archive, name)
            wanted = list(infos) if members is None else members
            if missing := [member for member in wanted if member not in infos]:
                raise DataError(f"{name}: has no array {missing[0]!r}, only {', '.join(infos)}")
            if sum(infos[member].file_size for member in wanted) > MAX_BYTES:
                raise DataError(
                    f"{name}: unpacks to more than {MAX_BYTES:,} bytes, which is refused"
                )
            return {m: _read_array(archive, infos[m], f"{name}, array {m!r}") for m in wanted}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise DataError(f"{name}: not a readable .npz file ({error})") from error


def _directory(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The zip's entries by array name, after a look at their names."""
    infos: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        member = info.filename.removesuffix(".npy")
        if member == info.filename or "/" in member or "\\" in member:
            raise DataError(f"{name}: {info.filename!r} is no array; an .npz holds only .npy files")
        if member in infos:
            raise DataError(f"{name}: holds the array {member!r} twice")
        infos[member] = info
    return infos


def _read_array(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> NDArray[np.generic]:
    """Read one `.npy` member, checking its header against its size before its data are read."""
    with archive.open(info) as file:
        try:
            version = npy.read_magic(file)
            if version not in ((1, 0), (2, 0)):
                raise DataError(f"{name}: .npy version {version} is not known here")
            read_header = (
                npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
            )
            shape, fortran_order, dtype = read_header(file)
        except ValueError as error:
            if isinstance(error, DataError):
                raise
            raise DataError(f"{name}: damaged .npy header ({error})") from error
        if dtype.hasobject:
            raise DataError(f"{name}: holds pickled Python objects, which are never loaded")
        declared, left = math.prod(shape) * dtype.itemsize, info.file_size - file.tell()
        if declared != left:
            raise DataError(f"{name}: its header says {declared:,} bytes, the zip says {left:,}")
        data = file.read(declared + 1)
    if len(data) != declared:
        raise DataError(f"{name}: its header says {declared:,} bytes, {len(data):,} are there")
    array = np.frombuffer(data, dtype)
    return array.reshape(shape, order="F" if fortran_order else "C")
