"""A notebook's run as an address: `notebooks/002?v=1&switches=low-rate&rows=5000&seed=7`."""

from dataclasses import dataclass

from ..dataset import Dataset
from ..errors import ExperimentError
from ..experiment import MAX_IMAGES, RANGES
from ..files.url import Values, write
from . import RECIPES
from .recipe import Recipe
from .run import RecipeRun

PATH = "notebooks/"
LIMITS = {"rows": (100, MAX_IMAGES), "steps": (1, 1_000), "seed": RANGES["seed"]}
"""From and to, of what an address says of quantities."""


@dataclass(frozen=True)
class Variant:
    """A notebook's run with other quantities and switches."""

    recipe: Recipe
    rows: int
    steps: int
    seed: int = 0
    switches: frozenset[str] | None = None
    """Those that are on; None: once as written and once as meant."""

    def sides(self) -> dict[str, frozenset[str]]:
        """The runs that it stands for: the switches of each, by what it is called."""
        if self.switches is not None:
            return {"as switched": self.switches}
        return {"as written": self.recipe.as_written, "as meant": frozenset()}

    def run(self, on: frozenset[str], data: Dataset, test: Dataset | None = None) -> RecipeRun:
        """Make the run with these switches on."""
        steps = None if self.steps == self.recipe.plan.steps else self.steps
        return self.recipe.run(data, test, on, rows=self.rows, steps=steps, seed=self.seed)


def own_quantities(recipe: Recipe) -> dict[str, int]:
    """What holds where an address says nothing, by the names in `LIMITS`."""
    return {"rows": recipe.plan.rows, "steps": recipe.plan.steps, "seed": 0}


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
    if number not in RECIPES:
        numbers = ", ".join(RECIPES)
        raise ExperimentError(
            "number", f"There is no notebook {number[:24]!r}; there are {numbers}."
        )
    values.version()
    recipe = RECIPES[number]
    quantities = {
        name: int(values.number(name, default, *LIMITS[name]))
        for name, default in own_quantities(recipe).items()
    }
    on = values.words("switches", [switch.name for switch in recipe.switches])
    variant = Variant(recipe, **quantities, switches=None if on is None else frozenset(on))
    return variant, tuple(values.remarks + values.unknown())


def write_variant(variant: Variant) -> str:
    """Write the address; what is the notebook's own is left out."""
    values = dict[str, object]()
    if variant.switches is not None:
        values["switches"] = sorted(variant.switches)
    for name, default in own_quantities(variant.recipe).items():
        if getattr(variant, name) != default:
            values[name] = getattr(variant, name)
    return write(f"{PATH}{variant.recipe.number}", values)
