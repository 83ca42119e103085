"""A loss measures how wrong the network's answers are; training makes it small.

Here it is cross-entropy: minus the logarithm of the probability that the network gave to the right
class, averaged over the batch.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from .arrays import Floats, Labels

Loss: TypeAlias = Callable[[Floats, Labels], tuple[float, Floats]]
"""Of logits (n, classes) and labels (n,): the mean loss, and its derivative by the logits."""


def softmax(logits: Floats) -> Floats:
    """Turn logits (n, classes) into probabilities (n, classes): eᶻ / Σ eᶻ, along each row.

    Subtracting a row's largest logit cancels out, but keeps eᶻ from overflowing: e⁸⁹ is too large
    for float32, and ∞/∞ is NaN.
    """
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs: Floats = e / e.sum(axis=1, keepdims=True)
    return probs


def cross_entropy(logits: Floats, y: Labels) -> tuple[float, Floats]:
    """Return the loss, −mean log softmax(logits)[y], and its derivative by logits (n, classes).

    Nothing underflows before the logarithm is taken: log softmax(z)ᵢ = zᵢ − m − log Σ eᶻ⁻ᵐ.
    The derivative is simple:  ∂L/∂z = (softmax(z) − one_hot(y)) / n.
    """
    n = len(y)
    rows = np.arange(n)
    shifted = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total = e.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total[:, 0]) - shifted[rows, y]))
    dlogits: Floats = e / total
    dlogits[rows, y] -= 1
    return loss, dlogits / n
