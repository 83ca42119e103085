"""`python -m pycore evaluate`: measures a saved network."""

import argparse
from pathlib import Path

import numpy as np

from ..confidence import interval
from ..errors import DataError, ExperimentError
from ..handwriting.strokes import read_strokes
from ..metrics import Evaluation, evaluate
from ..network import Network
from ..settings import SETTINGS
from .data import add_data, read_test
from .parser import Parser, whole
from .report import show_drawings, show_evaluation


def add_evaluate(parser: Parser) -> None:
    """Add the options."""
    parser.add_argument("network", help="the network, a file written by `train --save`")
    parser.add_argument("--strokes", metavar="FILE", help="evaluate pen strokes, too (JSON or .gz)")
    parser.add_argument(
        "--count",
        type=whole(1, 1_000_000),
        default=1_000,
        help="number of drawings, chosen at random (default: 1,000)",
    )
    parser.add_argument(
        "--seed",
        type=whole(*SETTINGS["seed"].range),
        default=0,
        help="seed of the choice and of the places (default: 0)",
    )
    add_data(parser)
    parser.set_defaults(command=report)


def report(options: argparse.Namespace) -> int:
    """Print accuracy, calibration and confusion, on the test set and on pen strokes."""
    if "strokes" not in options.given:
        for name in options.given & {"count", "seed"}:
            raise ExperimentError(
                name, f"--{name} is about pen strokes; name their file with --strokes"
            )
    network = read_network(options.network)
    drawings = read_strokes(options.strokes) if options.strokes is not None else []
    evaluation = evaluate(network, read_test(options.data))
    show_accuracy(evaluation)
    show_evaluation(evaluation)
    if drawings:
        chosen = np.random.default_rng(options.seed).permutation(len(drawings))[: options.count]
        show_drawings(network, [drawings[i] for i in chosen], options.seed)
    return 0


def read_network(file: str) -> Network:
    """Read the file. If it is missing, say whether there is one with `.npz`."""
    longer = Path(f"{file}.npz")
    if not file:
        raise DataError("'' is no name of a file")
    if not Path(file).exists() and longer.exists():
        raise DataError(f"{file}: there is no such file; there is {longer}")
    return Network.load(file, name=file)


def show_accuracy(evaluation: Evaluation) -> None:
    """Print the accuracy, with its interval."""
    wrong = evaluation.count - round(evaluation.accuracy * evaluation.count)
    low, high = interval(evaluation.accuracy, evaluation.count)
    print(
        f"test accuracy {evaluation.accuracy:.2%} "
        f"(95 %: {low:.2%}–{high:.2%}; {wrong:,} of {evaluation.count:,} wrong)"
    )
