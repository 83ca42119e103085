"""Initial weights: random, and of the right size.

If they were equal, all units of a layer would learn the same thing. A unit sums `fan_in` inputs.
With weights of variance 1/fan_in, the sum varies as much as each input does, and signals neither
vanish nor explode on their way through the layers. ReLU removes half of them, and needs 2/fan_in.

Each initialiser returns W (fan_in, fan_out) and b (fan_out,) in float64.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from .arrays import Floats, Rng
from .notebook_initialisers import NOTEBOOK_INITIALISERS

Initialiser: TypeAlias = Callable[[int, int, Rng], tuple[Floats, Floats]]


def he(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """Normal with variance 2/fan_in, for ReLU. He et al. 2015, arXiv:1502.01852, eq. 10."""
    return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)), np.zeros(fan_out)


def glorot(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """Uniform with variance 2/(fan_in + fan_out), for tanh. Glorot and Bengio 2010, eq. 16."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (fan_in, fan_out)), np.zeros(fan_out)


def lecun(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """Normal with variance 1/fan_in. LeCun et al. 1998, "Efficient BackProp", eq. 16."""
    return rng.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out)), np.zeros(fan_out)


INITIALISERS: dict[str, Initialiser] = {
    "he": he,
    "glorot": glorot,
    "lecun": lecun,
    **NOTEBOOK_INITIALISERS,
}
