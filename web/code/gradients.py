"""The gradient check: the code in use, on a network small enough for every nudge to be tried."""

import re

import numpy as np

import pycore
from pycore import Network
from pycore.arrays import Floats, Labels
from pycore.gradient_check import GradientError, LinkError
from pycore.layer_spec import LayerSpec
from pycore.layers import Activation, Layer
from web.python.answers import Answer

WRONG = 1e-5
"""Relative errors of right gradients are below 2e-6, even where several layers normalise."""
INPUTS, OUTPUTS = 12, 10
CHANNELS = 3
DERIVATIVES = {
    "X": "its input",
    "W": "its weights",
    "b": "its biases",
    "gamma": "its scale",
    "beta": "its shift",
}


def check(model: Network) -> Answer:
    """Compare gradients with finite differences, for layers as `model` has them."""
    network, X, y = small(model)
    gradients = pycore.check_gradients(network, X, y, np.random.default_rng(4))
    holders = [layer for layer in network.layers if layer.parameter_names]
    rows = [row(holder, i, gradients) for i, holder in enumerate(holders)]
    links = pycore.check_links(network, X, y, np.random.default_rng(5))
    return {
        "sizes": network.layer_specs,
        "layers": rows,
        "faults": [fault(network, each) for each in links if each.worst.error > WRONG],
    }


def small(model: Network) -> tuple[Network, Floats, Labels]:
    """A network of the same build in small, in float64, with data; no unit sits on a kink."""
    words = [smaller(word, i) for i, word in enumerate(model.layer_specs[1:-1])]
    inputs = INPUTS if model.is_dense else side(words) ** 2
    rng = np.random.default_rng(0)
    sizes = [inputs, *words, OUTPUTS]
    network = pycore.Network.create(sizes, rng, model.activation, dtype=np.float64)
    for b in (vars(layer)["b"] for layer in network.layers if "b" in layer.parameter_names):
        b += 0.1 * rng.standard_normal(len(b))
    return network, rng.random((16, inputs)), rng.integers(0, OUTPUTS, 16).astype(np.uint8)


def smaller(word: LayerSpec, i: int) -> LayerSpec:
    """The same layer with few units or channels."""
    return max(6, 9 - i) if isinstance(word, int) else re.sub(r"(?<=conv)\d+", str(CHANNELS), word)


def side(words: list[LayerSpec]) -> int:
    """How wide a picture must be, so that something is left of it."""
    return max(6, 1 << words.count("pool"))


def row(layer: Layer, i: int, gradients: list[GradientError]) -> Answer:
    """What is found of one layer's arrays: weights and biases, or what stands in their place."""
    errors = [error(layer, each) for each in gradients if each.layer == i]
    wrong = any(error > WRONG for error in errors)
    return {"name": f"layer {i + 1} ({size(layer)})", "errors": errors, "wrong": wrong}


def error(layer: Layer, found: GradientError) -> float:
    """How wrong a gradient is. If it is 0, as of biases before a `norm`, there is but rounding."""
    nothing = abs(getattr(layer, f"d{found.name}")).max() < 1e-9
    return 0.0 if nothing and found.error < 1e-2 else found.error


def size(layer: Layer) -> str:
    """What a layer is, in short."""
    if "W" in layer.parameter_names:
        return " × ".join(map(str, vars(layer)["W"].shape))
    return str(layer.spec)


def fault(network: Network, link: LinkError) -> Answer:
    """One link of the chain that is wrong by itself."""
    says = {"says": link.worst.analytic, "is": link.worst.numeric}
    if link.link == len(network.layers):
        return {"name": "the loss", "by": "the logits"} | says
    layer = network.layers[link.link]
    which = sum(bool(each.parameter_names) for each in network.layers[: link.link + 1])
    if isinstance(layer, Activation):
        return {
            "name": f"the activation after layer {which} ({network.activation})",
            "by": "its input",
        } | says
    name = (
        f"layer {which}"
        if layer.parameter_names
        else f"{layer.spec or 'reshape'} after layer {which}"
    )
    return {"name": name, "by": DERIVATIVES[link.name]} | says
