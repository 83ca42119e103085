"""A data set out of whatever people have it in: folders, archives, arrays, tables.

All are the same here: a list of files with their paths, from a folder or from a zip. Their names
say which holds the images and which the labels of which part (`roles`), their content says the
format. Two files that could both be meant are refused by name.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from zipfile import ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from .arrays import Images
from .checks import as_bytes, as_images, as_labels
from .columns import PIXELS
from .dataset import Collection, Dataset, label
from .errors import DataError
from .files import GZIP_MAGIC, MAX_BYTES, gunzip, read_file, reading, unpack
from .idx import parse_idx
from .kaggle import parse_csv
from .npz import NPY_MAGIC, array_members, files_in, open_zip, parse_npy, read_member
from .roles import Role, role_of

DEPTH = 3
"""Folders within folders that are looked into."""
MOST_FILES = 10_000
TABLES = (".csv", ".tsv")
PACKED = (".gz", ".bz2", ".xz", ".zip")

Halves: TypeAlias = dict[tuple[str, str], tuple[str, NDArray[Any]]]
"""Arrays by part and kind, each with its name."""


class Entry(NamedTuple):
    """A file of a folder or of an archive."""

    path: str
    """Its folders, then its name, joined by /."""
    read: Callable[[], bytes]

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def depth(self) -> int:
        return self.path.count("/")

    @property
    def role(self) -> Role:
        return role_of(self.name)

    @property
    def ending(self) -> str:
        """As `.csv`: without that of a packed file."""
        stem = self.name.lower()
        for packed in PACKED:
            stem = stem.removesuffix(packed) or stem
        return Path(stem).suffix


class _HalfError(DataError):
    """Images without labels, or labels without images: the others may lie in another folder."""


def load_anything(source: object, name: str) -> Collection:
    """What `dataset.load` promises."""
    if not isinstance(source, str | Path):
        return _load_bytes(as_bytes(source, name), name)
    path = Path(source)
    with reading(str(path)):
        if path.is_dir():
            return _collect(list(_walk(path)), str(path))
        if not path.exists():
            raise DataError(f"{path}: there is no such file or folder")
    data = _unpacked(read_file(path), path.name)
    return _with_partner(path) if _is_idx(data) else _load_bytes(data, path.name)


def _load_bytes(data: bytes, name: str) -> Collection:
    """One file that holds it all."""
    data = _unpacked(data, name)
    if data[:2] == b"PK":
        return _load_zip(data, name)
    if _is_idx(data) or data[:6] == NPY_MAGIC:
        kind = "an IDX file" if _is_idx(data) else "an array (.npy)"
        raise DataError(f"{name}: {kind} alone is half a data set; give the folder with all four")
    role = role_of(name)
    images, labels = parse_csv(data, name)
    if labels is None:
        return Collection(unlabelled=_upright(images, role))
    table = _labelled(images, labels, role, name)
    return Collection(test=table) if role.part == "test" else Collection(train=table)


def _is_idx(data: bytes) -> bool:
    return data[:2] == b"\0\0" and data[2:3] not in (b"", b"\0")


def _unpacked(data: bytes, name: str) -> bytes:
    """The content of a file that is packed by gzip, bzip2 or xz; of any other as it is."""
    if data[:2] == GZIP_MAGIC:
        return gunzip(data, name, MAX_BYTES)
    if data[:3] == b"BZh":
        start = _from_module("bz2", name).BZ2Decompressor
        return unpack(data, name, "bzip2", start, MAX_BYTES)
    if data[:6] == b"\xfd7zXZ\0":
        start = partial(_from_module("lzma", name).LZMADecompressor, memlimit=2**27)
        return unpack(data, name, "xz", start, MAX_BYTES)
    return data


def _from_module(module: str, name: str) -> Any:
    """A module that some Pythons lack, a browser's among them."""
    try:
        return import_module(module)
    except ImportError as error:
        raise DataError(f"{name}: this Python has no {module}; unpack the file first") from error


def _walk(top: Path) -> Iterator[Entry]:
    """The files of a folder, then those of its folders, and so on; hidden ones left out."""
    folders, count = [top], 0
    for _ in range(DEPTH + 1):
        inner: list[Path] = []
        for folder in folders:
            for path in sorted(folder.iterdir()):
                if path.name.startswith((".", "__MACOSX")):
                    continue
                count += 1
                if path.is_dir():
                    inner.append(path)
                elif count <= MOST_FILES or folder == top:
                    yield Entry(path.relative_to(top).as_posix(), partial(read_file, path))
        folders = inner if count <= MOST_FILES else []


def _load_zip(data: bytes, name: str) -> Collection:
    """An `.npz`, or a folder in a zip."""
    with open_zip(data, name) as archive, reading(name):
        files = files_in(archive)
        if any(info.filename.endswith(".npy") for info in files):
            infos = array_members(archive, name)
            if {"activation", "W0"} <= set(infos):
                raise DataError(f"{name}: is a saved network, not images: pycore evaluate {name}")
            arrays = {key: partial(_array, archive, info, name) for key, info in infos.items()}
            return _joined(_halves(arrays, name), name, Role("", ""))
        return _collect(
            [
                Entry(info.filename.replace("\\", "/"), partial(read_member, archive, info, name))
                for info in files
            ],
            name,
        )


