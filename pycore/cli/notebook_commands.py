"""The recipes on the command line: `python -m pycore recipe 002` and `python -m pycore recipes`."""

import argparse
from collections.abc import Sequence
from statistics import median

from ..dataset import Dataset
from ..errors import ExperimentError
from ..notebooks import RECIPES
from ..notebooks.metrics import Figures, Score
from ..notebooks.recipe import Recipe
from ..notebooks.run import RecipeRun
from ..notebooks.url import Variant, in_full
from .notebook_table import CASES, SEED, agrees, measure

FEW = 1_000
"""Images of which a tenth of a per cent is no longer one."""
LINES = 20
"""How many lines a run prints of its curve."""

COLUMNS = ("train", "held_out", "held_out said", "test", "test said")


def run_recipe(options: argparse.Namespace, data: Dataset, test: Dataset) -> None:
    """Train one recipe; print its switches, its curve and its figures."""
    recipe, on = chosen(options)
    run = recipe.run(
        data,
        test,
        on,
        rows=options.rows,
        held_out=options.held_out,
        steps=options.steps,
        learning_rate=options.learning_rate,
        seed=options.seed,
    )
    show_run(recipe, run, on)


def chosen(options: argparse.Namespace) -> tuple[Recipe, set[str]]:
    """The recipe and its switches that are on. Raises `ExperimentError`."""
    recipe = find(options.number)
    recipe.with_switches(options.without)  # is there such a switch?
    on = set(recipe.as_written) if options.as_written else set()
    on = (on | set(options.with_)) - set(options.without)
    recipe.with_switches(on)
    return recipe, on


def run_variant(variant: Variant, data: Dataset, test: Dataset) -> None:
    """Train what an address of a notebook asks for: each of its runs, as the page shows them."""
    for name, on in variant.sides().items():
        print(name)
        show_run(variant.recipe, variant.run(on, data, test), set(on))


def show_run(recipe: Recipe, run: RecipeRun, on: set[str]) -> None:
    """Train; print the switches, the curve and the figures."""
    show_recipe(recipe, run, on)
    show_curve(run)
    show_figures(run.figures())
    if recipe.lesson:
        print(f"As meant: {recipe.lesson}")


def find(number: str) -> Recipe:
    """The recipe of this number; `3` is `003`. Raises `ExperimentError`."""
    if in_full(number) not in RECIPES:
        numbers = ", ".join(RECIPES)
        raise ExperimentError("number", f"there is no recipe {number!r}; there are {numbers}")
    return RECIPES[in_full(number)]


def show_recipe(recipe: Recipe, run: RecipeRun, on: set[str]) -> None:
    """What is about to run."""
    print(f"{recipe.number}: {recipe.title}")
    for switch in recipe.switches:
        print(f"  {'on ' if switch.name in on else 'off'} {switch.name:18} {switch.title}")
    sizes = "-".join(map(str, run.network.layer_sizes))
    print(f"{sizes}, {run.data.size:,} rows, {run.plan.steps:,} steps")
    print(f"learning rate here {run.plan.learning_rate:g} (the notebook's: {recipe.rates()})")


def show_curve(run: RecipeRun) -> None:
    """Train to the end, printing a few steps on the way."""
    every = max(1, run.plan.steps // LINES)
    for m in run:
        if m.step == 1 or m.step % every == 0:
            print(f"step {m.step}: loss {m.loss:.4f}, accuracy {m.accuracy:.2%}")


def show_figures(figures: Figures) -> None:
    """One line for each set that the run has."""
    for name, score in figures._asdict().items():
        if score:
            said = "gives no figure" if score.said is None else f"says {score.said:.2%}"
            nan = f", {score.nan:,} of its probabilities are NaN" if score.nan else ""
            name = name.replace("_", " ")
            truth = f"{score.truth:.2%}{count(score)}"
            print(f"{name} accuracy {truth} (the notebook's own code {said}{nan})")


def count(score: Score) -> str:
    """How many answers are right, of images so few that each counts."""
    right = round(score.truth * score.images)
    return f", {right} of {score.images}" if score.images < FEW else ""


def show_table(options: argparse.Namespace, data: Dataset, test: Dataset) -> None:
    """Measure all cases, or those of one recipe, and print each beside what is known of it."""
    numbers = list(RECIPES) if options.number is None else [find(options.number).number]
    cases = [case for case in CASES if case.number in numbers]
    first = SEED if options.seed is None else options.seed
    seeds = range(first, first + options.seeds)
    wrong = 0
    print(_line("", [column.replace("_", " ") for column in COLUMNS]))
    for case in cases:
        runs = [measure(case.run(RECIPES[case.number], data, test, seed)) for seed in seeds]
        found = {name: [run[name] for run in runs if name in run] for name in (*COLUMNS, "loss")}
        right = all(agrees(found[name], known) for name, known in case.known.items())
        wrong += not right
        nan = " loss NaN" if all(loss != loss for loss in found["loss"]) else ""
        print(_line(f"{case.number} {case.label}{nan}", [_spread(found[c]) for c in COLUMNS]))
        known = [_spread(case.known.get(column, ())) for column in COLUMNS]
        print(_line("    known" if right else "  ! known", known))
    for number in numbers:
        if RECIPES[number].lesson:
            print(f"{number} as meant: {RECIPES[number].lesson}")
    print(f"{len(cases) - wrong} of {len(cases)} agree with what is known")


def _line(label: str, cells: Sequence[str]) -> str:
    """One line of the table."""
    return f"{label:28}" + "".join(f"{cell:>20}" for cell in cells)


def _spread(figures: Sequence[float]) -> str:
    """In per cent: one figure, two, or the median with the range of them."""
    if not figures:
        return "–"
    low, middle, high = (
        f"{100 * figure:.1f}" for figure in (min(figures), median(figures), max(figures))
    )
    if low == high:
        return low
    return f"{low}–{high}" if len(figures) < 3 else f"{middle} ({low}–{high})"
