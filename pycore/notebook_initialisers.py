"""Initial weights as the notebooks have them: too large for 784 inputs."""

import numpy as np

from .arrays import Floats, Rng


def uniform_positive(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """W uniform in [0, 1), b = 0. All weights are positive."""
    return rng.random((fan_in, fan_out)), np.zeros(fan_out)


def uniform_tiny(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """W uniform in [0, 0.01), b in [0, 1). The biases outweigh the weights."""
    return rng.random((fan_in, fan_out)) * 0.01, rng.random(fan_out)


def uniform_centred(fan_in: int, fan_out: int, rng: Rng) -> tuple[Floats, Floats]:
    """W and b uniform in [−0.5, 0.5), as in two notebooks."""
    return rng.random((fan_in, fan_out)) - 0.5, rng.random(fan_out) - 0.5


NOTEBOOK_INITIALISERS = {
    "uniform_positive": uniform_positive,
    "uniform_tiny": uniform_tiny,
    "uniform_centred": uniform_centred,
}
