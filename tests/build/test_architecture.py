"""docs/architecture.md names every room of the project, and nothing that is not there."""

import re
from pathlib import Path

import pytest

from tools.paths import MADE, ROOT

TEXT = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
TREE = {
    part.split("/")[0].split()[-1]: part
    for part in re.split(r"^(?=\w)", TEXT.split("```")[1], flags=re.M)
    if part.strip()
}


def rooms(folder: Path) -> set[str]:
    """The folders in it that hold something of the project."""
    return {
        path.name
        for path in folder.iterdir()
        if path.is_dir()
        and path not in MADE
        and not path.name.startswith((".", "__"))
        and any(file.is_file() for file in path.rglob("*.*") if file.suffix != ".pyc")
    }


def test_the_tree_has_every_folder() -> None:
    assert set(TREE) == rooms(ROOT)


@pytest.mark.parametrize("folder", ["pycore", "web", "tests"])
def test_the_tree_has_every_room_of(folder: str) -> None:
    named = re.findall(r"(\w+)/(?=\s)", TREE[folder])
    assert len(named) == len(set(named))
    assert set(named) == rooms(ROOT / folder) | {folder}


def test_every_file_that_is_named_is_there() -> None:
    paths = re.findall(r"`((?:\w+/)+[\w.]*|[\w.]+/[\w./]+)`", TEXT)
    assert len(paths) > 50
    assert [path for path in paths if not (ROOT / path).exists()] == []
