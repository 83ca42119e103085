"""IDX, the format of MNIST: a header of big-endian numbers, then the values.

    00 00 08 03   two zeros, the type (08: unsigned byte), the number of dimensions
    00 00 ea 60   the size of each dimension, four bytes each: 60,000 images …
    00 00 00 1c   … of 28 rows …
    00 00 00 1c   … and 28 columns
    …             the values, row by row

Source: the description on Yann LeCun's MNIST page ("THE IDX FILE FORMAT").
"""

import math
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..checks import as_bytes
from ..errors import DataError
from ..files.reading import gunzipped

TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
"""The NumPy type for the third byte of a file."""
FLOATS = (0x0D, 0x0E)
MAX_DIMENSIONS = 4


def is_idx(data: bytes) -> bool:
    """Whether `data`, which is not packed, starts like IDX."""
    return data[:2] == b"\0\0" and data[2:3] not in (b"", b"\0")


def parse_idx(data: object, name: str = "IDX data") -> NDArray[Any]:
    """Return the array in `data`, the bytes of an IDX file, raw or gzipped, or an open file.

    MNIST's images are uint8 (n, rows, columns), its labels uint8 (n,). Other files have other
    types; QMNIST's labels are int32 (n, 8). The array is a read-only view of the bytes. Errors call
    the data `name`. Raises `DataError`.
    """
    data = gunzipped(as_bytes(data, name), name)
    if len(data) < 4:
        raise DataError(f"{name}: only {len(data)} bytes, too short for an IDX header")
    zeros, kind, dimensions = struct.unpack(">HBB", data[:4])
    known = kind in TYPES and 1 <= dimensions <= MAX_DIMENSIONS
    if zeros != 0 or not known or (kind in FLOATS and dimensions == 1):
        raise DataError(
            f"{name}: starts with {data[:4].hex(' ')}, not with 00 00 08 01 (labels) "
            "or 00 00 08 03 (images): this is no MNIST file"
        )
    start = 4 + 4 * dimensions
    if len(data) < start:
        raise DataError(f"{name}: cut off inside its header, at byte {len(data)} of {start}")
    shape, dtype = struct.unpack(f">{dimensions}I", data[4:start]), np.dtype(TYPES[kind])
    declared, found = math.prod(shape) * dtype.itemsize, len(data) - start
    if declared != found:
        size = " × ".join(f"{n:,}" for n in shape)
        fault = "cut off" if found < declared else "too long"
        raise DataError(
            f"{name}: {fault}: its header says {size} = {declared:,} bytes, {found:,} follow"
        )
    if math.prod(shape) == 0 and max(shape) > found + start:  # (0, 2³²): no such array can exist
        raise DataError(f"{name}: is empty: its header says {' × '.join(map(str, shape))}")
    return np.frombuffer(data, dtype, offset=start).reshape(shape)
