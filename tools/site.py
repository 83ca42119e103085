"""dist/, the static site: web/, the package in a zip, kernel, parts, data, a manifest of it all."""

import hashlib
import html
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from .console import BuildError, complain, step
from .data import STAMP, ensure_data
from .environment import ensure_pyodide_packages
from .files import one_at_a_time, replacing_folder, sha256
from .glossary import write_glossary
from .kernel import ensure_kernel
from .licences import all_licences
from .modules import needed_by
from .node import ensure_modules
from .parts import PYODIDE, ensure_mnist, ensure_numpy, require_site_parts
from .paths import BENCH_RESULTS, CACHE, DIST, KERNEL, NODE_MODULES, ROOT, SHIPPED_NETWORK, WEB
from .precompile import ensure_precompiled
from .styles import write_style
from .suite import write_suite
from .wheel import ensure_wheel_maker, write_wheel

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PYSCRIPT = NODE_MODULES / "@pyscript/core/dist"
UPLOT = NODE_MODULES / "uplot/dist"
SIGNALS = NODE_MODULES / "@preact/signals-core/dist/signals-core.mjs"

# PyScript loads these chunks only when a terminal or a zip file for MicroPython is used.
UNUSED_CHUNKS = ("xterm", "zip")

PRELOADED = "<!-- modulepreload: what app.js imports, written by the build -->"
PREVIEW = '<meta property="og:image" content="./preview.png">'

ZIPPED = ("pycore", "web/python")
NOT_IN_THE_PAGE = ("pycore/__main__.py", "pycore/cli", "pycore/handwriting/strokes.py")

UNWANTED = shutil.ignore_patterns(".*", "__pycache__", STAMP)


def build() -> Path:
    """Make dist/, unless another process is at it: then wait for that one first."""
    with one_at_a_time(CACHE / "lock"):
        ensure_modules()
        require_site_parts()
        ensure_mnist()
        wheel = ensure_numpy()
        ensure_pyodide_packages()
        ensure_wheel_maker()
        assemble(ensure_data(), wheel, ensure_precompiled(wheel), ensure_kernel())
    return DIST


def assemble(data: Path, wheel: Path, python: list[Path], kernel: list[Path]) -> None:
    """Put dist/ together beside the old one, then let it take the old one's place."""
    if not SHIPPED_NETWORK.exists():
        complain("warning", "web/small.npz is missing; run `python3 build.py train` to make it")
    with step("Building dist/"), replacing_folder(DIST, CACHE) as new:
        shutil.copytree(WEB, new, dirs_exist_ok=True, ignore=UNWANTED)
        write_style(new)
        write_glossary(new / "glossary.html")
        if url := os.environ.get("SITE_URL"):
            write_addresses(new / "index.html", url)
        shutil.copytree(data, new / "data", ignore=UNWANTED)
        for source in (new / "python").glob("*.py"):
            source.unlink()  # comes with the package
        write_package(ROOT, new / "pycore.zip")
        write_suite(new / "tests.zip")
        write_wheel(new)
        copy_files([KERNEL / "simd.py", *kernel], new / "kernel")
        stock = [PYODIDE / name for name in PYODIDE_FILES]
        copy_files([*stock, *python], new / "vendor/pyodide")  # the latter take their place
        copy_files(pyscript_files(PYSCRIPT), new / "vendor/pyscript")
        copy_files([UPLOT / "uPlot.esm.js", UPLOT / "uPlot.min.css"], new / "vendor/uplot")
        shutil.copyfile(SIGNALS, new / "vendor/signals.js")
        write_preloads(new / "index.html")
        (new / "vendor/LICENSES.txt").write_text(
            all_licences(wheel, ensure_pyodide_packages()), encoding="utf-8"
        )
        if BENCH_RESULTS.is_dir():
            shutil.copytree(BENCH_RESULTS, new / "bench")
        write_json(new / "manifest.json", manifest(new))
        # For GitHub Pages from a branch, which would leave __init__.py out. Not in the manifest:
        # many servers send no file whose name begins with a dot.
        (new / ".nojekyll").touch()


def write_preloads(page: Path) -> None:
    """Have the browser ask at once for all that app.js imports, not for one after the other."""
    modules = needed_by(page.parent, Path("app.js"))
    links = [f'<link rel="modulepreload" href="./{path.as_posix()}">' for path in modules]
    replace_mark(page, PRELOADED, links)


def replace_mark(page: Path, mark: str, lines: Iterable[str]) -> None:
    text = page.read_text(encoding="utf-8")
    if mark not in text:
        raise BuildError(f"web/{page.name} has no longer {mark}; see tools/site.py")
    page.write_text(text.replace(mark, "\n  ".join(lines)), encoding="utf-8")


def write_addresses(page: Path, url: str) -> None:
    """Write into the page where it will lie, for those who show it elsewhere: they want whole URLs.

    The page itself does without, so that a built site may be moved.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise BuildError(f"SITE_URL is {url!r}; it should be like https://example.org/digits/")
    home = html.escape(url.rstrip("/") + "/")
    whole = (
        f'<link rel="canonical" href="{home}">',
        f'<meta property="og:url" content="{home}">',
        PREVIEW.replace("./", home),
    )
    replace_mark(page, PREVIEW, whole)


def write_package(root: Path, archive: Path) -> None:
    """Zip the sources, sorted and without dates: the same sources give the same bytes.

    They are the package and what the page's Python has in common. The command line and what only
    that uses stay out: every visitor would download it.
    """
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in sorted(path for folder in ZIPPED for path in (root / folder).rglob("*")):
            if any(path.is_relative_to(root / name) for name in NOT_IN_THE_PAGE):
                continue
            if path.suffix == ".py" or path.name == "py.typed":
                entry = zipfile.ZipInfo(path.relative_to(root).as_posix())
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                file.writestr(entry, path.read_bytes())


def pyscript_files(folder: Path) -> list[Path]:
    """core.js and core.css, and every chunk they import in turn, but for the unused ones."""
    found, waiting = {folder / "core.css"}, [folder / "core.js"]
    while waiting:
        script = waiting.pop()
        found.add(script)
        waiting += [chunk for chunk in imported_chunks(script) if chunk not in found]
    return sorted(found)


def imported_chunks(script: Path) -> Iterator[Path]:
    for name in re.findall(r"""["']\./([\w-]+\.js)["']""", script.read_text(encoding="utf-8")):
        if not name.startswith(UNUSED_CHUNKS):
            yield script.parent / name


def copy_files(files: list[Path], folder: Path) -> None:
    folder.mkdir(parents=True)
    for file in files:
        shutil.copy2(file, folder)


def manifest(site: Path) -> dict[str, object]:
    """Every file with its size and checksum, and a version that changes when any of them does."""
    files = {
        path.relative_to(site).as_posix(): {"size": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    return {"version": version, "files": files}


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
