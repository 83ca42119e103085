"""The addresses of these views: a notebook's, and that of the race."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pycore.experiment import Experiment
from pycore.files.url import Values, differences, experiment_in
from pycore.files.url import write as write_address
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.url import LIMITS, Variant, is_variant, read_variant, write_variant
from web.python.answers import Answer

RACE = {"rows": 5_000, "steps": 1_000, "seed": 0}
"""What a race's address leaves out: with how many steps at most."""


def read(address: str) -> Answer:
    """What an address asks for, in plain values; `remarks` tell what had to be changed."""
    if not is_variant(address):
        return read_race(address)
    variant, remarks = read_variant(address)
    return {
        "rows": variant.rows,
        "steps": variant.steps,
        "seed": variant.seed,
        "switches": None if variant.switches is None else sorted(variant.switches),
        "remarks": remarks,
    }


def read_race(address: str) -> Answer:
    """A race's quantities, and the settings of one's own network in it."""
    values = Values(address)
    rows, steps, seed = (
        int(values.number(name, default, *LIMITS[name])) for name, default in RACE.items()
    )
    own = experiment_in(values).as_dict()
    settings = {name: value for name, value in own.items() if name not in ("images", "seed")}
    remarks = values.remarks + values.unknown()
    quantities = {"rows": rows, "atMost": steps, "seed": seed}
    return quantities | {"settings": settings, "remarks": remarks}


def write(spec: Mapping[str, Any]) -> str:
    """The address of what the page has set, by its plan's `spec`."""
    if spec["number"] in NOTEBOOKS:
        on, notebook = spec["switches"], NOTEBOOKS[spec["number"]]
        switches = None if on is None else frozenset(on)
        return write_variant(Variant(notebook, spec["rows"], spec["steps"], spec["seed"], switches))
    return write_race(spec)


def write_race(spec: Mapping[str, Any]) -> str:
    """A race draws its own rows and goes by its own seed, whatever the network's settings say."""
    quantities = {"rows": spec["rows"], "steps": spec["atMost"], "seed": spec["seed"]}
    own = replace(Experiment.from_dict(spec["settings"]), images=Experiment.images, seed=0)
    return write_address(
        "race",
        {name: value for name, value in quantities.items() if value != RACE[name]}
        | differences(own),
    )
