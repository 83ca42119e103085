"""A loss measures how wrong the network's answers are; training makes it small.

Here it is cross-entropy: minus the logarithm of the probability that the network gave to the right
digit, averaged over the batch (the only place where anything is averaged).
"""

import numpy as np

from .arrays import Floats, Labels


def softmax(logits: Floats) -> Floats:
    """Turn logits (n, 10) into probabilities (n, 10): eᶻ / Σ eᶻ, along each row.

    Subtracting a row's largest logit changes nothing (it cancels) but keeps eᶻ from overflowing:
    e⁸⁹ is already too much for float32, and ∞/∞ is NaN.
    """
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs: Floats = e / e.sum(axis=1, keepdims=True)
    return probs


def cross_entropy(logits: Floats, y: Labels) -> tuple[float, Floats]:
    """Return the loss, −mean log softmax(logits)[y], and its derivative by the logits, (n, 10).

    The logarithm is taken before anything can underflow: log softmax(z)ᵢ = zᵢ − m − log Σ eᶻ⁻ᵐ.
    The derivative is wonderfully plain:  ∂L/∂z = (softmax(z) − one_hot(y)) / n.
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
