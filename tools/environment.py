"""The project's own Python packages: in `.venv`, pinned, checked by hash, put there when needed."""

import importlib.util
import os
import platform
import sys
from pathlib import Path

from .console import BuildError, step
from .files import is_stamped, replacing_folder, sha256, write_stamp
from .paths import CACHE, EXAMPLE_TOOLS, REQUIREMENTS, VENV, shown
from .process import run


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


PYTHON = python_of(VENV)
NETWORK_ADVICE = "check the network and run the same command again"
PIP_OPTIONS = ("-m", "pip", "--disable-pip-version-check", "--no-input")
PIP = (PYTHON, *PIP_OPTIONS)


def ensure_venv(venv: Path = VENV) -> None:
    """Make `.venv`, or make it anew when it was left half done or its Python is gone.

    The links are followed: run by its own Python, this finds it as it should be.
    """
    maker = Path(sys.executable).resolve()
    made_by = f"{maker} {platform.python_version()}"
    if python_of(venv).exists() and is_stamped(venv / "made-by", made_by):
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise BuildError(
            "this Python cannot make virtual environments; install what is missing "
            "(on Debian and Ubuntu: apt-get install python3-venv) and run the same command again"
        )
    with step(f"Making {shown(venv)}"):
        advice = f"delete {shown(venv)} and run the same command again"
        run("venv", [maker, "-m", "venv", "--clear", venv], advice)
    write_stamp(venv / "made-by", made_by)


def ensure_packages(name: str, title: str, venv: Path = VENV) -> Path:
    """Install `requirements/<name>.txt` into `.venv`, once; returns the environment's Python."""
    ensure_venv(venv)
    python, requirements = python_of(venv), REQUIREMENTS / f"{name}.txt"
    stamp, wanted = venv / f"installed-{name}", sha256(requirements)
    if not is_stamped(stamp, wanted):
        with step(title):
            pip = (python, *PIP_OPTIONS, "install", "--require-hashes", "-r", requirements)
            run("pip", pip, NETWORK_ADVICE)
        write_stamp(stamp, wanted)
    return python


def ensure_dev_packages() -> Path:
    return ensure_packages("dev", "Installing Python packages")


def ensure_example_tools() -> Path:
    """What makes the pages of `examples/`: large, and no part of the project, so it lies apart."""
    return ensure_packages("examples", "Installing MkDocs, Sphinx and Jupyter Book", EXAMPLE_TOOLS)


def ensure_pyodide_packages() -> Path:
    """A folder of pure Python packages with which Pyodide runs the unit tests."""
    return ensure_apart("pyodide", "Installing pytest for Pyodide", CACHE / "pyodide-packages")


def ensure_apart(name: str, title: str, folder: Path) -> Path:
    """Install `requirements/<name>.txt` into a folder of its own in the cache, once."""
    wanted = sha256(REQUIREMENTS / f"{name}.txt")
    if not is_stamped(folder / "installed", wanted):
        ensure_venv()
        with step(title), replacing_folder(folder, CACHE) as new:
            install_into(new, name)
            write_stamp(new / "installed", wanted)
    return folder


def install_into(folder: Path, name: str) -> None:
    """The packages of `requirements/<name>.txt`, checked by hash, without bytecode."""
    options = ("--require-hashes", "--no-compile", "--target", folder)
    run("pip", [*PIP, "install", *options, "-r", REQUIREMENTS / f"{name}.txt"], NETWORK_ADVICE)


def download_wheel(pin: str, folder: Path) -> Path:
    """Fetch one wheel, without what it depends on, into an empty folder."""
    ensure_venv()
    options = ("--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--dest", folder)
    run("pip", [*PIP, "download", *options, pin], NETWORK_ADVICE)
    return next(folder.glob("*.whl"))
