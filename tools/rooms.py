"""The rooms of web/: a module imports from rooms that stand below its own, and from its own."""

from collections.abc import Iterator
from pathlib import Path

from .console import BuildError, complain
from .modules import all_imports
from .paths import WEB

TOP = "web/ itself"

# From below. Rooms on one line do not import each other.
LEVELS = (
    ("state",),
    ("files",),
    ("python", "address"),
    ("ui",),
    ("boot", "offline", "draw", "networks", "charts"),
    ("runs",),
    ("share",),
    ("train", "notebooks", "race", "code", "explained"),
    (TOP,),
)
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}


def room_of(module: Path) -> str:
    """The first folder on its path."""
    return module.parts[0] if len(module.parts) > 1 else TOP


def faults(web: Path) -> Iterator[str]:
    """Each import that goes the wrong way, as a sentence."""
    for module in sorted(path.relative_to(web) for path in web.rglob("*.js")):
        room = room_of(module)
        if room not in LEVEL:
            yield f"web/{module}: {room} has no place among the LEVELS of tools/rooms.py"
            continue
        for other in map(room_of, all_imports(web, module)):
            if other != room and LEVEL.get(other, 0) >= LEVEL[room]:
                yield f"web/{module} imports from {other}, which is not below {room}"


def check_rooms() -> int:
    """1, and a line for each fault, if a module imports from where it must not."""
    try:
        found = list(faults(WEB))
    except BuildError as error:
        found = [str(error)]
    for sentence in found:
        complain("rooms", f"{sentence} (tools/rooms.py)")
    return int(bool(found))
