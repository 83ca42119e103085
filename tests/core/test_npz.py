import io
import struct
import warnings
import zipfile

import numpy as np
import pytest

from pycore import DataError
from pycore.files.npz import read_npz


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def zip_of(*members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there already: we mean it
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def npy(shape, data=b"", descr="<f4", version=b"\x01\x00"):
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}".encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    return b"\x93NUMPY" + version + struct.pack("<H", len(header)) + header + data


def test_arrays_come_back_in_either_order(tmp_path):
    a, b = np.arange(6.0).reshape(2, 3), np.asfortranarray(np.arange(6).reshape(3, 2))
    (tmp_path / "file.npz").write_bytes(npz(a=a, b=b))
    for source in (npz(a=a, b=b), tmp_path / "file.npz"):
        arrays = read_npz(source, "x")
        np.testing.assert_array_equal(arrays["a"], a)
        np.testing.assert_array_equal(arrays["b"], b)


def test_only_the_members_asked_for_are_read():
    assert list(read_npz(npz(a=[1], b=[2]), "x", ["b"])) == ["b"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"no zip", "not a readable .npz"),
        (npz(a=np.arange(9))[:-30], "not a readable .npz"),
        (zip_of(("a.txt", b"")), "'a.txt' is no array"),
        (zip_of(("../a.npy", npy((0,)))), "is no array"),
        (zip_of(("a.npy", npy((0,))), ("a.npy", npy((0,)))), "'a' twice"),
        (zip_of(("a.npy", b"")), "damaged .npy header"),
        (zip_of(("a.npy", b"not numpy at all")), "damaged .npy header"),
        (zip_of(("a.npy", npy((0,), version=b"\x07\x00"))), "version (7, 0)"),
        (zip_of(("a.npy", npy((2,), b"\0" * 4))), "header says 8 bytes, the zip says 4"),
        (zip_of(("a.npy", npy((10**12,)))), "header says 4,000,000,000,000 bytes"),
        (zip_of(("a.npy", npy((-1,), b"\0" * 4))), "header says -4 bytes"),
        (zip_of(("a.npy", npy((1,), b"N.", descr="|O"))), "pickled"),
    ],
)
def test_anything_but_plain_arrays_is_refused(data, complaint):
    with pytest.raises(DataError, match=r"x\.npz") as error:
        read_npz(data, "x.npz")
    assert complaint in str(error.value)


def test_a_missing_member_is_named():
    with pytest.raises(DataError, match="no array 'b', only a"):
        read_npz(npz(a=[1]), "x", ["b"])


def test_an_archive_that_declares_too_much_is_refused_before_it_is_read():
    bomb = zip_of(("a.npy", npy((300 * 2**20,), bytes(300 * 2**20), descr="|u1")))
    assert len(bomb) < 400_000
    with pytest.raises(DataError, match="which is refused"):
        read_npz(bomb, "bomb")
