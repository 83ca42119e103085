"""Rewrites archives of Python modules: what the start imports as bytecode, the rest as it is.

Runs inside Pyodide (precompile.mjs), for only its own compiler makes what it can load. So nothing
of the build is imported here.
"""

import base64
import hashlib
import importlib.util
import marshal
import re
import sys
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

# What PyScript, worker.py and pycore import, beyond what Pyodide does by itself. A module that is
# missing here is imported from its source and only takes longer; tests/browser/boot/test_start.py
# tells.
START = [
    "ctypes",
    "html",
    "numpy",
    "numpy.random",
    "numpy.typing",
    "platform",
    "traceback",
    "urllib.parse",
]

LIBRARY = "python_stdlib.zip"
LIBRARY_ROOT = "/lib/python314.zip/"
PACKAGES_ROOT = "/lib/python3.14/site-packages/"

# Of NumPy, what is of use only to compilers and type checkers. The library is left whole.
UNUSABLE = re.compile(r"\.(a|c|h|pxd|pyi|pyx)$|^numpy/(f2py|_pyinstaller)/")
NOTHING = re.compile(r"(?!)")

UNCHECKED = 0b01  # PEP 552: bytecode that goes by a hash of its source, which no import checks
# Of zip files; the same content is to give the same bytes.
BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)


def main(library: Path, wheel: Path, out: Path) -> None:
    """Write the standard library and NumPy's wheel anew; run by Pyodide, with NumPy installed."""
    for name in START:
        importlib.import_module(name)
    rewrite(library, out / library.name, LIBRARY_ROOT, imported_from(LIBRARY_ROOT), NOTHING)
    rewrite(wheel, out / wheel.name, PACKAGES_ROOT, imported_from(PACKAGES_ROOT), UNUSABLE)


def imported_from(root: str) -> set[str]:
    """The sources below `root` that modules have been imported from so far, relative to it."""
    files = (str(getattr(module, "__file__", "")) for module in list(sys.modules.values()))
    return {
        file.removeprefix(root) for file in files if file.startswith(root) and file[-3:] == ".py"
    }


def rewrite(
    old: Path, new: Path, root: str, compiled: Collection[str], unusable: re.Pattern[str]
) -> None:
    """Write the archive `old` to `new`, with the modules in `compiled` as bytecode.

    `root`, where the archive's content will lie, is the first part of the file names in tracebacks.
    """
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as target:
        record = ""
        for name in source.namelist():
            if name.endswith(".dist-info/RECORD"):
                record = name
            elif name in compiled:
                add(target, f"{name}c", bytecode(source.read(name), root + name))
            elif not unusable.search(name):
                add(target, name, source.read(name))
        if record:
            add(target, record, "\n".join([*recorded(target), f"{record},,", ""]).encode())


def bytecode(source: bytes, file: str) -> bytes:
    """The content of a .pyc file, as PEP 552 has it."""
    code = compile(source, file, "exec", dont_inherit=True, optimize=0)
    head = importlib.util.MAGIC_NUMBER + UNCHECKED.to_bytes(4, "little")
    return head + importlib.util.source_hash(source) + marshal.dumps(code)


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Deflated: stored, the start gains a hundredth of a second and the download two megabytes."""
    entry = zipfile.ZipInfo(name, BEGINNING_OF_TIME)
    entry.external_attr = (0o40755 << 16 | 0x10) if name.endswith("/") else 0o100644 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def recorded(wheel: zipfile.ZipFile) -> Iterator[str]:
    """What a wheel's RECORD says of each file: name, checksum, size."""
    for name in (name for name in wheel.namelist() if not name.endswith("/")):
        content = wheel.read(name)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
        yield f"{name},sha256={digest.decode()},{len(content)}"
