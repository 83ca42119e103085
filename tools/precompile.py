"""Pyodide's standard library and NumPy, precompiled: that halves the time to the first prediction.

Both come as sources, and a browser would compile two hundred and thirty of their modules at every
start: two thirds of the work before the first prediction. Here those are compiled, once, by the
very Python that will load them, under Node; all others stay sources, which are half the size.
"""

import json
from pathlib import Path

from .console import step
from .files import is_stamped, replacing_folder, sha256, write_stamp
from .node import node_and_npm
from .parts import PYODIDE, numpy_lock
from .paths import CACHE, ROOT
from .process import run

TOOLS = ROOT / "tools"
LIBRARY = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
STAMP = "compiled"
ADVICE = "run `python3 build.py clean` and try again"


def ensure_precompiled(wheel: Path) -> list[Path]:
    """The new library, the new wheel and the lock file for it; made anew when an input changed."""
    folder = CACHE / "precompiled"
    inputs = (PYODIDE / "pyodide.asm.wasm", PYODIDE / LIBRARY, PYODIDE / LOCK, wheel)
    recipe = (TOOLS / "bytecode.py", TOOLS / "precompile.mjs", Path(__file__))
    wanted = " ".join(sha256(path) for path in (*inputs, *recipe))
    if not is_stamped(folder / STAMP, wanted):
        with step("Compiling Python's library and NumPy"), replacing_folder(folder, CACHE) as new:
            precompile(wheel, new)
            write_stamp(new / STAMP, wanted)
    return [folder / name for name in (LIBRARY, wheel.name, LOCK)]


def precompile(wheel: Path, folder: Path) -> None:
    node, _ = node_and_npm()
    run("precompile", [node, TOOLS / "precompile.mjs", PYODIDE, wheel, folder], ADVICE)
    for archive in folder.iterdir():
        archive.chmod(0o644)  # Emscripten knows no umask
    lock = numpy_lock()
    lock["packages"]["numpy"]["sha256"] = sha256(folder / wheel.name)
    (folder / LOCK).write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")