def _array(archive: ZipFile, info: ZipInfo, name: str) -> NDArray[Any]:
    """One array of a zip."""
    return parse_npy(read_member(archive, info, name), f"{name}, array {info.filename[:80]!r}")


def _halves(arrays: Mapping[str, Callable[[], NDArray[Any]]], name: str) -> Halves:
    """The arrays of an `.npz` by what their names say, or, of two alone, by their shapes."""
    halves: Halves = {}
    for key, read in arrays.items():
        part, kind, _ = role_of(key)
        if not kind:
            continue
        if (part, kind) in halves:
            raise DataError(f"{name}: {halves[part, kind][0]!r} and {key!r} are both {part} {kind}")
        halves[part, kind] = key, read()
    if not halves and len(arrays) <= 2:
        for key, read in arrays.items():
            array = read()
            kind = "images" if array.ndim > 1 and array[:1].size == PIXELS else "labels"
            halves["", kind] = key, array
    if not halves:
        raise DataError(
            f"{name}: holds the arrays {', '.join(arrays)[:80]}; "
            "should be x_train, y_train, x_test, y_test"
        )
    return halves


def _joined(halves: Halves, name: str, role: Role) -> Collection:
    """Images and labels of both parts, put together; what is of no part is for training."""
    parts: dict[str, Dataset | None] = {}
    for part in ("train", "test", ""):
        images, labels = halves.get((part, "images")), halves.get((part, "labels"))
        if images is None and labels is None:
            continue
        place = f"{name}, {part}" if part else name
        if images is None or labels is None:
            there = (images or labels or ("",))[0]
            raise _HalfError(
                f"{place}: of images and labels, only one file is there ({there}): "
                "that is half a data set"
            )
        parts[part] = _labelled(images[1], labels[1], role, place)
    if parts.get("") and parts.get("train"):
        raise DataError(f"{name}: holds images for training, and others of no part")
    return Collection(parts.get("train") or parts.get(""), parts.get("test"))


def _labelled(images: object, labels: Any, role: Role, name: str) -> Dataset:
    """Images and labels, upright, and QMNIST's labels without the other columns."""
    if isinstance(labels, np.ndarray) and labels.dtype.kind == "i" and labels.shape[1:] == (8,):
        labels = labels[:, 0]
    data = label(as_images(images, name), as_labels(labels, name), name)
    data = data._replace(images=_upright(data.images, role))
    if not _lie(data):
        return data
    if not _is_emnist(role):
        raise DataError(
            f"{name}: the digits lie on their side, rows and columns swapped, as in EMNIST; "
            "give images.transpose(0, 2, 1), or files with 'emnist' in their names"
        )
    return data._replace(images=data.images.transpose(0, 2, 1))  # somebody had turned it already


def _is_emnist(role: Role) -> bool:
    return "emnist" in role.of


def _upright(images: Images, role: Role) -> Images:
    """EMNIST is published with rows and columns swapped; other images as they are."""
    return np.ascontiguousarray(images.transpose(0, 2, 1)) if _is_emnist(role) else images


def _lie(data: Dataset) -> bool:
    """Whether these are digits that lie on their side.

    1, 3, 7, 8 and 9 are taller than wide in anybody's hand: the ink's variance along a column is
    more than twice that along a row in MNIST, seven times for the 1. Here it is the other way round
    for each of them.
    """
    for digit, most in ((1, 0.3), (3, 0.7), (7, 0.7), (8, 0.7), (9, 0.7)):
        ink = data.images[np.flatnonzero(data.labels == digit)[:100]].astype(np.float32)
        if len(ink) < 5:
            return False
        down, across = (_variance(ink.sum(axis=axis)) for axis in (2, 1))
        if not np.median(down) < most * np.median(across):
            return False
    return True


