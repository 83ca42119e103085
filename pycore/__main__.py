"""The command line: `python -m pycore train`, `evaluate`, `recipe` and `recipes`."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .address import Values, read_experiment
from .architecture import Word, tidy
from .curve import Curve
from .dataset import Dataset, load
from .errors import DataError, DivergedError, ExperimentError
from .experiment import Experiment, Run
from .fetch import fetch
from .judge import show_drawings, show_evaluation
from .metrics import Evaluation, evaluate, interval
from .network import Network
from .strokes import read_strokes

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except (DataError, DivergedError, ExperimentError, OSError) as error:
        print(f"pycore: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pycore", description="Train and judge networks on MNIST."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    training = commands.add_parser(
        "train", help="train a network, print its curve and test accuracy"
    )
    training.add_argument(
        "address", nargs="?", default="", help="of a page that shows the experiment; or options:"
    )
    training.add_argument("--save", metavar="FILE", help="write the network to FILE (.npz)")
    training.add_argument(
        "--curve", metavar="FILE", help="write the curve to FILE (.json), for the page to compare"
    )
    for field in fields(Experiment):
        assert field.default is not MISSING
        layers = field.name == "hidden_layers"
        training.add_argument(
            f"--{field.name.replace('_', '-')}",
            type=_layers if layers else type(field.default),
            default=argparse.SUPPRESS,
            help=f"default: {','.join(map(str, field.default)) if layers else field.default}",
        )
    training.set_defaults(command=_train)
    judging = commands.add_parser("evaluate", help="print how good a saved network is")
    judging.add_argument("network", help="the network, an .npz file")
    judging.add_argument("--strokes", metavar="FILE", help="read pen strokes, too (JSON or .gz)")
    judging.add_argument("--count", type=int, default=1_000, help="strokes: so many, at random")
    judging.add_argument("--seed", type=int, default=0, help="of what is drawn, and where")
    judging.set_defaults(command=_evaluate)
    for command in (training, judging, *_add_recipes(commands)):
        command.add_argument("--data", default=".cache/mnist", help="the folder or file with MNIST")
    return parser


def _add_recipes(commands: "_Commands") -> list[argparse.ArgumentParser]:
    one = commands.add_parser("recipe", help="run one of the five notebooks, as it was meant")
    one.add_argument("number", help="000 to 004")
    one.add_argument("--as-written", action="store_true", help="with all its defects")
    for word in ("with", "without"):
        one.add_argument(
            f"--{word}",
            dest=f"{word}_" if word == "with" else word,
            action="append",
            default=[],
            metavar="SWITCH",
            help=f"{word} this defect, or this thing to try; may be given several times",
        )
    for name in ("rows", "held-out", "steps", "seed"):
        one.add_argument(f"--{name}", type=int, default=0 if name == "seed" else None)
    one.add_argument("--learning-rate", type=float)
    one.set_defaults(command=_recipe)
    table = commands.add_parser("recipes", help="run them all, beside what is known of them")
    table.add_argument("number", nargs="?", help="only this one")
    table.add_argument("--seed", type=int, help="the first; one is chosen if not given")
    table.add_argument("--seeds", type=int, default=1, help="how many")
    table.set_defaults(command=_recipes)
    return [one, table]


def _layers(text: str) -> tuple[Word, ...]:
    """Turn `conv16,pool,64` into ("conv16", "pool", 64)."""
    return tuple(tidy(word) for word in text.split(",") if word.strip())


def _train(options: argparse.Namespace) -> None:
    from .recipes.address import is_variant  # only now: `import pycore` does not need it

    given = {f.name: getattr(options, f.name) for f in fields(Experiment) if f.name in options}
    if is_variant(options.address):
        for name in given:
            raise ExperimentError(name, f"{name}: say it in the address of the notebook.")
        for name in ("save", "curve"):
            if getattr(options, name):
                raise ExperimentError(name, f"--{name}: not for the address of a notebook.")
        _train_notebook(options)
        return
    if Values(options.address).path == "race":
        raise ExperimentError("address", "a race is run on the page; here each notebook runs alone")
    experiment, remarks = read_experiment(options.address)
    _warn(remarks)
    train_set, test_set = _load(options.data, options.address)
    run = Run(replace(experiment, **given), train_set)
    sizes = "-".join(map(str, run.network.layer_sizes))
    print(
        f"{sizes}, {run.data.size:,} images to learn from, {run.validation.size:,} for validation"
    )
    curve = Curve(run.experiment)
    for m in run:
        curve.add(m)
        if m.validation_loss is not None and m.images % run.data.size == 0:
            print(
                f"epoch {m.epoch}, step {m.step}: loss {m.loss:.4f}, "
                f"validation loss {m.validation_loss:.4f}, accuracy {m.validation_accuracy:.2%}"
            )
    _report(evaluate(run.network, test_set))
    if options.save:
        run.network.save(options.save)
    if options.curve:
        curve.save(options.curve)


def _train_notebook(options: argparse.Namespace) -> None:
    from .recipes.address import read_variant
    from .recipes.commands import run_variant

    variant, remarks = read_variant(options.address)
    _warn(remarks)
    run_variant(variant, *_load(options.data, options.address))


def _warn(remarks: Sequence[str]) -> None:
    for remark in remarks:
        print(f"pycore: {remark}", file=sys.stderr)


def _evaluate(options: argparse.Namespace) -> None:
    network, (_, test_set) = Network.load(options.network), _load(options.data)
    drawings = read_strokes(options.strokes) if options.strokes else []
    evaluation = evaluate(network, test_set)
    _report(evaluation)
    show_evaluation(evaluation)
    if drawings:
        chosen = np.random.default_rng(options.seed).permutation(len(drawings))[: options.count]
        show_drawings(network, [drawings[i] for i in chosen], options.seed)


def _recipe(options: argparse.Namespace) -> None:
    from .recipes.commands import run_recipe  # only now: `import pycore` does not need it

    run_recipe(options, *_load(options.data))


def _recipes(options: argparse.Namespace) -> None:
    from .recipes.commands import show_table

    show_table(options, *_load(options.data))


def _load(source: str, address: str = "") -> tuple[Dataset, Dataset]:
    """MNIST from a folder or a file; where there is none, from the page that the address is of."""
    if "://" in address and source.endswith(".npz") and not Path(source).exists():
        print(f"pycore: fetching MNIST into {source}", file=sys.stderr)
        fetch(address, source)
    train_set, test_set, _ = load(source)
    if train_set is None or test_set is None:
        raise DataError(f"{source}: needs both MNIST's training set and its test set")
    return train_set, test_set


def _report(evaluation: Evaluation) -> None:
    wrong = evaluation.count - round(evaluation.accuracy * evaluation.count)
    low, high = interval(evaluation.accuracy, evaluation.count)
    print(
        f"test accuracy {evaluation.accuracy:.2%} "
        f"(95 %: {low:.2%}–{high:.2%}; {wrong:,} of {evaluation.count:,} wrong)"
    )


if __name__ == "__main__":
    sys.exit(main())
