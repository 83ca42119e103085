"""The training set cut into parts, so that the page fetches only what it is to learn from."""

import gzip
import struct
from collections.abc import Iterator
from pathlib import Path

from .console import step
from .files import is_stamped, replacing_folder, write_stamp
from .parts import MNIST_SHA256, ensure_mnist
from .paths import CACHE

IMAGES_A_PART = 5_000
SAMPLES = 200
LEVEL = 7  # half a percent larger than 9, in a tenth of the time
STAMP = "made"
PAGE_DATA = CACHE / "data"
HOW = f"gzip {LEVEL}, {IMAGES_A_PART} a part, {SAMPLES} samples, {MNIST_SHA256}"


def ensure_data() -> Path:
    """A folder with the gzipped IDX files of the page: compressed once, as that takes a while."""
    if not is_stamped(PAGE_DATA / STAMP, HOW):
        mnist = ensure_mnist()
        with step("Compressing MNIST"), replacing_folder(PAGE_DATA, CACHE) as new:
            for name in MNIST_SHA256:
                for part, content in files_for_page(name, (mnist / name).read_bytes()):
                    (new / f"{part}.gz").write_bytes(compress(content))
            write_stamp(new / STAMP, HOW)
    return PAGE_DATA


def files_for_page(name: str, idx: bytes) -> Iterator[tuple[str, bytes]]:
    """The test set as it is; `train-images-…` as `train-00-images-…`, `train-01-images-…`, …

    The first few of them come as `sample-images-…`, too, for who only wants to see what they are.
    """
    group, _, kind = name.partition("-")
    if group != "train":
        yield name, idx
        return
    yield f"sample-{kind}", next(cut_idx(idx, SAMPLES))
    for number, part in enumerate(cut_idx(idx, IMAGES_A_PART)):
        yield f"{group}-{number:02}-{kind}", part


def cut_idx(idx: bytes, items: int) -> Iterator[bytes]:
    """Cut along the first dimension; each part is a whole IDX file again, with its own count.

    IDX: two zero bytes, a type, the number of dimensions, then each as a big-endian uint32.
    """
    dimensions = idx[3]
    count, *rest = struct.unpack_from(f">{dimensions}I", idx, 4)
    body = memoryview(idx)[4 + 4 * dimensions :]
    size = len(body) // count
    for start in range(0, count, items):
        part = body[start * size : (start + items) * size]
        yield idx[:4] + struct.pack(f">{dimensions}I", len(part) // size, *rest) + part


def compress(content: bytes) -> bytes:
    """Without a date, so that the same data gives the same bytes."""
    return gzip.compress(content, LEVEL, mtime=0)
