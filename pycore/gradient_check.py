"""Is `backward` right? Ask the definition of the derivative.

Nudge a weight and see what the loss does. Central differences, (L(w + h) − L(w − h)) / 2h, are
exact to about h²; float64 is needed, in float32 rounding drowns the answer.
"""

from typing import NamedTuple

import numpy as np

from .arrays import Floats, Labels
from .layers import Bend
from .loss import cross_entropy
from .network import Network
from .step import Loss


class GradientError(NamedTuple):
    """How far one array of gradients is from the truth, at worst."""

    layer: int
    """Which dense layer, from 0."""
    name: str
    """`W` or `b`."""
    error: float
    """The largest |analytic − numeric| / max(1e-8, |analytic| + |numeric|) of those checked."""
    checked: int
    """How many numbers were checked."""


def check_gradients(
    network: Network,
    X: Floats,
    y: Labels,
    rng: np.random.Generator,
    samples: int = 50,
    h: float = 1e-4,
    loss: Loss | None = None,
) -> list[GradientError]:
    """Compare gradients with finite differences: up to `samples` random numbers of every W and b.

    The gradients are those of `loss`, `cross_entropy` unless given. `network` and X (n, inputs)
    must be float64. Numbers whose nudge carries a unit over ReLU's kink, where there is no
    derivative, are passed over.
    """
    if X.dtype != np.float64 or any(p.dtype != np.float64 for p in network.parameters()):
        raise ValueError("gradients are checked in float64: float32 is too coarse")
    loss = loss or cross_entropy
    _, dlogits = loss(network.forward(X), y)
    network.backward(dlogits)
    found = []
    gradients = [gradient.copy() for gradient in network.gradients()]
    for i, (parameter, gradient) in enumerate(zip(network.parameters(), gradients, strict=True)):
        chosen = rng.permutation(parameter.size)[:samples]
        errors: list[float] = []
        for index in (np.unravel_index(k, parameter.shape) for k in chosen):
            analytic, numeric = (
                float(gradient[index]),
                _slope(network, X, y, parameter, index, h, loss),
            )
            if numeric is not None:
                size = max(1e-8, abs(analytic) + abs(numeric))
                errors.append(abs(analytic - numeric) / size)
        found.append(GradientError(i // 2, "Wb"[i % 2], max(errors, default=0.0), len(errors)))
    return found


def _slope(
    network: Network,
    X: Floats,
    y: Labels,
    parameter: Floats,
    index: tuple[np.intp, ...],
    h: float,
    loss: Loss,
) -> float | None:
    """The loss's slope along one number, or None if a unit's sign changes on the way."""
    value = parameter[index]
    losses, signs = [], []
    for nudged in (value + h, value - h):
        parameter[index] = nudged
        losses.append(loss(network.forward(X), y)[0])
        signs.append([layer.A > 0 for layer in network.layers if isinstance(layer, Bend)])
    parameter[index] = value
    if any((above != below).any() for above, below in zip(*signs, strict=True)):
        return None
    return (losses[0] - losses[1]) / (2 * h)
