"""The modules of pycore can be read in the order that the package names."""

import re

import pycore
from tools.paths import PACKAGE

ORDER = re.findall(r"^    ([a-z_]+) {2,}", pycore.__doc__, re.MULTILINE)


def test_each_module_is_named_once():
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(ORDER) == sorted(files | packages)


def test_each_module_uses_only_those_above_it():
    for place, module in enumerate(ORDER):
        file = PACKAGE / f"{module}.py"
        if file.exists():
            used = re.findall(r"^from \.(\w+) import", file.read_text("utf-8"), re.MULTILINE)
            assert set(used) <= set(ORDER[:place]), module
