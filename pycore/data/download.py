"""Downloads MNIST from a hosted page, which serves it in shards.

The page may belong to anybody. So only http and https are opened, size and time are limited, and
the data are compared with MNIST's published checksums before they are kept.
"""

import hashlib
import struct
import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..dataset import CLASSES, Dataset, join, label
from ..errors import DataError
from ..files.reading import reading
from ..sampling import SHARD_SIZE
from ..settings import MAX_IMAGES
from .idx import parse_idx

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

PATIENCE = 30
"""Seconds without a byte after which the download fails."""
MOST_SECONDS = 900
"""For the whole 11 MB: a server that sends very slowly fails, too."""
MOST_BYTES = 8_000_000
"""The limit for one answer. The largest is the test set, 7.84 MB if the server unpacks it."""
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
"""Checksums of MNIST's four raw files, as `sha256sum` prints them. The joined shards must match."""


def fetch(site: str, file: str | Path = "mnist.npz") -> Path:
    """Download MNIST, 11 MB, from the page at `site` into a file; return the file's path.

    A file that exists is left as it is. The file has Keras's format, which `load` reads. Raises
    `DataError` if the file can't be written, if the page can't be reached or if it has other data;
    then no file remains.
    """
    path = Path(file)
    unfinished = path.with_name(f"{path.name}.unfinished")
    with reading(str(path)):
        if path.exists():
            return path
        target = unfinished.open("wb")  # before the download, as it may fail
    try:
        with target:
            folder = f"{site.partition('#')[0].rpartition('/')[0]}/data/"
            train, test = _in_time(folder)
            with reading(str(path)):
                np.savez_compressed(
                    target, x_train=train.images, y_train=train.labels, x_test=test.images,
                    y_test=test.labels,
                )  # fmt: skip
        with reading(str(path)):
            return unfinished.replace(path)
    except BaseException:  # Ctrl-C, too
        unfinished.unlink(missing_ok=True)
        raise


def _in_time(folder: str) -> tuple[Dataset, Dataset]:
    """Training and test set, fetched in a thread, so that no server can block this one."""
    found: list[tuple[Dataset, Dataset] | BaseException] = []
    end = time.monotonic() + MOST_SECONDS

    def bring() -> None:
        try:
            found.append(_bring(folder, end))
        except BaseException as error:
            found.append(error)

    thread = Thread(target=bring, daemon=True)
    thread.start()
    thread.join(MOST_SECONDS)
    if not found:
        raise DataError(f"{folder}: is too slow; stopped after {MOST_SECONDS:g} seconds")
    [result] = found
    if isinstance(result, BaseException):
        raise result
    return result


def _bring(folder: str, end: float) -> tuple[Dataset, Dataset]:
    """Fetch all shards, one after another; compare with the checksums."""
    opener = _opener()
    stems = [f"train-{part:02}" for part in range(MAX_IMAGES // SHARD_SIZE)]
    train = join([_pair(opener, folder, stem, end) for stem in stems])
    _check(train, folder, "train")
    test = _pair(opener, folder, "t10k", end)
    _check(test, folder, "t10k")
    return train, test


def _pair(opener: "OpenerDirector", folder: str, stem: str, end: float) -> Dataset:
    """The images and labels of one shard."""
    names = (f"{stem}-images-idx3-ubyte.gz", f"{stem}-labels-idx1-ubyte.gz")
    images, labels = (parse_idx(_get(opener, folder + name, end), folder + name) for name in names)
    return label(images, labels, folder + stem, CLASSES)


def _check(data: Dataset, folder: str, part: str) -> None:
    """Raise `DataError` unless this set is MNIST's."""
    for kind, array in (("images-idx3", data.images), ("labels-idx1", data.labels)):
        name = f"{part}-{kind}-ubyte"
        if hashlib.sha256(_as_idx(array)).hexdigest() != SHA256[name]:
            raise DataError(
                f"{folder}: its {part} {kind.partition('-')[0]} are not MNIST's: the sha256 of "
                f"{name} differs"
            )


def _as_idx(array: NDArray[Any]) -> bytes:
    """The raw file with these values, in the format of MNIST."""
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes((0, 0, 8, array.ndim)) + sizes + array.tobytes()


def _opener() -> "OpenerDirector":
    """Opens only http and https, through the user's proxy, with redirections."""
    from urllib import request  # only now: a browser's Python does not need it

    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler, request.HTTPHandler, request.HTTPSHandler, request.UnknownHandler,
        request.HTTPRedirectHandler, request.HTTPDefaultErrorHandler, request.HTTPErrorProcessor,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener


def _get(opener: "OpenerDirector", url: str, end: float) -> bytes:
    """The bytes at an address, `MOST_BYTES` at most."""
    from http.client import HTTPException
    from urllib.error import HTTPError

    try:
        content = bytearray()
        with opener.open(url, timeout=PATIENCE) as response:
            while chunk := response.read1(2**16):
                content += chunk
                if len(content) > MOST_BYTES:
                    raise DataError(
                        f"{url}: sends more than {MOST_BYTES:,} bytes: no part of MNIST"
                    )
                if time.monotonic() > end:
                    raise DataError(f"{url}: is too slow")
        return bytes(content)
    except DataError:
        raise
    except (OSError, ValueError, HTTPException) as error:
        if isinstance(error, HTTPError):
            error.close()
        reason = str(error) or type(error).__name__
        raise DataError(f"{url}: could not be fetched ({reason[:200]})") from error
