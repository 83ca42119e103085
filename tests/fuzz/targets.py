"""What is fuzzed: each of pycore's readers, with sound inputs and words of its format."""

import gzip
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from pycore import Network, centre_digit, load, parse_csv, parse_idx
from pycore.files.curve import Curve
from pycore.files.npz import parse_npy, read_npz
from pycore.files.reading import gunzip
from pycore.files.url import read_experiment
from pycore.handwriting.photo import find_ink
from pycore.handwriting.strokes import draw, parse_strokes
from pycore.notebooks.url import read_variant

from . import seeds
from .seeds import ARRAYS, FOUR, IMAGES, LABELS, STROKES, idx, network, npy, npz, packed, table


class Target(NamedTuple):
    """One reader."""

    read: Callable[[bytes], object]
    seeds: list[bytes]
    words: tuple[bytes, ...] = ()
    weight: float = 1
    """Its share of the inputs: less where each takes long."""


def text(data: bytes) -> str:
    """Addresses are text, with whatever a browser lets through."""
    return data.decode("utf-8", "surrogateescape")


def picture(data: bytes) -> object:
    """An odd array: its type, sides and dimensions from the first bytes, its pixels from others."""
    head = [*data[:6], *bytes(6)]
    dtype = ("u1", "u1", "u1", "f4", "f8", "i2", "b1", "u2", "S1", "c8")[head[0] % 10]
    shape = [side % 40 for side in head[2:6]][: head[1] % 5]
    if head[1] & 64 and len(shape) == 3:
        shape[2] = 4
    pixels = np.resize(np.frombuffer(data[6:] or b"\0", np.uint8), shape)
    array = pixels.astype(dtype)
    if array.dtype.kind == "f" and head[1] & 128:
        array = array / array.dtype.type(255)
    return [attempt(find_ink, array), attempt(centre_digit, array)]


def attempt(read: Callable[..., object], value: object) -> object:
    """Both readers of pictures see each array, though the first may refuse it."""
    from pycore import DataError

    try:
        return read(value)
    except DataError as error:
        return error


NPY_WORDS = (
    b"'descr'", b"'shape'", b"True", b"False", b"'<f4'", b"'|O'", b"(1,)", b"(-1,)", b"()",
    b"(99999999999,)", b"'<U4'", b"[('a', '<i2')]", b"\x93NUMPY\x01\0", b"\x93NUMPY\x03\0", b"2L",
)  # fmt: skip
ADDRESS_WORDS = (
    b"train?v=1", b"&", b"=", b"%", b"layers=", b"conv16x3", b"pool", b"norm", b"drop50", b"rate=",
    b"1e309", b"nan", b"-inf", b"9" * 5_000, b"seed=", b"images=", b"\xff", b"%ff", b"#", b"://",
    b"notebooks/003?", b"switches=", b"steps=", b"rows=", b"__proto__=", b"epochs=", b"0x10",
)  # fmt: skip
JSON_WORDS = (
    b"[", b"]", b"{", b"}", b"null", b"1e999", b"NaN", b"-0", b"9" * 5_000, b"[" * 500, b'"label"',
    b'"strokes"', b'"digits"', b"true", b'"\\ud800"', b'"step"', b'"loss"', b"[[1,2]]",
)  # fmt: skip
CSV_WORDS = (
    b",", b";", b"\t", b"\r\r\n", b"\r", b'"', b"label", b"id", b"nan", b"inf", b"-1", b"256",
    b"9" * 5_000, b"\0", b"\xff\xfe", b"\xef\xbb\xbf", "٣".encode(), b"1e3", b"\x0c", b"pixel7",
)  # fmt: skip
IDX_WORDS = (b"\0\0\x08\x03", b"\0\0\x0c\x02", b"\0\0\x0e\x04", b"\xff\xff\xff\xff", b"\0\0\0\0")

NETWORKS = [
    network(8), network(8, dtype="int8"), network("conv2", "pool", "norm", 8, "drop50"),
    network("conv2", 8, dtype="float16"),
]  # fmt: skip
TABLES = [table(), table(";"), table("\t", False), table(" ", False), table(",", False)]

TARGETS = {
    "idx": Target(parse_idx, [*FOUR.values(), gzip.compress(idx(LABELS))], IDX_WORDS, 3),
    "gzip": Target(
        lambda data: gunzip(data, "x", 2**24), [gzip.compress(STROKES), gzip.compress(b"") * 3]
    ),
    "npy": Target(
        lambda data: parse_npy(data, "x"),
        [npy(LABELS), npy(IMAGES / 255), npy("relu"), npy(3), npy(np.asfortranarray(IMAGES[0]))],
        NPY_WORDS,
        3,
    ),
    "npz": Target(lambda data: read_npz(data, "x"), [npz(**ARRAYS), *NETWORKS], NPY_WORDS),
    "network": Target(Network.load, NETWORKS, NPY_WORDS),
    "csv": Target(parse_csv, TABLES, CSV_WORDS, 0.2),
    "load": Target(
        load,
        [
            npz(**ARRAYS), packed(FOUR), packed({"train.csv": table(), "__MACOSX/._a": b""}),
            packed({"a.npy": npy(IMAGES)}, zipfile.ZIP_BZIP2), gzip.compress(table()),
            NETWORKS[0],
            *TABLES[:1], b"<html>", b"", npy(IMAGES),
        ],
        (*NPY_WORDS, *CSV_WORDS, b"BZh9", b"\xfd7zXZ\0", b"PK\x01\x02", b"train", b"images"),
        0.3,
    ),
    "strokes": Target(
        lambda data: [draw(d.strokes) for d in parse_strokes(data)[:1] if len(d.strokes) < 3],
        [STROKES, gzip.compress(STROKES)],
        JSON_WORDS,
        0.5,
    ),
    "curve": Target(Curve.read, [seeds.curve()], JSON_WORDS),
    "address": Target(
        lambda data: read_experiment(text(data)),
        [b"https://host/a/#train?v=1&images=5000&layers=conv16,pool,64&rate=0.003", b"train?v=1"],
        ADDRESS_WORDS,
        3,
    ),
    "notebook": Target(
        lambda data: read_variant(text(data)),
        [b"notebooks/002?v=1&switches=low-rate&rows=5000&seed=7", b"notebooks/000"],
        ADDRESS_WORDS,
        3,
    ),
    "picture": Target(
        picture, [bytes([0, 2, 30, 30]) + IMAGES.tobytes(), bytes([3, 67, 9, 9, 4]) + bytes(99)],
        weight=0.1,
    ),
}  # fmt: skip
