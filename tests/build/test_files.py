"""Wrong files are refused by name, and an interruption leaves nothing half done."""

from pathlib import Path

import pytest

from tools.console import BuildError
from tools.files import is_stamped, replacing, replacing_folder, require_sha256, write_stamp

SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_checksum(tmp_path: Path) -> None:
    file = tmp_path / "part.whl"
    file.write_bytes(b"abc")
    require_sha256(file, SHA256_OF_ABC)
    file.write_bytes(b"abd")
    with pytest.raises(BuildError, match=r"part\.whl is not the file expected"):
        require_sha256(file, SHA256_OF_ABC)


def test_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(file) as temporary:
        temporary.write_text("ne")
        raise KeyboardInterrupt
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "old")]


def test_interrupted_folder_leaves_the_old_one_and_the_next_succeeds(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "dist", tmp_path / "scratch"
    folder.mkdir()
    (folder / "old").touch()
    with pytest.raises(KeyboardInterrupt), replacing_folder(folder, scratch) as new:
        (new / "half").touch()
        raise KeyboardInterrupt
    assert [path.name for path in folder.iterdir()] == ["old"]
    with replacing_folder(folder, scratch) as new:
        (new / "new").touch()
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert list(scratch.iterdir()) == []


def test_stamp_holds_only_for_the_same_inputs(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    assert not is_stamped(stamp, "a")
    write_stamp(stamp, "a")
    assert is_stamped(stamp, "a")
    assert not is_stamped(stamp, "b")
