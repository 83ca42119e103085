"""Runs of notebooks as addresses.

    notebooks/002?v=1&switches=low-rate&rows=5000&seed=7
    race?v=1&rows=1000&layers=32

The race's address has the settings of one's own network, too, like that of an experiment.
"""

from dataclasses import dataclass, replace

from ..dataset import Dataset
from ..errors import ExperimentError
from ..experiment import Experiment
from ..files.url import Values, differences, experiment_in, write
from ..settings import MAX_IMAGES, SETTINGS
from . import NOTEBOOKS
from .notebook import Notebook
from .race import Race
from .run import NotebookRun

PATH = "notebooks/"
RACE = "race"
LIMITS = {"rows": (100, MAX_IMAGES), "steps": (1, 1_000), "seed": SETTINGS["seed"].range}
"""The smallest and the largest value of each quantity in an address."""


@dataclass(frozen=True)
class Variant:
    """A notebook's run with other quantities and switches."""

    notebook: Notebook
    rows: int
    steps: int
    seed: int = 0
    switches: frozenset[str] | None = None
    """The switches that are on; None for two runs, as written and as meant."""

    def sides(self) -> dict[str, frozenset[str]]:
        """The switches of each of its runs, by the name of the run."""
        if self.switches is not None:
            return {"as switched": self.switches}
        return {"as written": self.notebook.as_written, "as meant": frozenset()}

    def run(self, on: frozenset[str], data: Dataset, test: Dataset | None = None) -> NotebookRun:
        """Make the run with these switches on."""
        steps = None if self.steps == self.notebook.plan.steps else self.steps
        return self.notebook.run(data, test, on, rows=self.rows, steps=steps, seed=self.seed)


def own_quantities(notebook: Notebook) -> dict[str, int]:
    """The values of a notebook for what an address leaves out, by the names in `LIMITS`."""
    return {"rows": notebook.plan.rows, "steps": notebook.plan.steps, "seed": 0}


def in_full(number: str) -> str:
    """A notebook's number in full: `3` is `003`."""
    return number.zfill(3) if number.isdigit() else number


def is_variant(address: str) -> bool:
    """Whether it is the address of a notebook."""
    return Values(address).path.startswith(PATH)


def read_variant(address: str) -> tuple[Variant, tuple[str, ...]]:
    """Read the address of a notebook; a remark tells of each value that had to be changed.

    Raises `ExperimentError` if there is no such notebook.
    """
    values = Values(address)
    number = in_full(values.path.removeprefix(PATH))
    if number not in NOTEBOOKS:
        numbers = ", ".join(NOTEBOOKS)
        raise ExperimentError(
            "number", f"There is no notebook {number[:24]!r}; there are {numbers}."
        )
    values.version()
    notebook = NOTEBOOKS[number]
    quantities = {
        name: int(values.number(name, default, *LIMITS[name]))
        for name, default in own_quantities(notebook).items()
    }
    on = values.words("switches", [switch.name for switch in notebook.switches])
    variant = Variant(notebook, **quantities, switches=None if on is None else frozenset(on))
    return variant, tuple(values.remarks + values.unknown())


def write_variant(variant: Variant) -> str:
    """Write the address. What the notebook has anyway is left out."""
    values = dict[str, object]()
    if variant.switches is not None:
        values["switches"] = sorted(variant.switches)
    for name, default in own_quantities(variant.notebook).items():
        if getattr(variant, name) != default:
            values[name] = getattr(variant, name)
    return write(f"{PATH}{variant.notebook.number}", values)


def is_race(address: str) -> bool:
    """Whether it is the address of a race."""
    return Values(address).path == RACE


def read_race(address: str) -> tuple[Race, tuple[str, ...]]:
    """Read the address of a race; a remark tells of each value that had to be changed."""
    values = Values(address)
    quantities = {
        name: int(values.number(name, getattr(Race, name), *LIMITS[name])) for name in LIMITS
    }
    race = Race(**quantities, experiment=experiment_in(values))
    return race, tuple(values.remarks + values.unknown())


def write_race(race: Race) -> str:
    """Write the address. A race has rows and a seed of its own, so those of the network go."""
    own = replace(race.experiment, images=Experiment.images, seed=Experiment.seed)
    quantities = {
        name: getattr(race, name) for name in LIMITS if getattr(race, name) != getattr(Race, name)
    }
    return write(RACE, quantities | differences(own))
