"""The unit tests with pytest in one zip, for the page: fetched when somebody runs them there."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .environment import ensure_pyodide_packages
from .paths import ROOT

# What pytest imports; of Pygments, which colours its output, only the languages it asks for.
WANTED = re.compile(
    r"py\.py|(_pytest|pytest|pluggy|iniconfig|packaging)/.*\.py"
    r"|pygments/(\w+|(lexers|formatters|styles|filters)/(__init__|_mapping|default|diff|python"
    r"|terminal|_\w+))\.py"
    r"|(pytest|pluggy|iniconfig|packaging|pygments)-[\d.]+\.dist-info/(METADATA|licenses/.*)"
)
UNWANTED = re.compile(r"pygments/lexers/_(?!mapping)\w+\.py|pygments/unistring_\w+")

# What the page goes without, see site.py; tests of it run natively and in Pyodide.
ABSENT = re.compile(r"^ *from (networks|pycore\.cli|pycore\.handwriting\.strokes)\b", re.MULTILINE)


def write_suite(archive: Path) -> None:
    """Sorted and without dates: the same files give the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, path in sorted(contents()):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, path.read_bytes())


def contents() -> Iterator[tuple[str, Path]]:
    """The tests of what the page has, as they lie here; what configures pytest, and pytest."""
    yield "pyproject.toml", ROOT / "pyproject.toml"
    for path in (ROOT / "tests/core").glob("*.py"):
        if not ABSENT.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT).as_posix(), path
    packages = ensure_pyodide_packages()
    for path in packages.rglob("*"):
        name = path.relative_to(packages).as_posix()
        if path.is_file() and WANTED.fullmatch(name) and not UNWANTED.match(name):
            yield f"packages/{name}", path
