"""`python -m pycore race`: all notebooks and a network of your own, on the same rows."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import DivergedError, ExperimentError
from ..settings import MAX_IMAGES, SETTINGS
from .data import add_data, read_both
from .parser import Parser, whole
from .say import say
from .stopping import between_steps

if TYPE_CHECKING:
    from ..notebooks.metrics import Score
    from ..notebooks.run import NotebookRun

QUANTITIES = ("rows", "steps", "seed")
ADDRESS = (
    "address of a race on the page, as in 'https://…/#race?v=1&layers=32'; "
    "it has the settings of your own network"
)


def add_race(parser: Parser) -> None:
    """Add the options of `race`."""
    parser.add_argument("address", nargs="?", default="", help=ADDRESS)
    parser.add_argument(
        "--rows", type=whole(100, MAX_IMAGES), help="images to train on (default: 5,000)"
    )
    parser.add_argument(
        "--steps",
        type=whole(1, 1_000),
        help="steps at most, rounded up to whole epochs (default: 1,000)",
    )
    parser.add_argument(
        "--seed", type=whole(*SETTINGS["seed"].range), help="the same for all (default: 0)"
    )
    add_data(parser)
    parser.set_defaults(command=race)


def race(options: argparse.Namespace) -> int:
    """Train every network in turn; print a line for each."""
    from ..notebooks.race import entrants  # only now: training needs none of it
    from ..notebooks.url import is_race, read_race

    if options.address and not is_race(options.address):
        wanted = "a race's is like 'https://…/#race?v=1&layers=32'"
        raise ExperimentError(
            "address", f"{options.address!r} is not the address of a race; {wanted}"
        )
    race, remarks = read_race(options.address or "race")
    for remark in remarks:
        say(remark)
    given = {name: getattr(options, name, None) for name in QUANTITIES}
    race = replace(race, **{name: value for name, value in given.items() if value is not None})
    plans = [race.plan(entrant) for entrant in entrants()]  # what is wrong is said at the start
    data, test = read_both(options.data, options.address)
    print(f"{race.rows:,} rows, {plans[0].held_out:,} held out, seed {race.seed}")
    print(f"{'':20} {'steps':>6} {'train':>8} {'held out':>8} {'test':>8}")
    for entrant in entrants():
        run = race.run(entrant, data, test)
        note = train_to_the_end(run)
        steps = run.last.step if run.last else 0
        shown = " ".join(map(percent, run.figures()))
        print(f"{entrant.label:20} {steps:6,} {shown}{note}", flush=True)
    return 0


def train_to_the_end(run: "NotebookRun") -> str:
    """Train; return a note if the training diverged."""
    try:
        with between_steps() as check:
            for _ in run:
                check()
    except DivergedError:
        return "  diverged"
    return ""


def percent(score: "Score | None") -> str:
    """The true accuracy, in a column of the table."""
    return f"{score.truth:8.2%}" if score else f"{'–':>8}"
