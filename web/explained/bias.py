"""The bias gradient: summed over examples, summed over everything, and by its definition."""

from collections.abc import Iterator

import numpy as np

from pycore import Network, to_input
from pycore.arrays import Floats, Labels
from pycore.loss import cross_entropy
from pycore.notebooks.broken import ScalarBiasDense
from web.python.answers import Answer
from web.python.session import Session

from .subject import flat

IMAGES, UNITS = 4, 5
H = 1e-5


def bias_gradients(session: Session, seed: int, layer: int) -> Answer:
    """Of a small network on four images: dZ of one layer, and its bias gradient in three ways."""
    rng = np.random.default_rng(seed)
    network = Network.create([784, UNITS, 10], rng, "tanh", "lecun", dtype=np.float64)
    images, y = session.samples.take(rng.permutation(session.samples.size)[:IMAGES])
    X = to_input(images).astype(np.float64)
    loss, dlogits = cross_entropy(network.forward(X, training=True, rng=rng), y)
    chosen = network.dense[layer]
    dZ = dlogits if layer else network.layers[1].backward(network.dense[1].backward(dlogits))
    wrong = ScalarBiasDense(chosen.W, chosen.b)
    wrong.X = chosen.X
    for each in (chosen, wrong):
        each.set_gradients(dZ)
    numeric = np.array(list(derivatives(network, X, y, chosen.b)))
    return {
        "loss": loss,
        "images": flat(images),
        "labels": y.tolist(),
        "shape": list(dZ.shape),
        "dZ": flat(dZ),
        "right": chosen.db,
        "wrong": wrong.db,
        "numeric": numeric,
        "errors": [float(abs(each - numeric).max()) for each in (chosen.db, wrong.db)],
        "h": H,
    }


def derivatives(network: Network, X: Floats, y: Labels, b: Floats) -> Iterator[float]:
    """The definition of the derivative: nudge every bias, and see what the loss does."""

    def loss(i: int, value: float) -> float:
        before, b[i] = b[i], value
        found, _ = cross_entropy(network.forward(X), y)
        b[i] = before
        return found

    for i, value in enumerate(b.copy()):
        yield (loss(i, value + H) - loss(i, value - H)) / (2 * H)
