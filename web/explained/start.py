"""Where weights start, and what becomes of the signals then: forward, and on the way back."""

import itertools

import numpy as np

from pycore import Network, to_input
from pycore.arrays import Floats, Rng
from pycore.initialisers import INITIALISERS, Initialiser
from pycore.layers import Activation, Dense
from pycore.loss import cross_entropy
from web.python.answers import Answer
from web.python.session import Session

IMAGES, UNITS, BINS = 50, 64, 24


def small(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """Normal with standard deviation 0.01, whatever the layer."""
    return rng.normal(0, 0.01, (fan_in, fan_out)), np.zeros(fan_out)


def large(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """Normal with standard deviation 1, whatever the layer."""
    return rng.normal(0, 1, (fan_in, fan_out)), np.zeros(fan_out)


def zeros(fan_in: int, fan_out: int, _rng: Rng) -> tuple[Floats, Floats]:
    """Nothing but zeros."""
    return np.zeros((fan_in, fan_out)), np.zeros(fan_out)


STARTS = INITIALISERS | {"normal_tiny": small, "normal_large": large, "zeros": zeros}


def spread(session: Session, start: str, depth: int, activation: str, seed: int) -> Answer:
    """The spread of every layer's output and of its derivative, on a batch of digits."""
    network = made(STARTS[start], depth, activation, np.random.default_rng(seed))
    images, y = session.samples.take(slice(0, IMAGES))
    with np.errstate(all="ignore"):
        signals = signals_of(network, to_input(images))
        loss, dlogits = cross_entropy(signals[-1], y)
        blames = backward(network, dlogits)
    rows = [
        {"name": name, "signal": summary(signal), "blame": summary(blame)}
        for name, signal, blame in zip(names(depth), signals, blames, strict=True)
    ]
    return {"layers": rows, "loss": loss, "images": IMAGES, "units": UNITS}


def made(start: Initialiser, depth: int, activation: str, rng: Rng) -> Network:
    """A network with `depth` hidden layers."""
    dense = []
    for sizes in itertools.pairwise([784, *[UNITS] * depth, 10]):
        W, b = start(*sizes, rng)
        dense.append(Dense(W.astype(np.float32), b.astype(np.float32)))
    return Network(dense, activation)


def signals_of(network: Network, X: Floats) -> list[Floats]:
    """What every hidden layer gives, and the logits."""
    signals = []
    for layer in network.layers:
        X = layer.forward(X, training=True)  # nothing in it is left to chance
        if isinstance(layer, Activation) or layer is network.layers[-1]:
            signals.append(X)
    return signals


def backward(network: Network, dlogits: Floats) -> list[Floats]:
    """The derivatives by the same arrays, in the same order."""
    blames, gradient = [dlogits], dlogits
    for layer in reversed(network.layers[1:]):
        gradient = layer.backward(gradient)
        if isinstance(layer, Dense):
            blames.append(gradient)
    return blames[::-1]


def names(depth: int) -> list[str]:
    """What the rows are called."""
    return [*(f"A{i + 1}" for i in range(depth)), "logits"]


def summary(array: Floats) -> Answer:
    """How an array's numbers are spread."""
    finite = array[np.isfinite(array)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    with np.errstate(all="ignore"):
        counts = histogram(finite.astype(np.float64))
        return {
            "counts": counts,
            "low": low,
            "high": high,
            "std": float(array.std(dtype=np.float64)),
            "zero": float(np.mean(array == 0)),
            "lost": int(array.size - finite.size),
        }


def histogram(numbers: Floats) -> list[int]:
    """How many lie in each of some equal steps from the lowest to the highest."""
    if numbers.size == 0 or numbers.min() == numbers.max():
        counts = np.zeros(BINS, np.int64)
        counts[BINS // 2] = numbers.size
        return counts.tolist()
    return [int(count) for count in np.histogram(numbers, BINS)[0]]
