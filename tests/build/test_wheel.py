"""pip installs from the site what the page runs."""

import os
import zipfile
from pathlib import Path

from tools.paths import PACKAGE
from tools.wheel import write_wheel


def test_the_wheel_is_the_package_and_reproducible(tmp_path: Path) -> None:
    write_wheel(tmp_path / "1")
    os.utime(PACKAGE / "training.py")
    write_wheel(tmp_path / "2")
    [one], [two] = ((tmp_path / name).glob("pycore_digits-*-py3-none-any.whl") for name in "12")
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_mode & 0o444 == 0o444
    names = set(zipfile.ZipFile(one).namelist())
    sources = PACKAGE.rglob("*.py")
    assert {path.relative_to(PACKAGE.parent).as_posix() for path in sources} <= names
