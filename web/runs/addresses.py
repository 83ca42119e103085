"""The addresses of these views: a notebook's, and that of the race."""

from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.url import (
    Variant,
    is_variant,
    read_race,
    read_variant,
    write_race,
    write_variant,
)
from web.python.answers import Answer

from .plans import Spec, race_of


def read(address: str) -> Answer:
    """What an address asks for, in plain values; `remarks` tell what had to be changed."""
    if not is_variant(address):
        return race_in(address)
    variant, remarks = read_variant(address)
    settings = {
        "rows": variant.rows,
        "steps": variant.steps,
        "seed": variant.seed,
        "switches": None if variant.switches is None else sorted(variant.switches),
    }
    return {"settings": settings, "remarks": remarks}


def race_in(address: str) -> Answer:
    """A race's quantities, and the settings of one's own network in it."""
    race, remarks = read_race(address)
    own = race.experiment.as_dict()
    settings = {
        "rows": race.rows,
        "atMost": race.steps,
        "seed": race.seed,
        "own": {name: own[name] for name in own if name not in ("images", "seed")},
    }
    return {"settings": settings, "remarks": remarks}


def write(spec: Spec) -> str:
    """The address of what the page has set, by its plan's `spec`."""
    if spec["number"] in NOTEBOOKS:
        on, notebook = spec["switches"], NOTEBOOKS[spec["number"]]
        switches = None if on is None else frozenset(on)
        return write_variant(Variant(notebook, spec["rows"], spec["steps"], spec["seed"], switches))
    return write_race(race_of(spec))
