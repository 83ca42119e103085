import gzip
import json
import os
import struct
import zlib

import numpy as np
import pytest

from pycore import DataError, Network, load
from pycore.files.curve import Curve
from pycore.files.npz import parse_npy, read_npz
from pycore.files.reading import LOW_LEVEL, gunzip, read_file, reading
from pycore.handwriting.strokes import MOST_BYTES, parse_strokes, read_strokes
from tests.core.helpers import zipped
from tests.core.test_npz import npy, npz, zip_of


@pytest.mark.parametrize("error", [*LOW_LEVEL, MemoryError, RecursionError, UnicodeError])
def test_what_pythons_readers_raise_becomes_a_data_error_with_the_name(error):
    with pytest.raises(DataError, match=r"^file: "), reading("file"):
        raise error("inside")
    with pytest.raises(KeyError), reading("file"):  # a fault of ours is not hidden
        raise KeyError("inside")


READERS = [load, read_file, read_strokes, Network.load, lambda path: read_npz(path, str(path))]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", ["none", "a/none", "x" * 5_000, "nul\0"])
def test_a_file_that_is_not_there_is_named(read, name, tmp_path):
    with pytest.raises(DataError):
        read(str(tmp_path / name))


@pytest.mark.parametrize("read", READERS[1:])
def test_a_folder_is_no_file(read, tmp_path):
    with pytest.raises(DataError, match=str(tmp_path)):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("read", READERS)
def test_nobody_waits_for_a_pipe(read, tmp_path):
    try:
        os.mkfifo(tmp_path / "pipe")
    except OSError:
        pytest.skip("no pipes with names here")
    with pytest.raises(DataError, match="is a pipe or a device"):
        read(tmp_path / "pipe")


def test_a_file_has_a_limit(tmp_path):
    (tmp_path / "file").write_bytes(bytes(1_001))
    assert read_file(tmp_path / "file", 1_001) == bytes(1_001)
    with pytest.raises(DataError, match=r"has 1,001 bytes; the limit is 1,000"):
        read_file(tmp_path / "file", 1_000)


def test_zero_bytes_after_a_member_are_padding():
    assert gunzip(zipped(b"one") + bytes(5_000), "x") == b"one"
    assert gunzip(zipped(b"one") + bytes(9) + zipped(b" two") + bytes(1), "x") == b"one two"


def test_many_members_take_no_long_time():
    assert gunzip(zipped(b"") * 50_000, "x") == b""


def headed(header, data=b"", version=(3, 0)):
    return b"\x93NUMPY" + bytes(version) + struct.pack("<I", len(header)) + header + data


@pytest.mark.parametrize("dtype", ["<f8", ">f8", "<f2", ">i2", "|b1", "<U3", "<u8"])
@pytest.mark.parametrize("order", "CF")
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (0, 5)])
def test_an_array_comes_back_as_numpy_wrote_it(dtype, order, shape):
    array = np.ones(shape).astype(dtype).copy(order)
    found = read_npz(npz(a=array), "x")["a"]
    assert found.dtype == array.dtype
    np.testing.assert_array_equal(found, array)


def test_an_array_with_a_header_of_the_third_kind_or_of_an_old_python_is_read():
    for header in (
        b"{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }\n",
        b"{'shape': (2L,), 'fortran_order': False, 'descr': '<i2'}",
    ):
        assert parse_npy(headed(header, b"\1\0\2\0"), "x").tolist() == [1, 2]


@pytest.mark.parametrize(
    "header",
    [
        b"{'descr': [('a', '<i2'), ('b', '<i2')], 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': ('<i2', (2,)), 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': '<M8', 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': '<U999999999', 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': '|V4', 'fortran_order': False, 'shape': (1,)}",
        b"{'descr': '<i2', 'fortran_order': 0, 'shape': (2,)}",
        b"{'descr': '<i2', 'fortran_order': False, 'shape': 2}",
        b"{'descr': '<i2', 'fortran_order': False, 'shape': (2,), " + b"(" * 9_000,
        b"{'descr': '<i2', 'fortran_order': False, 'shape': (" + b"1," * 70 + b"2)}",
        b"{'descr': '<i2', 'fortran_order': False, 'shape': (-1, -2)}",
        b"{'descr': '<i2', 'fortran_order': False}",
        b"\xff" * 40,
        b"{'descr': '<i2', 'fortran_order': False, 'shape': (2,)} " + b" " * 70_000,
    ],
)
@pytest.mark.parametrize("data", [b"\1\0\2\0", b"\1\0\2\0\3\0\4\0"])
def test_a_header_that_is_not_numpys_plain_one_is_refused(header, data):
    if b"(2,), ((" in header and data == b"\1\0\2\0":
        return  # what follows the three values does not matter
    with pytest.raises(DataError, match=r"^x"):
        parse_npy(headed(header, data), "x")


