"""Softmax by the book and softmax as it should be, side by side, in float32."""

import numpy as np

from pycore.loss import cross_entropy, softmax

from .subject import flat, subject_of


def naive_softmax(logits):
    """eᶻ / Σ eᶻ as it stands in the book: (n, 10) → (n, 10)."""
    return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)


def softmax_by_size(session, seen, size):
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


def within(size):
    """The size as a float32, which holds no more than its largest number."""
    most = np.finfo(np.float32).max
    return np.float32(np.clip(size, -most, most))


def stretched(logits, size):
    """The same logits from 0 to `size`; all of them `size` if they were all the same."""
    low, high = logits.min(), logits.max()
    if high == low:
        return np.full_like(logits, size)
    return ((logits - low) / (high - low) * size).astype(np.float32)
