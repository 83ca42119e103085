"""`python -m pycore notebook` and `notebooks`. The notebooks are imported when they run."""

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import DataError, ExperimentError
from ..settings import MAX_IMAGES, SETTINGS
from .data import add_data, read_both
from .parser import Parser, option_type, whole
from .say import say

if TYPE_CHECKING:
    from ..notebooks.plan import Plan

SEED = whole(*SETTINGS["seed"].range)
NUMBER = "000 to 004, or 0 to 4"


def add_notebook(parser: Parser) -> None:
    """Add the options of `notebook`."""
    parser.add_argument("number", help=NUMBER)
    parser.add_argument("--as-written", action="store_true", help="with all its defects")
    for word in ("with", "without"):
        parser.add_argument(
            f"--{word}",
            dest="with_" if word == "with" else word,
            action="append",
            default=[],
            metavar="SWITCH",
            help=f"{word} this defect, or this thing to try; may be given several times",
        )
    own = "(default: the notebook's own)"
    parser.add_argument("--rows", type=whole(100, MAX_IMAGES), help=f"images to train on {own}")
    parser.add_argument(
        "--held-out", type=whole(0, MAX_IMAGES), help=f"images held out for evaluation {own}"
    )
    parser.add_argument(
        "--steps", type=whole(1, 1_000_000), help=f"updates, rounded up to whole epochs {own}"
    )
    parser.add_argument(
        "--learning-rate", type=option_type("learning_rate"), help=f"length of a step {own}"
    )
    parser.add_argument("--seed", type=SEED, default=0, help="of all random numbers (default: 0)")
    add_data(parser)
    parser.set_defaults(command=notebook)


def add_notebooks(parser: Parser) -> None:
    """Add the options of `notebooks`."""
    parser.add_argument("number", nargs="?", help=f"only this one: {NUMBER}")
    parser.add_argument("--seed", type=SEED, help="the first seed (default: one for all)")
    parser.add_argument(
        "--seeds", type=whole(1, 1_000), default=1, help="how many runs of each (default: 1)"
    )
    add_data(parser)
    parser.set_defaults(command=notebooks)


def notebook(options: argparse.Namespace) -> int:
    """Run one notebook with its switches."""
    from .notebook_commands import chosen, run_notebook  # only now: training needs none of it

    notebook, on = chosen(options)
    data, test = read_both(options.data)
    plan = notebook.with_switches(on)
    if options.rows is None and options.held_out is None:
        options.rows = _rows(plan, data.size)
    elif options.held_out is None and options.rows < data.size < options.rows + plan.held_out:
        in_proportion = round(plan.held_out * min(1, options.rows / plan.rows))
        options.held_out = min(in_proportion, data.size - options.rows)
    run_notebook(options, data, test)
    return 0


def notebooks(options: argparse.Namespace) -> int:
    """Measure all of them; compare with their known figures."""
    from .notebook_commands import find, show_table

    if options.number is not None:
        find(options.number)
    data, test = read_both(options.data)
    if data.size < MAX_IMAGES:
        raise DataError(
            f"{data.size:,} rows are there; the known figures are of all {MAX_IMAGES:,}"
        )
    show_table(options, data, test)
    return 0


def train_notebook(options: argparse.Namespace, given: Mapping[str, object]) -> int:
    """Run the address of a notebook that `train` was given."""
    from ..notebooks.url import read_variant
    from .notebook_commands import run_variant

    refuse_options(options, given, "a notebook")
    variant, remarks = read_variant(options.address)
    for remark in remarks:
        say(remark)
    data, test = read_both(options.data, options.address)
    plan = variant.notebook.plan
    if variant.rows == plan.rows:
        variant = replace(variant, rows=_rows(plan, data.size) or plan.rows)
    run_variant(variant, data, test)
    return 0


def refuse_options(options: argparse.Namespace, given: Iterable[str], what: str) -> None:
    """Raise `ExperimentError` for an option of `train` beside the address of something else."""
    for name in given:
        raise ExperimentError(name, f"{name}: say it in the address of {what}.")
    for name in ("save", "curve"):
        if getattr(options, name) is not None:
            raise ExperimentError(name, f"--{name}: not for the address of {what}.")


def _rows(plan: "Plan", size: int) -> int | None:
    """The number of rows to train on, if the data have too few for the notebook; else None.

    The rows held out are then fewer in the same proportion.
    """
    if plan.rows + plan.held_out <= size:
        return None
    rows = int(size * plan.rows / (plan.rows + plan.held_out))
    say(f"the notebook has {plan.rows:,} rows; here it is trained on {rows:,}, all in proportion")
    return rows
