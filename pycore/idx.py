"""IDX, the format that MNIST is published in: a header of big-endian numbers, then the bytes.

    00 00 08 03   two zeros, the type (08: unsigned byte), the number of dimensions
    00 00 ea 60   the size of each dimension, four bytes each: 60,000 images …
    00 00 00 1c   … of 28 rows …
    00 00 00 1c   … and 28 columns
    …             the values, row by row

Source: the description on Yann LeCun's MNIST page ("THE IDX FILE FORMAT").
"""

import math
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from .checks import as_bytes
from .errors import DataError

GZIP_MAGIC = b"\x1f\x8b"
UNSIGNED_BYTE = 0x08
MAX_BYTES = 256 * 2**20
"""More than any MNIST-like set has (EMNIST's largest is 188 MB): a bound against gzip bombs."""


def parse_idx(data: object, name: str = "IDX data") -> NDArray[np.uint8]:
    """Return the array in `data`: an IDX file's bytes, or the open file, raw or gzipped.

    Images come as uint8 (n, rows, columns), labels as uint8 (n,). The array is a read-only
    view of the bytes. `name` is what errors call the data. Raises `DataError`.
    """
    data = as_bytes(data, name)
    if data[:2] == GZIP_MAGIC:
        data = gunzip(data, name)
    if len(data) < 4:
        raise DataError(f"{name}: only {len(data)} bytes, too short for an IDX header")
    zeros, kind, dimensions = struct.unpack(">HBB", data[:4])
    if zeros != 0 or kind != UNSIGNED_BYTE or dimensions not in (1, 3):
        raise DataError(
            f"{name}: starts with {data[:4].hex(' ')}, not with 00 00 08 01 (labels) "
            "or 00 00 08 03 (images): this is no MNIST file"
        )
    start = 4 + 4 * dimensions
    if len(data) < start:
        raise DataError(f"{name}: cut off inside its header, at byte {len(data)} of {start}")
    shape = struct.unpack(f">{dimensions}I", data[4:start])
    declared, found = math.prod(shape), len(data) - start
    if declared != found:
        size = " × ".join(f"{n:,}" for n in shape)
        fault = "cut off" if found < declared else "too long"
        raise DataError(
            f"{name}: {fault}: its header says {size} = {declared:,} bytes, {found:,} follow"
        )
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)


def gunzip(data: bytes, name: str, limit: int = MAX_BYTES) -> bytes:
    """Decompress gzip `data` (one or several members), refusing to make more than `limit` bytes."""
    chunks: list[bytes] = []
    room = limit
    while data:
        stream = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            chunk = stream.decompress(data, room + 1)
        except zlib.error as error:
            raise DataError(f"{name}: damaged gzip data ({error})") from error
        room -= len(chunk)
        if room < 0:
            raise DataError(f"{name}: unpacks to more than {limit:,} bytes, which is refused")
        if not stream.eof:
            raise DataError(f"{name}: the gzip data is cut off; download the file again")
        chunks.append(chunk)
        data = stream.unused_data
    return b"".join(chunks)
