"""Turns EMNIST upright: it is published with rows and columns swapped.

Names tell that a dataset is EMNIST (`roles`). The digits tell it, too: most are taller than wide.
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
"""A digit lies on its side if the variance of its ink along a column, divided by that along a row,
is less than this."""


def labelled(images: object, labels: Any, role: Role, name: str) -> Dataset:
    """Images and labels, upright; of QMNIST's labels only the class."""
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
    return data._replace(images=data.images.transpose(0, 2, 1))  # it was upright before


def upright(images: Images, role: Role) -> Images:
    """Swap rows and columns of EMNIST's images back; others stay as they are."""
    return np.ascontiguousarray(images.transpose(0, 2, 1)) if _is_emnist(role) else images


def _is_emnist(role: Role) -> bool:
    return "emnist" in role.of


def _lie(data: Dataset) -> bool:
    """Whether these are digits that lie on their side.

    Everybody writes 1, 3, 7, 8 and 9 taller than wide: in MNIST, the variance of the ink along a
    column is more than twice that along a row, for the 1 seven times. Digits lie on their side if
    it is the other way round for each of these.
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
    """The variance of the position of ink (n, 28) along its line."""
    place, mass = np.arange(SIDE, dtype=np.float32), np.maximum(ink.sum(axis=1), 1)
    mean = ink @ place / mass
    spread: NDArray[np.float32] = ink @ place**2 / mass - mean**2
    return spread
