"""How the two networks that the page ships were trained: each by a recipe and a seed.

From MNIST's training images alone, and from what is drawn at random to be no digit. 5,000 of the
60,000 images are held out: recipes were chosen by them, and the temperature is fitted to them. The
test set was looked at for the figures that are published, and for nothing else.

    python -m pycore.shipped small --data .cache/mnist --out web/network.npz
"""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .architecture import Word
from .arrays import Floats, Labels
from .augment import AUGMENTATIONS
from .calibration import fit_temperature
from .dataset import Dataset, load, split
from .errors import DataError
from .judge import read_drawings
from .keeping import Keeper
from .loss import NONE, soft_cross_entropy
from .metrics import Evaluation, evaluate, interval
from .network import Network
from .optimisers import OPTIMISERS
from .preprocess import to_input
from .scribbles import scribbles, spoilt
from .strokes import read_strokes
from .training import Settings, train

HELD_OUT = 5_000


@dataclass(frozen=True)
class Recipe:
    """All that a shipped network depends on, besides MNIST."""

    layers: tuple[Word, ...]
    epochs: int
    augment: str
    learning_rate: float = 2e-3
    batch_size: int = 100
    optimiser: str = "adamw"
    l2: float = 0.0
    schedule: str = "cosine"
    label_smoothing: float = 0.0
    average: float = 0.999
    scribbles: int = 3_500
    """Pictures, drawn at random, that show no digit."""
    spoilt: int = 2_500
    """And such made of digits."""
    seed: int = 0


CONVOLUTIONS = ("conv24x5", "pool", "norm", "conv48", "pool", "norm", "conv64", "norm")

RECIPES = {
    "small": Recipe((160, 64), epochs=40, augment="affine"),
    "strong": Recipe(
        (*CONVOLUTIONS, 128, "norm", "drop30"), epochs=30, augment="handwriting", l2=0.01
    ),
}

LIMITS = [
    "It reads one digit at a time, drawn upright; of several it reads none.",
    "It learned from Americans of the 1980s and 1990s: sevens with a bar and ones with a foot, as "
    "written elsewhere, are rarer there, and it misreads more of them.",
    "Letters that look like digits are read as such: an O as 0, an l as 1, an S as 5.",
    "It may be sure and wrong. Do not let it decide what matters.",
]


def train_shipped(recipe: Recipe, digits: Dataset) -> Network:
    """Train a network by its recipe, printing one line an epoch."""
    streams = np.random.SeedSequence(recipe.seed).spawn(3)
    start, shuffle, draw = (np.random.default_rng(stream) for stream in streams)
    network = Network.create([784, *recipe.layers, 10], start)
    data = with_nonsense(digits, recipe, draw)

    def loss(logits: Floats, y: Labels) -> tuple[float, Floats]:
        return soft_cross_entropy(logits, y, recipe.label_smoothing)

    training = train(
        network,
        data,
        OPTIMISERS[recipe.optimiser](network.parameters()),
        Settings(
            recipe.learning_rate, recipe.batch_size, recipe.epochs, recipe.l2, recipe.schedule
        ),
        shuffle,
        augment=AUGMENTATIONS[recipe.augment],
        loss=loss,
        keeper=Keeper(network, recipe.average),
    )
    losses: list[float] = []
    for m in training:
        losses.append(m.loss)
        if m.images % data.size == 0:
            print(f"epoch {m.epoch} of {recipe.epochs}: loss {np.mean(losses):.4f}", flush=True)
            losses.clear()
    return network


def with_nonsense(digits: Dataset, recipe: Recipe, rng: np.random.Generator) -> Dataset:
    """Add to the digits what is none, as the recipe says."""
    images, _ = digits.take(rng.permutation(digits.size)[: recipe.spoilt])
    nonsense = np.concatenate([scribbles(recipe.scribbles, rng), spoilt(images, rng)])
    labels = np.full(len(nonsense), NONE, np.uint8)
    return Dataset(
        np.concatenate([digits.images, nonsense]), np.concatenate([digits.labels, labels])
    )


def calibrate(network: Network, held_out: Dataset) -> float:
    """Make the network as sure as it is right on images that it has not seen.

    The logits are divided by the temperature that fits best, once and for all: by dividing the
    weights and biases of the last layer. Returns the temperature.
    """
    pieces = [held_out.images[i : i + 500] for i in range(0, held_out.size, 500)]
    logits = np.concatenate([network.forward(to_input(images)) for images in pieces])
    temperature = fit_temperature(logits, held_out.labels)
    for array in network.parameters()[-2:]:
        array /= temperature
    return temperature


def card(name: str, recipe: Recipe, file: Path, learned: int) -> dict[str, Any]:
    """What the page says about a network: what it is, how it was made, where its limits are."""
    network = Network.load(file)
    return {
        "name": name,
        "layers": network.layer_sizes,
        "parameters": network.parameter_count,
        "bytes": file.stat().st_size,
        "training_images": learned,
        "recipe": asdict(recipe),
        "limits": LIMITS,
    }


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Accuracy with its 95 % interval, how far the probabilities are from true, how often unsure."""
    low, high = interval(evaluation.accuracy, evaluation.count)
    return {
        "images": evaluation.count,
        "accuracy": evaluation.accuracy,
        "low": low,
        "high": high,
        "calibration_error": evaluation.calibration.error,
        "refused": evaluation.refused / evaluation.count,
    }


def main() -> None:
    """Train one; write it and, beside it, its card (`.json`); print the figures."""
    parser = argparse.ArgumentParser(prog="pycore.shipped", description=__doc__)
    parser.add_argument("name", choices=RECIPES, help="which network")
    parser.add_argument("--data", default=".cache/mnist", help="the folder with MNIST")
    parser.add_argument("--out", type=Path, help="where it goes (.npz)")
    parser.add_argument("--strokes", help="a file of pen strokes, to be measured with")
    options = parser.parse_args()
    data, test, _ = load(options.data)
    if data is None or test is None:
        raise DataError(f"{options.data}: needs both MNIST's training set and its test set")
    recipe = RECIPES[options.name]
    held_out, learned = split(data, HELD_OUT, np.random.default_rng(recipe.seed))
    network = train_shipped(recipe, learned.take(slice(None)))
    temperature = calibrate(network, held_out.take(slice(None)))
    print(f"held out: {evaluate(network, held_out).accuracy:.2%}; temperature {temperature:.3f}")
    network.save(options.out, dtype="int8")
    kept = Network.load(options.out)
    about = card(options.name, recipe, options.out, learned.size)
    about["test"] = figures(evaluate(kept, test))
    about["float32_accuracy"] = evaluate(network, test).accuracy
    drawings = read_strokes(options.strokes) if options.strokes else None
    about["strokes"] = figures(read_drawings(kept, drawings)) if drawings else None
    options.out.with_suffix(".json").write_text(json.dumps(about, indent=2) + "\n")
    for what in ("test", "strokes"):
        print(what, about[what])


if __name__ == "__main__":
    main()
