"""What the setting "Augmentation" makes of digits, to be looked at; the worker imports it then.

Each function is given the worker's session first, and answers with plain values and flat arrays.
"""

import numpy as np

from pycore import centre_digit, parse_idx
from pycore.augment import AUGMENTATIONS

PICTURES, DIGITS = 12, 4


class Samples:
    """A few of MNIST's training images, once they have come."""

    images: np.ndarray


def bring_samples(_session, images):
    """Keep the samples, from the bytes of their IDX file."""
    Samples.images = parse_idx(bytes(images), "samples")[:DIGITS]


def pictures(_session, augment, ink, seed):
    """Twelve pictures as a network would meet them: of what is drawn, else of a few samples.

    `ink` is as for `predict`, empty where nothing is drawn; another `seed` gives other pictures.
    """
    side = round(len(ink) ** 0.5)
    drawn = centre_digit(np.frombuffer(ink, np.uint8).reshape(side, side)) if side else None
    digits = Samples.images if drawn is None else drawn[None]
    images = np.repeat(digits, PICTURES // len(digits), axis=0)
    change = AUGMENTATIONS[augment]
    changed = change(images, np.random.default_rng(seed)) if change else images
    return {"images": changed.ravel(), "drawn": drawn is not None}
