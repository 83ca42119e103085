"""Targets that are not one-hot: label smoothing, and images that show none of the classes."""

from collections.abc import Callable

import numpy as np

from .arrays import NONE, Floats, Labels
from .loss import Loss, cross_entropy


def default_loss(labels: Labels, smoothing: Callable[[], float]) -> Loss:
    """The loss of a training with these labels; `smoothing` is asked at each step."""
    has_no_class = bool((labels == NONE).any())

    def loss(logits: Floats, y: Labels) -> tuple[float, Floats]:
        if has_no_class or smoothing():
            return soft_cross_entropy(logits, y, smoothing())
        return cross_entropy(logits, y)

    return loss


def soft_cross_entropy(logits: Floats, y: Labels, smoothing: float) -> tuple[float, Floats]:
    """`cross_entropy` with soft targets t (n, classes), and its derivative by the logits.

    L = −mean Σ t log softmax(z),  ∂L/∂z = (softmax(z) − t) / n.

    The fraction `smoothing` of the target probability is spread over all classes, so that training
    never asks for infinite logits: Szegedy et al. 2016, arXiv:1512.00567, section 7. Where the
    label is `NONE`, all of it is: Hendrycks et al. 2019, arXiv:1812.04606, eq. 1, outlier exposure.
    """
    n, classes = logits.shape
    certain = np.where(y != NONE, 1 - smoothing, 0).astype(logits.dtype)  # (n,)
    target = np.repeat((1 - certain)[:, None] / classes, classes, axis=1)
    target[np.arange(n), y] += certain  # adds 0 where y is `NONE`
    shifted = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total = e.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total[:, 0]) - (target * shifted).sum(axis=1)))
    return loss, (e / total - target) / n
