"""Broken layers and losses. Each differs from the correct one in one point, which it names.

They have a module of their own, so the modules of the walk stay clean. A defect of a notebook
replaces a correct part of the plan by a broken one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Labels
from ..layers import Dense
from ..loss import Loss, softmax


class ScalarBiasDense(Dense):
    """A layer that sums its bias gradient over examples *and units*: one number for all biases.

    So all biases of a layer change alike. In the last layer the sum is always 0: the gradient of
    one image with respect to its logits, softmax − one-hot, sums to 0.
    """

    def set_gradients(self, dZ: Floats) -> None:
        """Set the gradients. All of db (fan_out,) is the same sum."""
        super().set_gradients(dZ)
        self.db = np.full_like(self.b, dZ.sum())


class NoBiasDense(Dense):
    """A layer without biases: Z = X W. Its biases exist and stay 0."""

    def __init__(self, W: Floats, b: Floats) -> None:
        super().__init__(W, np.zeros_like(b))

    def set_gradients(self, dZ: Floats) -> None:
        """Set the gradients. db (fan_out,) is 0."""
        super().set_gradients(dZ)
        self.db = np.zeros_like(self.b)


def unstable_softmax(logits: Floats) -> Floats:
    """The textbook's eᶻ / Σ eᶻ, in float64 like the notebooks: (n, 10) → (n, 10).

    From z = 709.8 on, eᶻ overflows float64, and ∞ / ∞ is NaN.
    """
    e = np.exp(logits.astype(np.float64))
    probs: Floats = e / e.sum(axis=1, keepdims=True)
    return probs


def mean_log_loss(probs: Floats, y: Labels) -> float:
    """−mean log p of the right digit; infinite where p is 0."""
    return float(-np.mean(np.log(probs[np.arange(len(y)), y])))


def squared_error(probs: Floats, y: Labels) -> float:
    """The squared differences from one-hot, summed over the ten units, averaged over the images."""
    return float(np.mean(np.sum((probs - np.eye(10)[y]) ** 2, axis=1)))


def odds(probs: Floats) -> Floats:
    """p / (1 − p), mistaken for softmax's derivative p (1 − p); infinite where p is 1."""
    return probs / (1 - probs)


@dataclass(frozen=True)
class LossInParts:
    """A `Loss`: cross-entropy in parts, any of which may be replaced by a wrong one.

    With its defaults it equals `cross_entropy`, except for overflow in the logarithm.
    """

    softmax: Callable[[Floats], Floats] = softmax
    cost: Callable[[Floats, Labels], float] = mean_log_loss
    """The loss that is shown. The gradient is always that of cross-entropy."""
    derivative: Callable[[Floats], Floats] | None = None
    """A wrong extra factor on ∂L/∂z, computed from the probabilities."""

    def __call__(self, logits: Floats, y: Labels) -> tuple[float, Floats]:
        """The cost, and what the notebook uses as its gradient by the logits (n, 10)."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            probs = self.softmax(logits)
            dlogits = probs.copy()
            dlogits[np.arange(len(y)), y] -= 1
            if self.derivative:
                dlogits *= self.derivative(probs)
            return self.cost(probs, y), (dlogits / len(y)).astype(logits.dtype)


def scaled(loss: Loss, factor: float) -> Loss:
    """The loss with a gradient that is `factor` times too large."""

    def wrong(logits: Floats, y: Labels) -> tuple[float, Floats]:
        value, dlogits = loss(logits, y)
        return value, dlogits * factor

    return wrong
