"""`python -m pycore train`: train a network, print its curve and its test accuracy."""

import argparse
from dataclasses import replace
from pathlib import Path

from ..errors import DataError, ExperimentError
from ..experiment import Experiment, Run
from ..files.curve import Curve
from ..files.url import Values, read_experiment
from ..metrics import evaluate
from ..sampling import SHARD_SIZE
from ..settings import SETTINGS, Setting
from .data import add_data, read_both
from .evaluate import show_accuracy
from .outputs import Outputs
from .parser import Parser, option_type
from .say import say
from .stopping import between_steps

ADDRESS = (
    "address of an experiment, a notebook or a race on the page, such as "
    "'https://…/#train?v=1&layers=32'; options override it"
)

OLD_NAMES = {"ema_decay": ("--average",)}
"""Options of before 0.2; they still work."""
METAVARS = {"hidden_layers": "LAYERS", "learning_rate": "RATE"}


def add_train(parser: Parser) -> None:
    """Add the options: each setting is one."""
    parser.add_argument("address", nargs="?", default="", help=ADDRESS)
    for name, setting in SETTINGS.items():
        choices = ",".join(setting.choices)
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            *OLD_NAMES.get(name, ()),
            type=option_type(name),
            default=argparse.SUPPRESS,
            metavar=f"{{{choices}}}" if choices else METAVARS.get(name, "N"),
            help=_help(setting, getattr(Experiment, name)),
        )
    parser.add_argument("--save", metavar="FILE", help="write the network to FILE, an .npz")
    parser.add_argument(
        "--curve", metavar="FILE", help="write the curve to FILE (JSON), for the page to compare"
    )
    add_data(parser)
    parser.set_defaults(command=train)


def _help(setting: Setting, default: object) -> str:
    """The help of a setting, its range and its default."""
    low, high = setting.range
    limits = f" From {low:,.10g} to {high:,.10g}." if setting.numeric else ""
    shown = ",".join(map(str, default)) if isinstance(default, tuple) else str(default)
    return f"{setting.help}{limits} (default: {shown.removesuffix('.0')})".replace("%", "%%")


def train(options: argparse.Namespace) -> int:
    """Train; save the network, also if training ends early; evaluate it."""
    from ..notebooks.url import is_race, is_variant  # only now: `import pycore` does not need it

    given = {name: getattr(options, name) for name in SETTINGS if name in options}
    if is_variant(options.address):
        from .notebooks import train_notebook

        return train_notebook(options, given)
    if is_race(options.address):
        from .notebooks import refuse_options
        from .race import race

        refuse_options(options, given, "a race")
        return race(options)
    experiment = replace(read_address(options.address), **given)
    outputs = Outputs(options)
    train_set, test_set = read_both(options.data, options.address)
    if "images" not in given and "images" not in Values(options.address).given:
        experiment = fitted(experiment, train_set.size)
    run, curve = Run(experiment, train_set), Curve(experiment)
    sizes, validation = "-".join(map(str, run.network.layer_specs)), run.validation.size
    print(f"{sizes}, {run.data.size:,} images to train on, {validation:,} for validation")
    written = True
    try:
        _follow(run, curve)
    finally:  # if it diverged or was stopped, the network is saved, too
        if run.last:
            after = f" after step {run.last.step:,}" if run.progress < 1 else ""
            written = outputs.write(run.network, curve, after)
    show_accuracy(evaluate(run.network, test_set))
    return 0 if written else 1


def _follow(run: Run, curve: Curve) -> None:
    """Train to the end; print a line for each epoch."""
    with between_steps() as check:
        for m in run:
            curve.add(m)
            if m.validation_loss is not None and m.images % run.data.size == 0:
                print(
                    f"epoch {m.epoch}, step {m.step}: loss {m.loss:.4f}, "
                    f"validation loss {m.validation_loss:.4f}, accuracy {m.validation_accuracy:.2%}"
                )
            check()


def read_address(address: str) -> Experiment:
    """The experiment of an address; the default one if it is empty. Prints remarks.

    Raises `ExperimentError` for the address of anything else.
    """
    if address:
        check_address(address)
    experiment, remarks = read_experiment(address)
    for remark in remarks:
        say(remark)
    return experiment


def check_address(address: str) -> None:
    """Raise `ExperimentError` unless it is the address of an experiment."""
    path, wanted = Values(address).path, "an experiment's is like 'https://…/#train?v=1&layers=32'"
    if path == "train":
        return
    if "://" not in address and Path(address).exists():
        what = f"{address} is a file, not an address; for data use --data {address}"
    elif "://" in address and "#" not in address:
        what = f"{address} has no #, so it is not the address of an experiment; {wanted}"
    elif "#" in address:
        what = f"#{path} is not the address of an experiment; {wanted}"
    else:
        what = f"{address!r} is not an address; {wanted}"
    raise ExperimentError("address", what)


def fitted(experiment: Experiment, size: int) -> Experiment:
    """The experiment, with fewer images if it needs more than there are. Prints a remark."""
    if size >= experiment.training_images + experiment.validation_images:
        return experiment
    images, (least, _) = max(size * 10 // 11, size - SHARD_SIZE), SETTINGS["images"].range
    if images < least:
        raise DataError(f"{size:,} images are there; a training needs {least * 11 // 10} at least")
    say(f"{size:,} images are there; {images:,} are for training, the others for validation")
    return replace(experiment, images=images)
