"""tests.zip holds the unit tests and pytest, of Pygments no more than it imports, and no dates."""

import os
import re
import zipfile
from pathlib import Path

import pytest

from tools import suite
from tools.paths import ROOT
from tools.site import write_package

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


def test_the_tests_for_the_page_import_only_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suite, "ensure_pyodide_packages", lambda: tmp_path)
    write_package(ROOT, tmp_path / "pycore.zip")
    there = set(zipfile.ZipFile(tmp_path / "pycore.zip").namelist())
    tests = {name: path for name, path in suite.contents() if name.startswith("tests/")}
    assert len(tests) > 30
    for name, path in tests.items():
        text = path.read_text(encoding="utf-8")
        for module in re.findall(r"^ *from ((?:pycore|tests|networks)[\w.]*) import", text, re.M):
            file = module.replace(".", "/")
            assert {f"{file}.py", f"{file}/__init__.py"} & {*there, *tests}, (name, module)