@pytest.mark.parametrize("shape", [(0, 10**18), (0, 2**31, 2**31), (10**19, 0)])
def test_an_empty_array_of_a_shape_that_cannot_be_is_refused(shape):
    with pytest.raises(DataError, match="damaged"):
        read_npz(zip_of(("a.npy", npy(shape))), "x")


def damaged(data, at):
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def test_one_damaged_byte_anywhere_is_a_data_error_or_nothing():
    network = npz(activation=np.array("relu"), W0=np.ones((784, 10), np.float32), b0=np.zeros(10))
    file = gzip.compress(network[:3_000])
    for at in range(0, len(network), max(1, len(network) // 500)):
        try:
            Network.load(damaged(network, at))
        except DataError as error:
            assert str(error).startswith("network")  # noqa: PT017
    for at in range(len(file)):
        try:
            gunzip(damaged(file, at), "x")
        except DataError as error:
            assert str(error).startswith("x: ")  # noqa: PT017


@pytest.mark.parametrize("code", [0xFFFFFFFF, 0x110000, 0xDC00])
@pytest.mark.parametrize("order", "<>")
def test_text_with_characters_that_do_not_exist_is_refused(code, order):
    word = struct.pack(f"{order}I", code)
    for member in ("activation", "layers"):
        data = zip_of((f"{member}.npy", npy((1,), word, descr=f"{order}U1")))
        with pytest.raises(DataError, match="damaged text"):
            Network.load(data)


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"[" * 10_000_000),
        gzip.compress(bytes(MOST_BYTES + 1)),
        b" " * (MOST_BYTES + 1),
        b"[" * 100_000,
        b"9" * 5_000,
        b"\xff\xfe",
        zipped(b"{}")[:-9],
        zipped(b"{}")[:9] + b"\xff" * 9,
        json.dumps({"digits": 3}).encode(),
        json.dumps({"digits": [{"label": [], "strokes": [[[1, 2]]]}]}).encode(),
        json.dumps({"digits": [{"label": True, "strokes": [[[1, 2]]]}]}).encode(),
        json.dumps({"digits": [{"label": 1, "strokes": 5}]}).encode(),
        json.dumps({"digits": [{"label": 1, "strokes": [{"a": 1}]}]}).encode(),
        json.dumps({"digits": [{"label": 1, "strokes": [[[1, 10**400]]]}]}).encode(),
        json.dumps({"digits": [{"label": 1, "strokes": [[[1, 1e300]]]}]}).encode(),
        json.dumps({"digits": [{"label": 1, "strokes": [[[1], [2, 3]]]}]}).encode(),
    ],
)
def test_bad_strokes_and_curves_are_data_errors(content):
    with pytest.raises(DataError, match=r"^s: "):
        parse_strokes(content, "s")
    with pytest.raises(DataError, match=r"^c: "):
        Curve.read(content, "c")


def test_a_member_without_a_name_does_not_matter():
    data = zip_of(("?.npy", b"")).replace(b"?.npy", b"\0.npy")  # zipfile cuts a name at a zero
    with pytest.raises(DataError, match="is no array"):
        read_npz(data, "x")


def test_a_damaged_member_of_an_archive_is_named():
    data = bytearray(zip_of(("a.npy", npy((4_000,), zlib.compress(b"x") * 0 + bytes(16_000)))))
    data[60] ^= 0xFF
    with pytest.raises(DataError, match=r"^x"):
        read_npz(bytes(data), "x")
