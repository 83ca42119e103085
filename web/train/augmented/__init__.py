"""What the setting "Augmentation" makes of digits, to be looked at; the worker imports it then.

Each function is given the worker's session first, and answers with plain values and flat arrays.
"""

import numpy as np

from pycore.augment import AUGMENTATIONS
from web.python.answers import Answer
from web.python.drawing import Ink, digit_of
from web.python.session import Session

PICTURES, DIGITS = 12, 4


def pictures(session: Session, augment: str, ink: Ink, seed: int) -> Answer:
    """Twelve pictures as a network would meet them: of what is drawn, else of a few samples.

    `ink` is as for `predict`, empty where nothing is drawn; another `seed` gives other pictures.
    """
    drawn = digit_of(ink)
    digits = session.samples.images[:DIGITS] if drawn is None else drawn[None]
    images = np.repeat(digits, PICTURES // len(digits), axis=0)
    change = AUGMENTATIONS[augment]
    changed = change(images, np.random.default_rng(seed)) if change else images
    return {"images": changed.ravel(), "drawn": drawn is not None}
