"""The modules of pycore can be read in the order that the package names."""

import re

import pycore
from tools.paths import PACKAGE

WALK, AROUND = (
    re.findall(r"^    ([a-z_]+) {2,}", part, re.MULTILINE)
    for part in pycore.__doc__.split("\n2. Around it")
)


def used(module):
    """The modules and folders of the package that a module of it imports at once."""
    text = (PACKAGE / f"{module}.py").read_text("utf-8")
    found = re.findall(r"^from \.(\w+)?[\w.]* import (\w+)", text, re.MULTILINE)
    return {name or imported for name, imported in found}


def test_each_module_is_named_once():
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(WALK + AROUND) == sorted(files | packages)


def test_each_module_of_the_network_uses_only_those_above_it_and_what_is_around():
    for place, module in enumerate(WALK):
        assert used(module) - set(AROUND) <= set(WALK[:place]), module


def test_each_module_around_it_uses_only_those_above_it():
    for place, module in enumerate(AROUND):
        if (PACKAGE / f"{module}.py").exists():
            assert used(module) <= {*WALK, *AROUND[:place]}, module
