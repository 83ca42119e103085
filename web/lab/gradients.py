"""The gradient check: the code in use, on a network small enough for every nudge to be tried."""

import numpy as np

import pycore

WRONG = 1e-5
"""Relative errors of right gradients are below 2e-6 (tests/unit/test_network.py)."""
INPUTS, OUTPUTS = 12, 10
DERIVATIVES = {"X": "its input", "W": "its weights", "b": "its biases"}


def check(model):
    """Compare gradients with finite differences, for as many layers as `model` has."""
    network, X, y = small(model)
    gradients = pycore.check_gradients(network, X, y, np.random.default_rng(4))
    links = pycore.check_links(network, X, y, np.random.default_rng(5))
    return {
        "sizes": network.layer_sizes,
        "layers": [layer(network, i, gradients) for i in range(len(network.dense))],
        "faults": [fault(network, each) for each in links if each.worst.error > WRONG],
    }


def small(model):
    """A network of the same build in small, in float64, with data; no unit sits on a kink."""
    hidden = [max(6, 9 - i) for i in range(len(model.dense) - 1)]
    rng = np.random.default_rng(0)
    sizes = [INPUTS, *hidden, OUTPUTS]
    network = pycore.Network.create(sizes, rng, model.activation, dtype=np.float64)
    for each in network.dense:
        each.b += 0.1 * rng.standard_normal(len(each.b))
    return network, rng.random((16, INPUTS)), rng.integers(0, OUTPUTS, 16).astype(np.uint8)


def layer(network, i, gradients):
    """What is found of one layer's W and b."""
    errors = {each.name: each.error for each in gradients if each.layer == i}
    size = " × ".join(str(n) for n in network.dense[i].W.shape)
    wrong = any(error > WRONG for error in errors.values())
    return {"name": f"layer {i + 1} ({size})", **errors, "wrong": wrong}


def fault(network, link):
    """One link of the chain that is wrong by itself."""
    place, which = link.link, link.link // 2 + 1
    if place == len(network.layers):
        name, by = "the loss", "the logits"
    elif place % 2:
        name, by = f"the bend after layer {which} ({network.activation})", "its input"
    else:
        name, by = f"layer {which}", DERIVATIVES[link.name]
    return {"name": name, "by": by, "says": link.worst.analytic, "is": link.worst.numeric}
