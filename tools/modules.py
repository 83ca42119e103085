"""The page's JavaScript modules, and which imports which."""

import re
from collections.abc import Iterator
from pathlib import Path

from .console import BuildError

COMMENTS = re.compile(r"/\*\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
STATIC = re.compile(r'^(?:import|export)\b[^;"]*"(\.[^"]+)";', re.MULTILINE)
DYNAMIC = re.compile(r'\bimport\("(\.[^"]+)"\)')


def static_imports(web: Path, module: Path) -> list[Path]:
    """What a module needs before it runs."""
    return list(resolved(web, module, STATIC))


def all_imports(web: Path, module: Path) -> list[Path]:
    """That, and what it loads later."""
    return [*static_imports(web, module), *resolved(web, module, DYNAMIC)]


def resolved(web: Path, module: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    """The imported files as paths in `web`; those in vendor/ are there once it is built."""
    text = COMMENTS.sub("", (web / module).read_text(encoding="utf-8"))
    home = (web / module).parent
    for found in pattern.findall(text):
        path = (home / found).resolve().relative_to(web.resolve())
        if not (web / path).is_file():
            if path.parts[0] == "vendor":
                continue
            raise BuildError(f"web/{module} imports {found}, and there is no web/{path}")
        yield path


def needed_by(web: Path, start: Path) -> list[Path]:
    """All that must have come before `start` runs, in order of path; not itself."""
    found, waiting = {start}, [start]
    while waiting:
        new = set(static_imports(web, waiting.pop())) - found
        found |= new
        waiting += new
    return sorted(found - {start})
