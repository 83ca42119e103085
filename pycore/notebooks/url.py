"""A notebook's run as an address: `notebooks/002?v=1&switches=low-rate&rows=5000&seed=7`."""

from dataclasses import dataclass

from ..dataset import Dataset
from ..errors import ExperimentError
from ..files.url import Values, write
from ..settings import MAX_IMAGES, SETTINGS
from . import NOTEBOOKS
from .notebook import Notebook
from .run import NotebookRun

PATH = "notebooks/"
LIMITS = {"rows": (100, MAX_IMAGES), "steps": (1, 1_000), "seed": SETTINGS["seed"].range}
"""From and to, of what an address says of quantities."""


@dataclass(frozen=True)
class Variant:
    """A notebook's run with other quantities and switches."""

    notebook: Notebook
    rows: int
    steps: int
    seed: int = 0
    switches: frozenset[str] | None = None
    """Those that are on; None: once as written and once as meant."""

    def sides(self) -> dict[str, frozenset[str]]:
        """The runs that it stands for: the switches of each, by what it is called."""
        if self.switches is not None:
            return {"as switched": self.switches}
        return {"as written": self.notebook.as_written, "as meant": frozenset()}

    def run(self, on: frozenset[str], data: Dataset, test: Dataset | None = None) -> NotebookRun:
        """Make the run with these switches on."""
        steps = None if self.steps == self.notebook.plan.steps else self.steps
        return self.notebook.run(data, test, on, rows=self.rows, steps=steps, seed=self.seed)


def own_quantities(notebook: Notebook) -> dict[str, int]:
    """What holds where an address says nothing, by the names in `LIMITS`."""
    return {"rows": notebook.plan.rows, "steps": notebook.plan.steps, "seed": 0}


def in_full(number: str) -> str:
    """A notebook's number as it is written: `3` is `003`."""
    return number.zfill(3) if number.isdigit() else number


def is_variant(address: str) -> bool:
    """Whether an address is that of a notebook."""
    return Values(address).path.startswith(PATH)


def read_variant(address: str) -> tuple[Variant, tuple[str, ...]]:
    """Read the address of a notebook; the sentences tell what had to be changed in it.

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
    """Write the address; what is the notebook's own is left out."""
    values = dict[str, object]()
    if variant.switches is not None:
        values["switches"] = sorted(variant.switches)
    for name, default in own_quantities(variant.notebook).items():
        if getattr(variant, name) != default:
            values[name] = getattr(variant, name)
    return write(f"{PATH}{variant.notebook.number}", values)
