"""Is `backward` right? It is compared with the definition of the derivative.

A weight is changed a little, and the loss shows what follows. Central differences,
(L(w + h) − L(w − h)) / 2h, have an error of about h², and a rounding error of about 1e-16 / h. So h
is chosen between the two. In float32, rounding would hide the answer.
"""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Labels
from .convolution import MaxPool, squares
from .layers import Activation, Layer
from .loss import Loss, cross_entropy
from .network import Network

Signs: TypeAlias = list[NDArray[np.bool_]]
"""On which side of their kinks the layers are."""


class Worst(NamedTuple):
    """The largest error among the numbers of one array that were checked."""

    error: float
    """|analytic − numeric| / max(1e-8, |analytic| + |numeric|)"""
    analytic: float
    """What `backward` says."""
    numeric: float
    """What finite differences say."""
    checked: int
    """How many numbers were checked."""


class GradientError(NamedTuple):
    """The largest error in one array of gradients."""

    layer: int
    """Which of the layers that have parameters, from 0."""
    name: str
    """`W` or `b`; of a batch normalisation, `gamma` or `beta`."""
    error: float
    """The largest |analytic − numeric| / max(1e-8, |analytic| + |numeric|) of those checked."""
    checked: int
    """How many numbers were checked."""


class LinkError(NamedTuple):
    """The largest error of one link of the chain, checked by itself."""

    link: int
    """Which of `network.layers`, from 0; the loss comes after the last."""
    name: str
    """The derivative by its input, `X`, or by one of its parameters."""
    worst: Worst


def check_gradients(
    network: Network,
    X: Floats,
    y: Labels,
    rng: np.random.Generator,
    samples: int = 50,
    h: float = 3e-5,
    loss: Loss | None = None,
) -> list[GradientError]:
    """Compare gradients with finite differences: up to `samples` random numbers of every array.

    The gradients are those of `loss` (by default `cross_entropy`) in training, with the same units
    switched off each time. `network` and X (n, inputs) must be float64. A number is skipped if its
    change moves a unit across a kink, where there is no derivative.
    """
    _require_float64(network, X)
    loss = loss or cross_entropy
    chance = int(rng.integers(2**32))

    def forward() -> Floats:
        return network.forward(X, training=True, rng=np.random.default_rng(chance))

    def value() -> float:
        return loss(forward(), y)[0]

    def signs() -> Signs:
        return [side for layer in network.layers for side in _sides_of_kinks(layer)]

    _, dlogits = loss(forward(), y)
    network.backward(dlogits)
    found = []
    for i, layer in enumerate(layer for layer in network.layers if layer.parameter_names):
        gradients = [gradient.copy() for gradient in layer.gradients()]
        for name, array, gradient in zip(
            layer.parameter_names, layer.parameters(), gradients, strict=True
        ):
            worst = _worst(array, gradient, value, signs, rng, samples, h)
            found.append(GradientError(i, name, worst.error, worst.checked))
    return found


def check_links(
    network: Network,
    X: Floats,
    y: Labels,
    rng: np.random.Generator,
    samples: int = 50,
    h: float = 3e-5,
) -> list[LinkError]:
    """Compare every layer's own `backward`, then the loss's, with finite differences.

    One wrong layer makes the gradients of all layers before it wrong, and `check_gradients` shows
    them all. Here each layer is checked alone, by a random sum of its own outputs.
    """
    _require_float64(network, X)
    found = []
    for i, layer in enumerate(network.layers):
        found += [
            LinkError(i, name, _worst(array, gradient, value, signs, rng, samples, h))
            for name, array, gradient, value, signs in _terms(layer, X, rng)
        ]
        X = layer.forward(X)
    logits = X.copy()
    _, dlogits = cross_entropy(logits, y)
    worst = _worst(logits, dlogits, lambda: cross_entropy(logits, y)[0], list, rng, samples, h)
    return [*found, LinkError(len(network.layers), "X", worst)]


def _sides_of_kinks(layer: Layer) -> Signs:
    """On which side of each of its kinks a layer was, for the last batch in training."""
    if isinstance(layer, Activation):
        return [layer.A > 0]
    if isinstance(layer, MaxPool):
        return [corner == layer.Z for corner in squares(layer.X)]
    return []


Term: TypeAlias = tuple[str, Floats, Floats, Callable[[], float], Callable[[], Signs]]


def _terms(layer: Layer, X: Floats, rng: np.random.Generator) -> Iterator[Term]:
    """What a layer's output depends on: name, array, derivative, the sum, the sides of kinks."""
    X, chance = X.copy(), int(rng.integers(2**32))

    def forward() -> Floats:
        return layer.forward(X, training=True, rng=np.random.default_rng(chance))

    weights = rng.standard_normal(forward().shape)
    dX = layer.backward(weights)
    gradients = [gradient.copy() for gradient in layer.gradients()]

    def value() -> float:
        return float((forward() * weights).sum())

    def signs() -> Signs:
        return _sides_of_kinks(layer)

    yield "X", X, dX, value, signs
    for name, array, gradient in zip(
        layer.parameter_names, layer.parameters(), gradients, strict=True
    ):
        yield name, array, gradient, value, signs


def _require_float64(network: Network, X: Floats) -> None:
    if X.dtype != np.float64 or any(p.dtype != np.float64 for p in network.parameters()):
        raise ValueError("gradients are checked in float64: float32 is too coarse")


def _worst(
    array: Floats,
    gradient: Floats,
    value: Callable[[], float],
    signs: Callable[[], Signs],
    rng: np.random.Generator,
    samples: int,
    h: float,
) -> Worst:
    """Change some numbers of `array`, which `value` depends on, and compare with `gradient`."""
    worst, checked = Worst(0.0, 0.0, 0.0, 0), 0
    for index in (np.unravel_index(k, array.shape) for k in rng.permutation(array.size)[:samples]):
        analytic, numeric = float(gradient[index]), _derivative(array, index, value, signs, h)
        if numeric is None:
            continue
        checked += 1
        error = abs(analytic - numeric) / max(1e-8, abs(analytic) + abs(numeric))
        if math.isnan(error) or error > worst.error:  # NaN is as wrong as can be
            worst = Worst(math.inf if math.isnan(error) else error, analytic, numeric, 0)
    return worst._replace(checked=checked)


def _derivative(
    array: Floats,
    index: tuple[np.intp, ...],
    value: Callable[[], float],
    signs: Callable[[], Signs],
    h: float,
) -> float | None:
    """The value's derivative by one number, or None if a unit crosses a kink on the way."""
    middle = array[index]
    values, sides = [], []
    for nudged in (middle + h, middle - h):
        array[index] = nudged
        values.append(value())
        sides.append(signs())
    array[index] = middle
    if any((above != below).any() for above, below in zip(*sides, strict=True)):
        return None
    return (values[0] - values[1]) / (2 * h)
