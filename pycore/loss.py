"""A loss measures how wrong the network's answers are; training makes it small.

Here it is cross-entropy: minus the logarithm of the probability that the network gave to the right
class, averaged over the batch (the only place where anything is averaged).
"""

import numpy as np

from .arrays import NONE as NONE
from .arrays import Floats, Labels


def softmax(logits: Floats) -> Floats:
    """Turn logits (n, classes) into probabilities (n, classes): eᶻ / Σ eᶻ, along each row.

    Subtracting a row's largest logit changes nothing (it cancels) but keeps eᶻ from overflowing:
    e⁸⁹ is already too much for float32, and ∞/∞ is NaN.
    """
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs: Floats = e / e.sum(axis=1, keepdims=True)
    return probs


def cross_entropy(logits: Floats, y: Labels) -> tuple[float, Floats]:
    """Return the loss, −mean log softmax(logits)[y], and its derivative by logits (n, classes).

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


def soft_cross_entropy(logits: Floats, y: Labels, smoothing: float) -> tuple[float, Floats]:
    """Do the same where not all is certain: the truth t (n, classes) is not 1 at y and 0 elsewhere.

    A share of it, `smoothing`, is spread over all classes, so that training never asks for
    infinite logits (Szegedy et al. 2016, arXiv:1512.00567, section 7). Of what is `NONE` all is
    (Hendrycks et al. 2019, arXiv:1812.04606, eq. 1, where it is called outlier exposure).
    L = −mean Σ t log softmax(z),  ∂L/∂z = (softmax(z) − t) / n.
    """
    n, classes = logits.shape
    certain = np.where(y != NONE, 1 - smoothing, 0).astype(logits.dtype)  # (n,)
    truth = np.repeat((1 - certain)[:, None] / classes, classes, axis=1)
    truth[np.arange(n), y] += certain  # of `NONE`, 0: whatever column −1 is
    shifted = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total = e.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total[:, 0]) - (truth * shifted).sum(axis=1)))
    return loss, (e / total - truth) / n
