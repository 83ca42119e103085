"""Softmax by the book and softmax as it should be, side by side, in float32."""

import numpy as np

from pycore.arrays import Floats
from pycore.loss import cross_entropy, softmax
from web.python.answers import Answer
from web.python.session import Session

from .subject import Seen, flat, subject_of


def naive_softmax(logits: Floats) -> Floats:
    """eᶻ / Σ eᶻ as it stands in the book: (n, 10) → (n, 10)."""
    probs: Floats = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return probs


def softmax_by_size(session: Session, seen: Seen, size: float) -> Answer:
    """Both of them on the digit's logits, moved and stretched to reach from 0 to `size`."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        logits = stretched(subject.network.forward(subject.X), within(size))
        naive, stable = naive_softmax(logits), softmax(logits)
        least = int(logits.argmin())
        loss, _ = cross_entropy(logits, np.array([least], np.uint8))
        shifted = logits - logits.max()
        return {
            "logits": flat(logits),
            "naive": {
                "e": flat(np.exp(logits)),
                "sum": np.exp(logits).sum().item(),
                "probs": flat(naive),
                "loss": (-np.log(naive[0, least])).item(),
            },
            "stable": {
                "e": flat(np.exp(shifted)),
                "sum": np.exp(shifted).sum().item(),
                "probs": flat(stable),
                "loss": loss,
            },
            "least": least,
            "limit": float(np.log(np.finfo(np.float32).max)),
            "dtype": str(logits.dtype),
        }


def within(size: float) -> np.float32:
    """The size as a float32, which holds no more than its largest number."""
    most = np.finfo(np.float32).max
    return np.float32(np.clip(size, -most, most))


def stretched(logits: Floats, size: np.float32) -> Floats:
    """The same logits from 0 to `size`; all of them `size` if they were all the same."""
    low, high = logits.min(), logits.max()
    if high == low:
        return np.full_like(logits, size)
    moved: Floats = (logits - low) / (high - low) * size
    return moved.astype(np.float32)