def _variance(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far ink (n, 28) spreads along its line."""
    place, mass = np.arange(28, dtype=np.float32), np.maximum(ink.sum(axis=1), 1)
    mean = ink @ place / mass
    spread: NDArray[np.float32] = ink @ place**2 / mass - mean**2
    return spread


def _collect(entries: list[Entry], name: str) -> Collection:
    """The data set among files: the nearest, looking into one level of folders after the other."""
    fault: DataError | None = None
    for depth in range(DEPTH + 1):
        near = [entry for entry in entries if entry.depth <= depth]
        if depth and not any(entry.depth == depth for entry in near):
            continue
        for read in (_from_idx, _from_arrays, _from_archives, _from_tables):
            try:
                found = read(near, name)
            except _HalfError as error:
                fault = fault or error
            else:
                if found:
                    return found
    raise fault or DataError(
        f"{name}: holds none of train-images-idx3-ubyte (or .gz), mnist.npz, train.csv"
    )


def _choose(entries: list[Entry], name: str) -> dict[tuple[str, str], Entry]:
    """One file for each part and kind, all of one data set: the nearest, raw before packed."""
    sets = {entry.role.of for entry in entries}
    if len(sets) > 1 and () not in sets:
        several = ", ".join(sorted("-".join(words) for words in sets))[:200]
        raise DataError(f"{name}: holds several data sets: {several}; give a folder with one")
    chosen: dict[tuple[str, str], Entry] = {}
    wanted = () if () in sets else next(iter(sets), ())

    def order(entry: Entry) -> tuple[int, bool, bool]:
        return entry.depth, entry.name.endswith(PACKED), "." in entry.name.removesuffix(".gz")

    for entry in sorted((e for e in entries if e.role.of == wanted), key=order):
        before = chosen.setdefault(entry.role[:2], entry)
        if before.depth == entry.depth and before.folder != entry.folder:
            raise DataError(
                f"{name}: {before.path} and {entry.path} are both there; give one folder"
            )
    return chosen


def _read_halves(chosen: dict[tuple[str, str], Entry], parse: Callable[..., Any]) -> Halves:
    return {
        key: (entry.path, parse(_unpacked(entry.read(), entry.path), entry.path))
        for key, entry in chosen.items()
    }


def _from_idx(entries: list[Entry], name: str) -> Collection | None:
    """The four files of MNIST, or of a set that is published like it."""
    chosen = _choose([entry for entry in entries if _may_be_idx(entry)], name)
    if not chosen:
        return None
    role = next(iter(chosen.values())).role
    return _joined(_read_halves(chosen, parse_idx), name, role)


def _may_be_idx(entry: Entry) -> bool:
    """By its name: `idx` or `ubyte` in it, or no ending."""
    told = any(word in entry.name.lower() for word in ("idx", "ubyte")) or not entry.ending
    return told and all(entry.role[:2])


def _with_partner(path: Path) -> Collection:
    """An IDX file and the other half of its part, from the same folder."""
    mine = role_of(path.name)
    if not mine.part or not mine.kind:
        raise DataError(
            f"{path}: an IDX file alone is half a data set; give the folder with all four"
        )
    beside = [entry for entry in _walk(path.parent) if entry.depth == 0 and _may_be_idx(entry)]
    same = [e for e in beside if (e.role.part, e.role.of) == (mine.part, mine.of)]
    others = [entry for entry in same if entry.role.kind != mine.kind]
    own = Entry(path.name, lambda: read_file(path))
    found = _from_idx([own, *others], str(path.parent))
    assert found is not None
    return found


def _from_arrays(entries: list[Entry], name: str) -> Collection | None:
    """Files with one array each: `x_train.npy`, `kmnist-train-imgs.npz`, `labels.npz`."""
    files = [e for e in entries if e.ending in (".npy", ".npz") and e.role.kind]
    if {entry.role.kind for entry in files} != {"images", "labels"}:  # data.npz may hold both
        files = [entry for entry in files if entry.ending == ".npy"]
    chosen = _choose(files, name)
    if not chosen:
        return None
    return _joined(_read_halves(chosen, _only_array), name, Role("", ""))


def _only_array(data: bytes, name: str) -> NDArray[Any]:
    """The array of an `.npy`, or of an `.npz` with just one."""
    if data[:2] != b"PK":
        return parse_npy(data, name)
    with open_zip(data, name) as archive:
        infos = array_members(archive, name)
        if len(infos) > 1:
            raise DataError(f"{name}: holds {len(infos)} arrays, not one: {', '.join(infos)[:80]}")
        [info] = infos.values()
        return _array(archive, info, name)


def _from_archives(entries: list[Entry], name: str) -> Collection | None:
    """One `.npz` or `.zip` with all: `mnist.npz`, or the only one in the folder."""
    files = [entry for entry in entries if entry.name.lower().endswith((".npz", ".zip"))]
    named = [entry for entry in files if entry.name == "mnist.npz"]
    chosen = named or [entry for entry in files if not entry.role.part]
    if len({entry.path for entry in chosen}) > 1:
        paths = ", ".join(entry.path for entry in chosen)[:200]
        raise DataError(f"{name}: holds several archives: {paths}; give one of them")
    return _load_bytes(chosen[0].read(), chosen[0].path) if chosen else None


def _from_tables(entries: list[Entry], name: str) -> Collection | None:
    """`train.csv` and `test.csv`, or the only table there is."""
    tables = [entry for entry in entries if entry.ending in TABLES]
    named = [entry for entry in tables if entry.role.part]
    chosen = _choose(named or tables[: len(tables) == 1], name)
    found = [_load_bytes(_table(entry), entry.path) for entry in chosen.values()]
    if not found:
        return None
    return Collection(
        next((each.train for each in found if each.train), None),
        next((each.test for each in found if each.test), None),
        next((each.unlabelled for each in found if each.unlabelled is not None), None),
    )


def _table(entry: Entry) -> bytes:
    """The text of a table, which may be packed; in a zip, it is the only file."""
    data = entry.read()
    if data[:2] != b"PK":
        return data
    with open_zip(data, entry.path) as archive:
        files = files_in(archive)
        if len(files) != 1:
            raise DataError(f"{entry.path}: holds {len(files)} files, not one table")
        return read_member(archive, files[0], entry.path)
