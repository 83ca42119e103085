"""Trains the two pre-trained networks of the page, each by an experiment and its seed.

They are runs like any other, on MNIST's training images. They are also trained on images that show
no digit, drawn at random or made of digits. As in any run, 5,000 of the 60,000 images are held out
for validation: the experiments were chosen on them, and the temperature is fitted to them. The test
set was used only for the published figures.

    python -m networks.pretrained small --data .cache/mnist --out web/small.npz
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from networks.scribbles import scribbles, spoilt
from pycore.calibration import fit_temperature
from pycore.cli.report import read_drawings
from pycore.confidence import interval
from pycore.data import load
from pycore.dataset import Dataset, Examples, no_class
from pycore.errors import DataError
from pycore.experiment import Experiment, Run
from pycore.files.url import write_experiment
from pycore.handwriting.strokes import read_strokes
from pycore.images import to_input
from pycore.metrics import Evaluation, evaluate, evaluation_batches
from pycore.network import Network

SCRIBBLES = 9_000
"""The number of random drawings that show no digit."""
SPOILT = 3_000
"""The number of images without a digit that are made of digits."""

EXPERIMENTS = {
    "small": Experiment(
        hidden_layers=(160, 64),
        optimiser="adamw",
        learning_rate=2e-3,
        batch_size=100,
        epochs=40,
        schedule="cosine",
        augment="affine",
        ema_decay=0.999,
    ),
    "strong": Experiment(
        hidden_layers=(
            *("conv24x5", "pool", "norm"),
            *("conv48", "norm", "conv48", "pool", "norm"),
            *("conv64", "norm", 128, "norm", "drop30"),
        ),
        optimiser="adamw",
        learning_rate=2e-3,
        batch_size=100,
        epochs=24,
        l2=0.01,
        schedule="cosine",
        augment="handwriting",
        ema_decay=0.999,
    ),
}

LIMITS = [
    "It reads one digit at a time, drawn upright.",
    "It learned from Americans of around 1990: what others write otherwise, as a seven with a bar "
    "or a one with a long nose, it misreads more often.",
    "What looks like a digit is read as one: the letter O as 0, l as 1, a plus sign as 4.",
    "It may be sure and wrong. Do not let it decide what matters.",
]


def train_pretrained(
    experiment: Experiment, data: Dataset, drawn: int = SCRIBBLES, made: int = SPOILT
) -> Run:
    """Train to the end; print a line for each epoch. The run has the network."""

    def nonsense(digits: Dataset) -> Dataset:
        rng = np.random.default_rng(experiment.seed)
        images, _ = digits.take(rng.permutation(digits.size)[:made])
        none = np.concatenate([scribbles(drawn, rng), spoilt(images, rng)])
        return no_class(none)

    run, losses = Run(experiment, data, nonsense), []
    for m in run:
        losses.append(m.loss)
        if m.images % run.data.size == 0:
            print(
                f"epoch {m.epoch} of {experiment.epochs}: loss {np.mean(losses):.4f}, "
                f"validation accuracy {m.validation_accuracy:.2%}",
                flush=True,
            )
            losses.clear()
    return run


def calibrate(network: Network, held_out: Examples) -> float:
    """Calibrate the network on images that it was not trained on; return the temperature.

    The weights and biases of the last layer are divided by the temperature, and so are the logits.
    """
    batches = [held_out.take(batch).images for batch in evaluation_batches(network, held_out)]
    logits = np.concatenate([network.forward(to_input(images)) for images in batches])
    temperature = fit_temperature(logits, held_out.labels)
    for array in network.parameters()[-2:]:
        array /= temperature
    return temperature


def card(name: str, experiment: Experiment, file: Path, run: Run) -> dict[str, Any]:
    """What the page says about a network: its layers, its training and its limits."""
    network = Network.load(file)
    return {
        "name": name,
        "layers": network.layer_specs,
        "parameters": network.parameter_count,
        "bytes": file.stat().st_size,
        "training_images": experiment.training_images,
        "no_digits": run.data.size - experiment.training_images,
        "recipe": experiment.as_dict(),
        "address": write_experiment(experiment),
        "limits": LIMITS,
    }


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Accuracy with its 95 % interval, calibration error, and how often the network is not sure."""
    low, high = interval(evaluation.accuracy, evaluation.count)
    return {
        "images": evaluation.count,
        "accuracy": evaluation.accuracy,
        "low": low,
        "high": high,
        "calibration_error": evaluation.calibration.error,
        "refused": evaluation.refused / evaluation.count,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Train one network; write it and its card (`.json`); print the figures."""
    from pycore.cli import guarded  # only now: the page's copy of the package has no command line
    from pycore.cli.parser import Parser

    def command() -> int:
        parser = Parser(prog="python -m networks.pretrained", description=__doc__)
        parser.add_argument("name", choices=EXPERIMENTS, help="which network")
        parser.add_argument("--data", default=".cache/mnist", help="the folder with MNIST")
        parser.add_argument("--out", required=True, help="the file to write (.npz)")
        parser.add_argument("--strokes", help="a file of pen strokes, to measure with")
        return ship(parser.parse_args(arguments))

    return guarded(command)


def ship(options: argparse.Namespace) -> int:
    """Do what `main` says. Files are checked before the hour of training."""
    from pycore.cli.outputs import destination

    out = destination("--out", options.out)
    drawings = read_strokes(options.strokes) if options.strokes is not None else None
    data, test, *_ = load(options.data)
    if data is None or test is None:
        raise DataError(f"{options.data}: needs both MNIST's training set and its test set")
    experiment = EXPERIMENTS[options.name]
    run = train_pretrained(experiment, data)
    print(f"temperature {calibrate(run.network, run.validation):.3f}")
    run.network.save(out, dtype="int8")
    saved = Network.load(out)
    about = card(options.name, experiment, out, run)
    about["test"] = figures(evaluate(saved, test))
    about["float32_accuracy"] = evaluate(run.network, test).accuracy
    about["strokes"] = figures(read_drawings(saved, drawings)) if drawings else None
    out.with_suffix(".json").write_text(json.dumps(about, indent=2) + "\n")
    for what in ("test", "strokes"):
        print(what, about[what])
    return 0


if __name__ == "__main__":
    from pycore.cli.program import run as run_program

    sys.exit(run_program(main))
