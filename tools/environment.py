"""The project's own Python packages: in `.venv`, pinned, checked by hash, put there when needed."""

import importlib.util
import os
import platform
import sys
from pathlib import Path

from .console import BuildError, step
from .files import is_stamped, replacing_folder, sha256, write_stamp
from .paths import CACHE, REQUIREMENTS, VENV
from .process import run

PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NETWORK_ADVICE = "check the network and run the same command again"
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input")


def ensure_venv() -> None:
    """Make `.venv`, or make it anew when it was left half done or its Python is gone."""
    made_by = f"{sys.executable} {platform.python_version()}"
    if PYTHON.exists() and is_stamped(VENV / "made-by", made_by):
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise BuildError(
            "this Python cannot make virtual environments; install what is missing "
            "(on Debian and Ubuntu: apt-get install python3-venv) and run the same command again"
        )
    with step("Making .venv"):
        advice = "delete .venv and run the same command again"
        run("venv", [sys.executable, "-m", "venv", "--clear", VENV], advice)
    write_stamp(VENV / "made-by", made_by)


def ensure_packages(name: str, title: str) -> Path:
    """Install `requirements/<name>.txt` into `.venv`, once; returns the environment's Python."""
    ensure_venv()
    requirements = REQUIREMENTS / f"{name}.txt"
    stamp, wanted = VENV / f"installed-{name}", sha256(requirements)
    if not is_stamped(stamp, wanted):
        with step(title):
            run("pip", [*PIP, "install", "--require-hashes", "-r", requirements], NETWORK_ADVICE)
        write_stamp(stamp, wanted)
    return PYTHON


def ensure_dev_packages() -> Path:
    return ensure_packages("dev", "Installing Python packages")


def ensure_pyodide_packages() -> Path:
    """A folder of pure Python packages with which Pyodide runs the unit tests."""
    requirements = REQUIREMENTS / "pyodide.txt"
    folder, wanted = CACHE / "pyodide-packages", sha256(requirements)
    if not is_stamped(folder / "installed", wanted):
        ensure_venv()
        with step("Installing pytest for Pyodide"), replacing_folder(folder, CACHE) as new:
            target = ("--no-compile", "--target", new, "-r", requirements)
            run("pip", [*PIP, "install", "--require-hashes", *target], NETWORK_ADVICE)
            write_stamp(new / "installed", wanted)
    return folder


def download_wheel(pin: str, folder: Path) -> Path:
    """Fetch one wheel, without what it depends on, into an empty folder."""
    ensure_venv()
    options = ("--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--dest", folder)
    run("pip", [*PIP, "download", *options, pin], NETWORK_ADVICE)
    return next(folder.glob("*.whl"))
