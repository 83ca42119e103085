"""The training set in parts is the training set."""

import gzip
import struct

import pytest

from tools.data import IMAGES_A_PART, SAMPLES, compress, cut_idx, files_for_page
from tools.paths import MNIST

IMAGES = bytes(range(60))  # five images of 3×4
IDX = struct.pack(">HBBIII", 0, 8, 3, 5, 3, 4) + IMAGES


def read_idx(idx: bytes) -> tuple[tuple[int, ...], bytes]:
    """By hand, and not as the tool under test does it."""
    dimensions = [int.from_bytes(idx[at : at + 4], "big") for at in range(4, 4 + 4 * idx[3], 4)]
    return tuple(dimensions), idx[4 + 4 * idx[3] :]


def test_parts_are_idx_files_that_join_to_the_whole() -> None:
    parts = [read_idx(part) for part in cut_idx(IDX, 2)]
    assert [shape for shape, _ in parts] == [(2, 3, 4), (2, 3, 4), (1, 3, 4)]
    assert b"".join(body for _, body in parts) == IMAGES


@pytest.mark.parametrize("kind", ["images-idx3-ubyte", "labels-idx1-ubyte"])
def test_mnist_in_twelve_parts(kind: str) -> None:
    whole = (MNIST / f"train-{kind}").read_bytes()
    named = dict(files_for_page(f"train-{kind}", whole))
    shape, samples = read_idx(named.pop(f"sample-{kind}"))
    assert shape[0] == SAMPLES
    assert read_idx(whole)[1].startswith(samples)
    assert list(named) == [f"train-{number:02}-{kind}" for number in range(12)]
    parts = [read_idx(part) for part in named.values()]
    assert {shape[0] for shape, _ in parts} == {IMAGES_A_PART}
    assert b"".join(body for _, body in parts) == read_idx(whole)[1]


def test_the_test_set_stays_whole() -> None:
    assert list(files_for_page("t10k-images-idx3-ubyte", IDX)) == [("t10k-images-idx3-ubyte", IDX)]


def test_compressing_is_lossless_and_without_a_date() -> None:
    assert gzip.decompress(compress(IDX)) == IDX
    assert compress(IDX)[4:8] == bytes(4)
