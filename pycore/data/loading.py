"""Makes a dataset of what people have: folders, archives, arrays, tables.

The content of a file tells its format. A folder and a zip are both a list of files (`sources`).
The files nearest to the top are read: first IDX files, then arrays, archives and tables.
"""

from pathlib import Path

from ..checks import as_bytes
from ..dataset import Splits
from ..errors import DataError
from ..files.npz import NPY_MAGIC, files_in, is_zip, open_zip, read_member
from ..files.reading import read_file, reading, unpacked
from .halves import HalfError, alone, from_arrays, from_idx, from_npz, from_one_idx
from .idx import is_idx
from .kaggle import parse_csv
from .orientation import labelled, upright
from .roles import role_of
from .sources import DEPTH, Entry, choose, walk, zip_entries

TABLES = (".csv", ".tsv")


def load_anything(source: object, name: str) -> Splits:
    """Do what `load` promises."""
    if not isinstance(source, str | Path):
        return _load_bytes(as_bytes(source, name), name)
    path = Path(source)
    with reading(str(path)):
        if path.is_dir():
            return _collect(list(walk(path)), str(path))
        if not path.exists():
            raise DataError(f"{path}: there is no such file or folder")
    data = unpacked(read_file(path), path.name)
    return from_one_idx(path) if is_idx(data) else _load_bytes(data, path.name)


def _load_bytes(data: bytes, name: str) -> Splits:
    """Read one file that holds everything."""
    data = unpacked(data, name)
    if is_zip(data):
        return _load_zip(data, name)
    if is_idx(data):
        raise alone("an IDX file", name)
    if data[:6] == NPY_MAGIC:
        raise alone("an array (.npy)", name)
    return _load_table(data, name)


def _load_zip(data: bytes, name: str) -> Splits:
    """Read an `.npz`, or a folder in a zip."""
    with open_zip(data, name) as archive, reading(name):
        if any(info.filename.endswith(".npy") for info in files_in(archive)):
            return from_npz(archive, name)
        return _collect(zip_entries(archive, name), name)


def _load_table(data: bytes, name: str) -> Splits:
    """Read a table; its name says whether it is the test set."""
    role = role_of(name)
    images, labels = parse_csv(data, name)
    if labels is None:
        return Splits(unlabelled=upright(images, role))
    table = labelled(images, labels, role, name)
    return Splits(test=table) if role.part == "test" else Splits(train=table)


def _collect(entries: list[Entry], name: str) -> Splits:
    """Find the dataset among files, from the top level of folders down."""
    fault: DataError | None = None
    for depth in range(DEPTH + 1):
        near = [entry for entry in entries if entry.depth <= depth]
        if depth and not any(entry.depth == depth for entry in near):
            continue
        for read in (from_idx, from_arrays, _from_archives, _from_tables):
            try:
                found = read(near, name)
            except HalfError as error:
                fault = fault or error
            else:
                if found:
                    return found
    raise fault or DataError(
        f"{name}: holds none of train-images-idx3-ubyte (or .gz), mnist.npz, train.csv"
    )


def _from_archives(entries: list[Entry], name: str) -> Splits | None:
    """Read one `.npz` or `.zip` with everything: `mnist.npz`, or the only one in the folder."""
    files = [entry for entry in entries if entry.name.lower().endswith((".npz", ".zip"))]
    named = [entry for entry in files if entry.name == "mnist.npz"]
    chosen = named or [entry for entry in files if not entry.role.part]
    if len({entry.path for entry in chosen}) > 1:
        paths = ", ".join(entry.path for entry in chosen)[:200]
        raise DataError(f"{name}: holds several archives: {paths}; give one of them")
    return _load_bytes(chosen[0].read(), chosen[0].path) if chosen else None


def _from_tables(entries: list[Entry], name: str) -> Splits | None:
    """Read `train.csv` and `test.csv`, or the only table."""
    tables = [entry for entry in entries if entry.ending in TABLES]
    named = [entry for entry in tables if entry.role.part]
    chosen = choose(named or tables[: len(tables) == 1], name)
    found = [_load_bytes(_table(entry), entry.path) for entry in chosen.values()]
    if not found:
        return None
    return Splits(
        next((each.train for each in found if each.train), None),
        next((each.test for each in found if each.test), None),
        next((each.unlabelled for each in found if each.unlabelled is not None), None),
    )


def _table(entry: Entry) -> bytes:
    """The text of a table. It may be packed, in a zip as the only file."""
    data = entry.read()
    if not is_zip(data):
        return data
    with open_zip(data, entry.path) as archive:
        files = files_in(archive)
        if len(files) != 1:
            raise DataError(f"{entry.path}: holds {len(files)} files, not one table")
        return read_member(archive, files[0], entry.path)
