"""A source of data: the files in a folder or in a zip, and the choice among them.

The name of a file says whether it holds images or labels, and of which set (`roles`). If two files
fit equally, both are refused by name.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from ..errors import DataError
from ..files.npz import files_in, member_path, read_member
from ..files.reading import read_file, unpacked
from .roles import Role, role_of

DEPTH = 3
"""How many levels of folders are searched."""
MOST_FILES = 10_000
PACKED = (".gz", ".bz2", ".xz", ".zip")


class Entry(NamedTuple):
    """A file in a folder or in an archive."""

    path: str
    """Its folders and its name, joined by /."""
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
        """The ending, such as `.csv`, without that of a packed file."""
        stem = self.name.lower()
        for packed in PACKED:
            stem = stem.removesuffix(packed) or stem
        return Path(stem).suffix

    def content(self) -> bytes:
        """Its bytes, unpacked."""
        return unpacked(self.read(), self.path)


def walk(top: Path) -> Iterator[Entry]:
    """The files of a folder, then those in its folders, and so on, without hidden files."""
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


def zip_entries(archive: ZipFile, name: str) -> list[Entry]:
    """The files of a zip."""
    return [
        Entry(member_path(info), partial(read_member, archive, info, name))
        for info in files_in(archive)
    ]


def choose(entries: list[Entry], name: str) -> dict[tuple[str, str], Entry]:
    """One file for each set and kind, all of one dataset: the nearest; unpacked before packed."""
    sets = {entry.role.of for entry in entries}
    if len(sets) > 1 and () not in sets:
        several = ", ".join(sorted("-".join(words) for words in sets))[:200]
        raise DataError(f"{name}: holds several data sets: {several}; give a folder with one")
    wanted = () if () in sets else next(iter(sets), ())
    chosen: dict[tuple[str, str], Entry] = {}
    for entry in sorted((e for e in entries if e.role.of == wanted), key=_order):
        before = chosen.setdefault(entry.role[:2], entry)
        if before.depth == entry.depth and before.folder != entry.folder:
            raise DataError(
                f"{name}: {before.path} and {entry.path} are both there; give one folder"
            )
    return chosen


def _order(entry: Entry) -> tuple[int, bool, bool]:
    """The smallest is chosen first."""
    return entry.depth, entry.name.endswith(PACKED), "." in entry.name.removesuffix(".gz")
