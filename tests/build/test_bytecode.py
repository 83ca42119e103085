"""Archives with bytecode in them: nothing goes missing, all of it imports, the same in any run."""

import base64
import hashlib
import os
import zipfile
from pathlib import Path
from types import CodeType
from zipimport import zipimporter

import pytest

from tools.bytecode import NOTHING, UNUSABLE, rewrite

MEMBERS = {
    "numpy/": "",
    "numpy/__init__.py": "",
    "numpy/kept.py": "NAME = 'kept'\n",
    "numpy/made.py": "NAMES = {'a', 'b', 'c'}\n\n\ndef fail():\n    return 1 / 0\n",
    "numpy/notes.txt": "read me\n",
    "numpy/made.pyi": "NAMES: set[str]\n",
    "numpy/include/made.h": "int made;\n",
    "numpy/f2py/__init__.py": "",
    "numpy-1.dist-info/METADATA": "Name: numpy\n",
    "numpy-1.dist-info/RECORD": "numpy/made.py,,\n",
}
LEFT_OUT = {"numpy/made.pyi", "numpy/include/made.h", "numpy/f2py/__init__.py"}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as file:
        for name, text in MEMBERS.items():
            file.writestr(name, text)
    return tmp_path / "old.zip"


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    rewrite(old, tmp_path / "new.zip", "/lib/", {"numpy/made.py"}, NOTHING)
    return tmp_path / "new.zip"


def load(archive: Path, module: str) -> CodeType:
    code: CodeType = zipimporter(f"{archive}/numpy").get_code(module)
    return code


def test_nothing_goes_missing_and_only_the_chosen_module_changes(new: Path) -> None:
    with zipfile.ZipFile(new) as archive:
        assert {name.replace(".pyc", ".py") for name in archive.namelist()} == set(MEMBERS)
        assert [name for name in archive.namelist() if name.endswith(".pyc")] == ["numpy/made.pyc"]
        for name in archive.namelist():
            if not name.endswith((".pyc", "/RECORD")):
                assert archive.read(name).decode() == MEMBERS[name]


def test_both_kinds_import(new: Path) -> None:
    kept: dict[str, object] = {}
    made: dict[str, object] = {}
    exec(load(new, "kept"), kept)
    exec(load(new, "made"), made)
    assert kept["NAME"] == "kept"
    assert made["NAMES"] == {"a", "b", "c"}


def test_tracebacks_name_the_installed_file(new: Path) -> None:
    made: dict[str, object] = {}
    exec(load(new, "made"), made)
    with pytest.raises(ZeroDivisionError) as caught:
        made["fail"]()  # type: ignore[operator]
    last = caught.traceback[-1]
    assert (str(last.path), last.lineno + 1) == ("/lib/numpy/made.py", 5)


def test_same_content_same_bytes(old: Path, new: Path, tmp_path: Path) -> None:
    os.utime(old, (1e9, 1e9))
    rewrite(old, tmp_path / "again.zip", "/lib/", {"numpy/made.py"}, NOTHING)
    assert (tmp_path / "again.zip").read_bytes() == new.read_bytes()


def test_a_wheel_without_what_only_compilers_read_and_with_its_record(old: Path) -> None:
    rewrite(old, old.with_name("new.whl"), "/lib/", {"numpy/made.py"}, UNUSABLE)
    with zipfile.ZipFile(old.with_name("new.whl")) as wheel:
        names = set(wheel.namelist())
        assert names == {n.replace("made.py", "made.pyc") for n in set(MEMBERS) - LEFT_OUT}
        *lines, last = wheel.read("numpy-1.dist-info/RECORD").decode().splitlines()
        assert last == "numpy-1.dist-info/RECORD,,"
        record = {name: (kind, size) for name, kind, size in (line.split(",") for line in lines)}
        assert set(record) == names - {"numpy-1.dist-info/RECORD", "numpy/"}
        for name, (digest, size) in record.items():
            sha256 = hashlib.sha256(wheel.read(name)).digest()
            assert base64.urlsafe_b64decode(digest.removeprefix("sha256=") + "=") == sha256
            assert int(size) == len(wheel.read(name))
