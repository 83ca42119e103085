import gzip
import struct

import numpy as np
import pytest

from pycore import DataError, parse_idx
from pycore.files.reading import gunzip
from tests.core.helpers import idx, zipped

IMAGES = np.arange(2 * 28 * 28).reshape(2, 28, 28) % 256
LABELS = np.array([3, 7])


@pytest.mark.parametrize("pack", [bytes, zipped])
@pytest.mark.parametrize("array", [IMAGES, LABELS])
def test_raw_and_gzipped_files_give_the_array_back(array, pack):
    parsed = parse_idx(pack(idx(array)))
    assert parsed.dtype == np.uint8
    np.testing.assert_array_equal(parsed, array)


def test_concatenated_gzip_members_are_one_file():
    data = idx(IMAGES)
    np.testing.assert_array_equal(parse_idx(zipped(data[:100]) + zipped(data[100:])), IMAGES)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "only 0 bytes"),
        (b"\0\0\x08", "only 3 bytes"),
        (b"<!doctype html>", "3c 21 64 6f"),
        (struct.pack(">HBBI", 0, 0x0D, 1, 1) + b"\0\0\0\0", "00 00 0d 01"),
        (struct.pack(">HBBI", 0, 8, 3, 1), "inside its header, at byte 8 of 16"),
        (idx(IMAGES)[:-1], "cut off: its header says 2 × 28 × 28 = 1,568 bytes, 1,567 follow"),
        (idx(IMAGES) + b"!", "too long"),
        (struct.pack(">HBBIII", 0, 8, 3, 2**32 - 1, 2**32 - 1, 2**32 - 1), "cut off"),
        (zipped(idx(IMAGES))[:-9], "the gzip data is cut off"),
        (zipped(idx(IMAGES))[:200] + b"\xff" * 300, "gzip"),
        (zipped(idx(IMAGES)) + b"junk", "damaged gzip data"),
    ],
)
def test_bad_files_are_refused_with_their_name_and_place(data, complaint):
    with pytest.raises(DataError, match=r"file\.idx") as error:
        parse_idx(data, "file.idx")
    assert complaint in str(error.value)


def test_a_gzip_bomb_is_stopped_at_the_limit():
    bomb = gzip.compress(bytes(10_000_000))
    with pytest.raises(DataError, match="more than 1,000 bytes"):
        gunzip(bomb, "bomb", limit=1_000)
    with pytest.raises(DataError, match="more than 15,000,000 bytes"):
        gunzip(bomb + bomb, "bombs", limit=15_000_000)
