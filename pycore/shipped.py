"""How the network that the page ships was trained: on all 60,000 images, by a recipe with a seed.

The recipe was chosen by accuracy on a validation set (`--validate` leaves 5,000 images out and
prints it); the test set was looked at once, for the figure that is published.

    python -m pycore.shipped --data .cache/mnist --out web/network.npz
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np

from .augment import distort
from .dataset import Examples, load, split
from .errors import DataError
from .metrics import evaluate
from .network import Network
from .optimisers import Adam
from .training import Settings, train

HIDDEN_LAYERS = [300, 100]
EPOCHS = 20
BATCH_SIZE = 128
LEARNING_RATE = 2e-3
SEED = 0


def cosine(progress: float) -> float:
    """The learning rate after this share of the training: from its full value down to 0, smoothly.

    Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5, without restarts.
    """
    return LEARNING_RATE * 0.5 * (1 + math.cos(math.pi * progress))


def train_shipped(data: Examples) -> Network:
    """Train the network by the recipe, printing one line an epoch."""
    start, shuffle = (np.random.default_rng(s) for s in np.random.SeedSequence(SEED).spawn(2))
    network = Network.create([784, *HIDDEN_LAYERS, 10], start)
    settings = Settings(LEARNING_RATE, BATCH_SIZE, EPOCHS)
    epoch_loss = 0.0
    optimiser = Adam(network.parameters())
    for m in train(network, data, optimiser, settings, shuffle, augment=distort):
        settings.learning_rate = cosine(m.images / (EPOCHS * data.size))
        epoch_loss += m.loss * BATCH_SIZE / data.size
        if m.images % data.size == 0:
            print(f"epoch {m.epoch} of {EPOCHS}: mean loss {epoch_loss:.4f}", flush=True)
            epoch_loss = 0.0
    return network


def card(network: Network, data: Examples, test: Examples) -> dict[str, object]:
    """What the page says about the network: how it was made, and its test accuracy."""
    return {
        "layers": network.layer_sizes,
        "parameters": network.parameter_count,
        "training_images": data.size,
        "epochs": EPOCHS,
        "seed": SEED,
        "test_images": test.size,
        "test_accuracy": evaluate(network, test).accuracy,
    }


def main() -> None:
    """Train; print the accuracy; write the network and, beside it, its card (`.json`)."""
    parser = argparse.ArgumentParser(prog="pycore.shipped", description=__doc__)
    parser.add_argument("--data", default=".cache/mnist", help="the folder with MNIST")
    parser.add_argument("--out", type=Path, default=Path("web/network.npz"))
    parser.add_argument("--validate", action="store_true", help="judge the recipe; write nothing")
    options = parser.parse_args()
    data, test, _ = load(options.data)
    if data is None or test is None:
        raise DataError(f"{options.data}: needs both MNIST's training set and its test set")
    if options.validate:
        held_out, others = split(data, 5_000, np.random.default_rng(SEED))
        print(f"validation accuracy {evaluate(train_shipped(others), held_out).accuracy:.2%}")
        return
    train_shipped(data).save(options.out, dtype="float16")
    figures = card(Network.load(options.out), data, test)
    options.out.with_suffix(".json").write_text(json.dumps(figures, indent=2) + "\n")
    print(f"test accuracy {figures['test_accuracy']:.2%}")


if __name__ == "__main__":
    main()
