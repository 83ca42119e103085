"""tests.zip holds the unit tests and pytest, of Pygments no more than it imports, and no dates."""

import os
import zipfile
from pathlib import Path

import pytest

from tools import suite

INSTALLED = {
    "_pytest/config/__init__.py": True,
    "py.py": True,
    "pytest/py.typed": False,
    "pytest-9.2.0.dist-info/licenses/LICENSE": True,
    "pygments/token.py": True,
    "pygments/lexers/python.py": True,
    "pygments/lexers/_mapping.py": True,
    "pygments/lexers/_lua_builtins.py": False,
    "pygments/lexers/cobol.py": False,
    "hypothesis/core.py": False,
    "bin/pytest": False,
}


def test_the_zip_has_what_is_needed_and_is_reproducible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "packages"
    for name in INSTALLED:
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).write_text(f"# {name}\n")
    monkeypatch.setattr(suite, "ensure_pyodide_packages", lambda: packages)
    suite.write_suite(tmp_path / "1.zip")
    os.utime(packages / "py.py", (1e9, 1e9))
    suite.write_suite(tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    names = set(zipfile.ZipFile(tmp_path / "1.zip").namelist())
    assert {name for name in INSTALLED if f"packages/{name}" in names} == {
        name for name, wanted in INSTALLED.items() if wanted
    }
    assert {"pyproject.toml", "tests/core/helpers.py", "tests/core/test_network.py"} <= names
