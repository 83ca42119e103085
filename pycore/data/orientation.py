"""Which way up images are: EMNIST is published with rows and columns swapped.

Names say that a set is EMNIST (`roles`). Digits say it as well: most are taller than wide.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import SIDE, Images
from ..checks import as_images, as_labels
from ..dataset import Dataset, label
from ..errors import DataError
from .roles import Role

MOST_WIDE = {1: 0.3, 3: 0.7, 7: 0.7, 8: 0.7, 9: 0.7}
"""Digits that lie on their side if their ink's variance along a column, as a share of that along a
row, is less than this."""


def labelled(images: object, labels: Any, role: Role, name: str) -> Dataset:
    """Images and labels, upright, and QMNIST's labels without the other columns."""
    if isinstance(labels, np.ndarray) and labels.dtype.kind == "i" and labels.shape[1:] == (8,):
        labels = labels[:, 0]
    data = label(as_images(images, name), as_labels(labels, name), name)
    data = data._replace(images=upright(data.images, role))
    if not _lie(data):
        return data
    if not _is_emnist(role):
        raise DataError(
            f"{name}: the digits lie on their side, rows and columns swapped, as in EMNIST; "
            "give images.transpose(0, 2, 1), or files with 'emnist' in their names"
        )
    return data._replace(images=data.images.transpose(0, 2, 1))  # somebody had turned it already


def upright(images: Images, role: Role) -> Images:
    """EMNIST's images with rows and columns swapped back; others as they are."""
    return np.ascontiguousarray(images.transpose(0, 2, 1)) if _is_emnist(role) else images


def _is_emnist(role: Role) -> bool:
    return "emnist" in role.of


def _lie(data: Dataset) -> bool:
    """Whether these are digits that lie on their side.

    1, 3, 7, 8 and 9 are taller than wide in anybody's hand: the ink's variance along a column is
    more than twice that along a row in MNIST, seven times for the 1. Here it is the other way round
    for each of them.
    """
    for digit, most in MOST_WIDE.items():
        ink = data.images[np.flatnonzero(data.labels == digit)[:100]].astype(np.float32)
        if len(ink) < 5:
            return False
        down, across = (_variance(ink.sum(axis=axis)) for axis in (2, 1))
        if not np.median(down) < most * np.median(across):
            return False
    return True


def _variance(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far ink (n, 28) spreads along its line."""
    place, mass = np.arange(SIDE, dtype=np.float32), np.maximum(ink.sum(axis=1), 1)
    mean = ink @ place / mass
    spread: NDArray[np.float32] = ink @ place**2 / mass - mean**2
    return spread
