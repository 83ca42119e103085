"""Broken parts: each deviates from its healthy counterpart in one point, and says in which.

They are kept apart so that the modules that learners read stay clean. A defect in a notebook is
such a part in the place of the healthy one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Labels
from ..layers import Dense
from ..loss import softmax
from ..step import Loss


class ScalarBiasDense(Dense):
    """A layer that adds its bias gradient up over examples *and units*: one number for all.

    So all biases of a layer move alike. In the last layer that number is 0 for ever, since the
    derivatives by the logits of one image, softmax − one-hot, add up to nothing.
    """

    def set_gradients(self, dZ: Floats) -> None:
        """Set the gradients, db (fan_out,) to the same sum in every place."""
        super().set_gradients(dZ)
        self.db = np.full_like(self.b, dZ.sum())


class NoBiasDense(Dense):
    """A layer without biases: Z = X W. They are there, and 0 for ever."""

    def __init__(self, W: Floats, b: Floats) -> None:
        super().__init__(W, np.zeros_like(b))

    def set_gradients(self, dZ: Floats) -> None:
        """Set the gradients, db (fan_out,) to 0."""
        super().set_gradients(dZ)
        self.db = np.zeros_like(self.b)


def unstable_softmax(logits: Floats) -> Floats:
    """eᶻ / Σ eᶻ as it stands in the book, in float64 as the notebooks have it: (n, 10) → (n, 10).

    From z = 709.8 on, eᶻ is more than float64 holds: ∞ / ∞ is NaN.
    """
    e = np.exp(logits.astype(np.float64))
    probs: Floats = e / e.sum(axis=1, keepdims=True)
    return probs


def mean_log_loss(probs: Floats, y: Labels) -> float:
    """−mean log p of the right digit, given probabilities: infinite where p is 0."""
    return float(-np.mean(np.log(probs[np.arange(len(y)), y])))


def squared_error(probs: Floats, y: Labels) -> float:
    """The squared differences from one-hot, summed over the ten units, averaged over the images."""
    return float(np.mean(np.sum((probs - np.eye(10)[y]) ** 2, axis=1)))


def odds(probs: Floats) -> Floats:
    """p / (1 − p), taken for softmax's derivative, which is p (1 − p): infinite where p is 1."""
    return probs / (1 - probs)


@dataclass(frozen=True)
class LossInParts:
    """Cross-entropy taken apart, so that any one of its parts can be wrong: a `Loss`.

    With its defaults it is `cross_entropy`, but for overflow in the logarithm.
    """

    softmax: Callable[[Floats], Floats] = softmax
    cost: Callable[[Floats, Labels], float] = mean_log_loss
    """The figure that is shown; the gradient is that of cross-entropy, whatever it is."""
    derivative: Callable[[Floats], Floats] | None = None
    """A factor for ∂L/∂z, which needs none, made of the probabilities."""

    def __call__(self, logits: Floats, y: Labels) -> tuple[float, Floats]:
        """The cost and what is taken for its derivative by the logits (n, 10)."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            probs = self.softmax(logits)
            dlogits = probs.copy()
            dlogits[np.arange(len(y)), y] -= 1
            if self.derivative:
                dlogits *= self.derivative(probs)
            return self.cost(probs, y), (dlogits / len(y)).astype(logits.dtype)


def scaled(loss: Loss, factor: float) -> Loss:
    """The same loss with a gradient `factor` times too large."""

    def wrong(logits: Floats, y: Labels) -> tuple[float, Floats]:
        value, dlogits = loss(logits, y)
        return value, dlogits * factor

    return wrong
