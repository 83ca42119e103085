"""How the two networks that the page ships were trained: each by an experiment and its seed.

They are runs as any other, of MNIST's training images alone, but for pictures that show no digit,
drawn at random or made of digits, which are learned with them. As in any run, 5,000 of the 60,000
images are held out for validation: the recipes were chosen by them, and the temperature is fitted
to them. The test set was looked at for the figures that are published, and for nothing else.

    python -m networks.pretrained small --data .cache/mnist --out web/network.npz
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
"""Pictures, drawn at random, that show no digit."""
SPOILT = 3_000
"""And such made of digits."""

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


def train_shipped(
    recipe: Experiment, data: Dataset, drawn: int = SCRIBBLES, made: int = SPOILT
) -> Run:
    """Run a recipe to its end, printing a line an epoch; the run has the network."""

    def nonsense(digits: Dataset) -> Dataset:
        rng = np.random.default_rng(recipe.seed)
        images, _ = digits.take(rng.permutation(digits.size)[:made])
        none = np.concatenate([scribbles(drawn, rng), spoilt(images, rng)])
        return no_class(none)

    run, losses = Run(recipe, data, nonsense), []
    for m in run:
        losses.append(m.loss)
        if m.images % run.data.size == 0:
            print(
                f"epoch {m.epoch} of {recipe.epochs}: loss {np.mean(losses):.4f}, "
                f"validation accuracy {m.validation_accuracy:.2%}",
                flush=True,
            )
            losses.clear()
    return run


def calibrate(network: Network, held_out: Examples) -> float:
    """Make the network as sure as it is right on images that it has not seen.

    The logits are divided by the temperature that fits best, once and for all: by dividing the
    weights and biases of the last layer. Returns the temperature.
    """
    batches = [held_out.take(batch).images for batch in evaluation_batches(network, held_out)]
    logits = np.concatenate([network.forward(to_input(images)) for images in batches])
    temperature = fit_temperature(logits, held_out.labels)
    for array in network.parameters()[-2:]:
        array /= temperature
    return temperature


def card(name: str, recipe: Experiment, file: Path, run: Run) -> dict[str, Any]:
    """What the page says about a network: what it is, how it was made, where its limits are."""
    network = Network.load(file)
    return {
        "name": name,
        "layers": network.layer_specs,
        "parameters": network.parameter_count,
        "bytes": file.stat().st_size,
        "training_images": recipe.training_images,
        "no_digits": run.data.size - recipe.training_images,
        "recipe": recipe.as_dict(),
        "address": write_experiment(recipe),
        "limits": LIMITS,
    }


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Accuracy with its 95 % interval, how far probabilities are from true, how often unsure."""
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
    """Train one; write it and, beside it, its card (`.json`); print the figures."""
    from pycore.cli import guarded  # only now: the page's copy of the package has no command line
    from pycore.cli.parser import Parser

    def command() -> int:
        parser = Parser(prog="python -m networks.pretrained", description=__doc__)
        parser.add_argument("name", choices=EXPERIMENTS, help="which network")
        parser.add_argument("--data", default=".cache/mnist", help="the folder with MNIST")
        parser.add_argument("--out", required=True, help="where it goes (.npz)")
        parser.add_argument("--strokes", help="a file of pen strokes, to be measured with")
        return ship(parser.parse_args(arguments))

    return guarded(command)


def ship(options: argparse.Namespace) -> int:
    """Do what `main` says. What can go wrong with a file does so before the hour of training."""
    from pycore.cli.outputs import destination

    out = destination("--out", options.out)
    drawings = read_strokes(options.strokes) if options.strokes is not None else None
    data, test, *_ = load(options.data)
    if data is None or test is None:
        raise DataError(f"{options.data}: needs both MNIST's training set and its test set")
    recipe = EXPERIMENTS[options.name]
    run = train_shipped(recipe, data)
    print(f"temperature {calibrate(run.network, run.validation):.3f}")
    run.network.save(out, dtype="int8")
    kept = Network.load(out)
    about = card(options.name, recipe, out, run)
    about["test"] = figures(evaluate(kept, test))
    about["float32_accuracy"] = evaluate(run.network, test).accuracy
    about["strokes"] = figures(read_drawings(kept, drawings)) if drawings else None
    out.with_suffix(".json").write_text(json.dumps(about, indent=2) + "\n")
    for what in ("test", "strokes"):
        print(what, about[what])
    return 0


if __name__ == "__main__":
    from pycore.cli.program import run as run_program

    sys.exit(run_program(main))
