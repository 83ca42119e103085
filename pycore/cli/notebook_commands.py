"""What `notebook` and `notebooks` do: train, then print switches, curve and figures."""

import argparse
from collections.abc import Sequence
from statistics import median

from ..dataset import Dataset
from ..errors import ExperimentError
from ..notebooks import NOTEBOOKS
from ..notebooks.metrics import Figures, Score
from ..notebooks.notebook import Notebook
from ..notebooks.run import NotebookRun
from ..notebooks.url import Variant, in_full
from .notebook_table import CASES, SEED, agrees, measure

FEW = 1_000
"""Below this many images, 0.1 % is less than one image: counts are printed, too."""
LINES = 20
"""The number of lines that a run prints of its curve."""

COLUMNS = ("train", "held_out", "held_out said", "test", "test said")


def run_notebook(options: argparse.Namespace, data: Dataset, test: Dataset) -> None:
    """Train one notebook; print its switches, its curve and its figures."""
    notebook, on = chosen(options)
    run = notebook.run(
        data,
        test,
        on,
        rows=options.rows,
        held_out=options.held_out,
        steps=options.steps,
        learning_rate=options.learning_rate,
        seed=options.seed,
    )
    show_run(notebook, run, on)


def chosen(options: argparse.Namespace) -> tuple[Notebook, set[str]]:
    """The notebook and its switches that are on. Raises `ExperimentError`."""
    notebook = find(options.number)
    notebook.with_switches(options.without)  # is there such a switch?
    on = set(notebook.as_written) if options.as_written else set()
    on = (on | set(options.with_)) - set(options.without)
    notebook.with_switches(on)
    return notebook, on


def run_variant(variant: Variant, data: Dataset, test: Dataset) -> None:
    """Train each run that the address of a notebook asks for, like the page."""
    for name, on in variant.sides().items():
        print(name)
        show_run(variant.notebook, variant.run(on, data, test), set(on))


def show_run(notebook: Notebook, run: NotebookRun, on: set[str]) -> None:
    """Train; print the switches, the curve and the figures."""
    show_notebook(notebook, run, on)
    show_curve(run)
    show_figures(run.figures())
    if notebook.lesson:
        print(f"As meant: {notebook.lesson}")


def find(number: str) -> Notebook:
    """The notebook of this number; `3` is `003`. Raises `ExperimentError`."""
    if in_full(number) not in NOTEBOOKS:
        numbers = ", ".join(NOTEBOOKS)
        raise ExperimentError("number", f"there is no notebook {number!r}; there are {numbers}")
    return NOTEBOOKS[in_full(number)]


def show_notebook(notebook: Notebook, run: NotebookRun, on: set[str]) -> None:
    """Print the run before it starts: switches, layers, steps, learning rate."""
    print(f"{notebook.number}: {notebook.title}")
    for switch in notebook.switches:
        print(f"  {'on ' if switch.name in on else 'off'} {switch.name:18} {switch.title}")
    sizes = "-".join(map(str, run.network.layer_specs))
    print(f"{sizes}, {run.data.size:,} rows, {run.plan.steps:,} steps")
    print(f"learning rate here {run.plan.learning_rate:g} (the notebook's: {notebook.rates()})")


def show_curve(run: NotebookRun) -> None:
    """Train to the end; print about twenty steps."""
    every = max(1, run.plan.steps // LINES)
    for m in run:
        if m.step == 1 or m.step % every == 0:
            print(f"step {m.step}: loss {m.loss:.4f}, accuracy {m.accuracy:.2%}")


def show_figures(figures: Figures) -> None:
    """Print a line for each set of the run."""
    for name, score in figures._asdict().items():
        if score:
            said = "gives no figure" if score.said is None else f"says {score.said:.2%}"
            nan = f", {score.nan:,} of its probabilities are NaN" if score.nan else ""
            name = name.replace("_", " ")
            truth = f"{score.truth:.2%}{count(score)}"
            print(f"{name} accuracy {truth} (the notebook's own code {said}{nan})")


def count(score: Score) -> str:
    """The number of right answers, if there are only few images."""
    right = round(score.truth * score.images)
    return f", {right} of {score.images}" if score.images < FEW else ""


def show_table(options: argparse.Namespace, data: Dataset, test: Dataset) -> None:
    """Measure all cases, or those of one notebook; print each above its known figures."""
    numbers = list(NOTEBOOKS) if options.number is None else [find(options.number).number]
    cases = [case for case in CASES if case.number in numbers]
    first = SEED if options.seed is None else options.seed
    seeds = range(first, first + options.seeds)
    wrong = 0
    print(_line("", [column.replace("_", " ") for column in COLUMNS]))
    for case in cases:
        runs = [measure(case.run(NOTEBOOKS[case.number], data, test, seed)) for seed in seeds]
        found = {name: [run[name] for run in runs if name in run] for name in (*COLUMNS, "loss")}
        right = all(agrees(found[name], known) for name, known in case.known.items())
        wrong += not right
        nan = " loss NaN" if all(loss != loss for loss in found["loss"]) else ""
        print(_line(f"{case.number} {case.label}{nan}", [_spread(found[c]) for c in COLUMNS]))
        known = [_spread(case.known.get(column, ())) for column in COLUMNS]
        print(_line("    known" if right else "  ! known", known))
    for number in numbers:
        if NOTEBOOKS[number].lesson:
            print(f"{number} as meant: {NOTEBOOKS[number].lesson}")
    print(f"{len(cases) - wrong} of {len(cases)} agree with what is known")


def _line(label: str, cells: Sequence[str]) -> str:
    """One line of the table."""
    return f"{label:28}" + "".join(f"{cell:>20}" for cell in cells)


def _spread(figures: Sequence[float]) -> str:
    """In percent: one figure, a range of two, or the median with the range."""
    if not figures:
        return "–"
    low, middle, high = (
        f"{100 * figure:.1f}" for figure in (min(figures), median(figures), max(figures))
    )
    if low == high:
        return low
    return f"{low}–{high}" if len(figures) < 3 else f"{middle} ({low}–{high})"
