"""The page's style sheets: one for the start, made of many; and what the others may reach."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from .console import BuildError, complain
from .modules import all_imports
from .paths import WEB
from .rooms import LEVEL, TOP, room_of

START = Path("style.css")
IMPORT = re.compile(r'@import "\./([^"]+)";')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# Sheets of one part of the page, with that part: all their rules stand in it.
ROOTS = {
    "train/view.css": ":where(#view-train)",
    "train/augmented/strip.css": ":where(#augmented)",
    "networks/cards.css": ":where(#cards)",
    "code/view.css": ":where(#view-code)",
    "explained/view.css": ":where(#view-explained)",
    "runs/runs.css": ":where(#view-notebooks, #view-race)",
    "notebooks/view.css": ":where(#view-notebooks)",
    "race/view.css": ":where(#view-race)",
    "share/share.css": ".share",
    "draw/other_inputs.css": ":where(#pad-frame)",
    "ui/glossary.css": ".glossary",
}

GROUPS = ("@media", "@container", "@supports")
"""What stands around rules and is none itself."""

WITHIN = re.compile(r'(?![+~])[^&]*|(\[data-theme="dark"\] )?&\S*+(?! [+~])[^&]*')
"""A nested selector of the root or of what is in it, not of its neighbours."""


def read(web: Path, sheet: Path | str) -> str:
    return COMMENT.sub("", (web / sheet).read_text(encoding="utf-8"))


def parts_of_start(web: Path) -> list[Path]:
    """The sheets that style.css imports: the page loads them as one."""
    return [Path(name) for name in IMPORT.findall(read(web, START))]


def write_style(web: Path) -> None:
    """Put them into style.css, without comments: one file is there sooner than twelve."""
    parts = parts_of_start(web)
    if missing := [path for path in parts if not (web / path).is_file()]:
        raise BuildError(f"web/style.css imports {missing[0]}, and there is no such file")
    lines = [line for path in parts for line in read(web, path).splitlines() if line.strip()]
    (web / START).write_text("\n".join([*lines, ""]), encoding="utf-8")
    for path in parts:
        (web / path).unlink()


def rules(css: str) -> Iterator[tuple[int, str]]:
    """Each selector, or what else stands before a brace, and how many braces are around it."""
    depth = 0
    for text, brace in re.findall(r"([^{};]*)([{};])", COMMENT.sub("", css)):
        if brace == "{":
            yield depth, " ".join(text.split())
        depth += {"{": 1, "}": -1, ";": 0}[brace]


def escapes(css: str, root: str) -> list[str]:
    """The selectors that could match something outside `root`."""
    found = []
    for depth, text in rules(css):
        if depth == 0:
            inside = text == root
        elif text.startswith("@"):
            inside = text.startswith(GROUPS)
        else:
            inside = all(WITHIN.fullmatch(each) for each in re.split(r", ?(?![^(]*\))", text))
        if not inside:
            found.append(text)
    return found


def classes(css: str) -> set[str]:
    """The classes that its selectors name."""
    selectors = (text for _, text in rules(css) if not text.startswith("@"))
    return {name for text in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", text)}


def styled_twice(web: Path, sheets: list[Path]) -> Iterator[str]:
    """Classes that mean one thing here and another there.

    Those of ui/ are for all to use. Another is one room's; a room that imports it may fit it,
    and web/ itself, which hides what the address says.
    """
    rooms = defaultdict(set)
    for sheet in sheets:
        for name in classes(read(web, sheet)):
            rooms[name].add(room_of(sheet))
    known = imported_rooms(web)
    for name, where in sorted(rooms.items()):
        first, *others = sorted(where, key=LEVEL.__getitem__)
        if first != "ui" and not all(room == TOP or first in known[room] for room in others):
            yield f".{name} is styled in {' and '.join(sorted(where))}; one needs another name"


def imported_rooms(web: Path) -> dict[str, set[str]]:
    """For each room of web/ those that its modules import from."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in web.rglob("*.js"):
        path = module.relative_to(web)
        found[room_of(path)].update(map(room_of, all_imports(web, path)))
    return found


def faults(web: Path) -> Iterator[str]:
    """What is wrong with the style sheets, as sentences."""
    sheets = sorted(path.relative_to(web) for path in web.rglob("*.css"))
    for sheet in set(sheets) - {START, *parts_of_start(web), *map(Path, ROOTS)}:
        yield f"web/{sheet} is neither in style.css nor among the ROOTS"
    for name, root in ROOTS.items():
        for selector in escapes(read(web, name), root):
            yield f"web/{name}: {selector} reaches further than {root}"
    yield from styled_twice(web, sheets)


def check_styles() -> int:
    """1, and a line for each fault, if a sheet reaches into another part of the page."""
    found = list(faults(WEB))
    for sentence in found:
        complain("styles", f"{sentence} (tools/styles.py)")
    return int(bool(found))
