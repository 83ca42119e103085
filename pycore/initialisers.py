"""Where weights start: at random, and of the right size.

Random, or all units of a layer would learn the same thing. A unit sums `fan_in` inputs. If its
weights have variance 1/fan_in the sum varies as much as each input does, and signals neither fade
nor explode on their way through the layers; ReLU, which cuts half of them off, needs twice that.

Each initialiser returns W (fan_in, fan_out) and b (fan_out,) in float64.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from .arrays import Floats

Initialiser: TypeAlias = Callable[[int, int, np.random.Generator], tuple[Floats, Floats]]


def he(fan_in: int, fan_out: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Normal with variance 2/fan_in, for ReLU. He et al. 2015, arXiv:1502.01852, eq. 10."""
    return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)), np.zeros(fan_out)


def glorot(fan_in: int, fan_out: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Uniform with variance 2/(fan_in + fan_out), for tanh. Glorot and Bengio 2010, eq. 16."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (fan_in, fan_out)), np.zeros(fan_out)


def lecun(fan_in: int, fan_out: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Normal with variance 1/fan_in. LeCun et al. 1998, "Efficient BackProp", eq. 16."""
    return rng.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out)), np.zeros(fan_out)


def uniform_positive(fan_in: int, fan_out: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Uniform in [0, 1), no biases: a notebook's choice. All positive and far too large."""
    return rng.random((fan_in, fan_out)), np.zeros(fan_out)


def uniform_tiny(fan_in: int, fan_out: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """W uniform in [0, 0.01), b in [0, 1): a notebook's choice. Biases drown the weights."""
    return rng.random((fan_in, fan_out)) * 0.01, rng.random(fan_out)


def uniform_centred(fan_in: int, fan_out: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """W and b uniform in [−0.5, 0.5): two notebooks' choice. Too large for 784 inputs."""
    return rng.random((fan_in, fan_out)) - 0.5, rng.random(fan_out) - 0.5


INITIALISERS: dict[str, Initialiser] = {
    "he": he,
    "glorot": glorot,
    "lecun": lecun,
    "uniform_positive": uniform_positive,
    "uniform_tiny": uniform_tiny,
    "uniform_centred": uniform_centred,
}
