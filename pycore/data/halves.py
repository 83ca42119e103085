"""Datasets with images and labels in separate files or arrays, such as MNIST's four files.

Each file is half of a set. Its name says which half (`roles`). A half alone is refused.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

from numpy.typing import NDArray

from ..dataset import Dataset, Splits
from ..errors import DataError
from ..files.npz import array_members, is_zip, open_zip, parse_npy, read_array
from ..files.reading import read_file
from .columns import PIXELS
from .idx import parse_idx
from .orientation import labelled
from .roles import Role, role_of
from .sources import Entry, choose, walk

Halves: TypeAlias = dict[tuple[str, str], tuple[str, NDArray[Any]]]
"""Arrays by set and kind, each with its name."""
UNTOLD = Role("", "")
"""The role of arrays: their names do not say that they are EMNIST's, which would be turned."""


class HalfError(DataError):
    """Images without labels, or labels without images. The rest may be in another folder."""


def alone(kind: str, name: str) -> DataError:
    """The error for one file whose other half is not known."""
    return DataError(f"{name}: {kind} alone is half a data set; give the folder with all four")


def from_idx(entries: list[Entry], name: str) -> Splits | None:
    """Read the four files of MNIST, or of a dataset that is published like it."""
    chosen = choose([entry for entry in entries if _may_be_idx(entry)], name)
    if not chosen:
        return None
    return _joined(_read(chosen, parse_idx), name, next(iter(chosen.values())).role)


def from_one_idx(path: Path) -> Splits:
    """Read an IDX file and the other half of its set, from the same folder."""
    role = role_of(path.name)
    if not role.part or not role.kind:
        raise alone("an IDX file", str(path))
    beside = [entry for entry in walk(path.parent) if entry.depth == 0 and _may_be_idx(entry)]
    same = [e for e in beside if (e.role.part, e.role.of) == (role.part, role.of)]
    others = [entry for entry in same if entry.role.kind != role.kind]
    own = Entry(path.name, lambda: read_file(path))
    found = from_idx([own, *others], str(path.parent))
    assert found is not None
    return found


def _may_be_idx(entry: Entry) -> bool:
    """Whether the name has `idx` or `ubyte` in it, or no ending."""
    told = any(word in entry.name.lower() for word in ("idx", "ubyte")) or not entry.ending
    return told and all(entry.role[:2])


def from_arrays(entries: list[Entry], name: str) -> Splits | None:
    """Read files with one array each: `x_train.npy`, `kmnist-train-imgs.npz`, `labels.npz`."""
    files = [e for e in entries if e.ending in (".npy", ".npz") and e.role.kind]
    if {entry.role.kind for entry in files} != {"images", "labels"}:  # data.npz may hold both
        files = [entry for entry in files if entry.ending == ".npy"]
    chosen = choose(files, name)
    return _joined(_read(chosen, _only_array), name, UNTOLD) if chosen else None


def from_npz(archive: ZipFile, name: str) -> Splits:
    """Read the arrays of an `.npz`, by their names or by their shapes."""
    infos = array_members(archive, name)
    if {"activation", "W0"} <= set(infos):
        raise DataError(f"{name}: is a saved network, not images: pycore evaluate {name}")
    arrays = {key: lambda info=info: read_array(archive, info, name) for key, info in infos.items()}
    return _joined(_by_name(arrays, name) or _by_shape(arrays, name), name, UNTOLD)


def _by_name(arrays: Mapping[str, Callable[[], NDArray[Any]]], name: str) -> Halves:
    """The arrays whose names say what they hold."""
    halves: Halves = {}
    for key, read in arrays.items():
        part, kind, _ = role_of(key)
        if not kind:
            continue
        if (part, kind) in halves:
            raise DataError(f"{name}: {halves[part, kind][0]!r} and {key!r} are both {part} {kind}")
        halves[part, kind] = key, read()
    return halves


def _by_shape(arrays: Mapping[str, Callable[[], NDArray[Any]]], name: str) -> Halves:
    """One or two arrays: the shape says what each holds."""
    if len(arrays) > 2:
        raise DataError(
            f"{name}: holds the arrays {', '.join(arrays)[:80]}; "
            "should be x_train, y_train, x_test, y_test"
        )
    halves: Halves = {}
    for key, read in arrays.items():
        array = read()
        kind = "images" if array.ndim > 1 and array[:1].size == PIXELS else "labels"
        halves["", kind] = key, array
    return halves


def _read(chosen: dict[tuple[str, str], Entry], parse: Callable[..., Any]) -> Halves:
    return {key: (entry.path, parse(entry.content(), entry.path)) for key, entry in chosen.items()}


def _only_array(data: bytes, name: str) -> NDArray[Any]:
    """The array of an `.npy`, or of an `.npz` with only one."""
    if not is_zip(data):
        return parse_npy(data, name)
    with open_zip(data, name) as archive:
        infos = array_members(archive, name)
        if len(infos) > 1:
            raise DataError(f"{name}: holds {len(infos)} arrays, not one: {', '.join(infos)[:80]}")
        [info] = infos.values()
        return read_array(archive, info, name)


def _joined(halves: Halves, name: str, role: Role) -> Splits:
    """Join images and labels of both sets. Without a set in the name, they are for training."""
    parts: dict[str, Dataset | None] = {}
    for part in ("train", "test", ""):
        images, labels = halves.get((part, "images")), halves.get((part, "labels"))
        if images is None and labels is None:
            continue
        place = f"{name}, {part}" if part else name
        if images is None or labels is None:
            there = (images or labels or ("",))[0]
            raise HalfError(
                f"{place}: only one file of images and labels is there ({there}): "
                "that is half a data set"
            )
        parts[part] = labelled(images[1], labels[1], role, place)
    if parts.get("") and parts.get("train"):
        raise DataError(f"{name}: holds images for training, and others of no set")
    return Splits(parts.get("train") or parts.get(""), parts.get("test"))
