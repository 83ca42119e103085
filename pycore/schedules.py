"""How the learning rate changes during training: first large steps, then small ones.

Each schedule returns a factor for the learning rate; `progress` is how much is done, 0 to 1.
"""

import math
from collections.abc import Callable

WARM_UP = 0.05
"""The fraction of the training in which the rate rises. The first gradients vary most."""


def constant(progress: float) -> float:
    """The full rate all the time."""
    return 1.0


def step(progress: float) -> float:
    """A tenth after one half, a hundredth after three quarters. He et al. 2015, section 3.4."""
    return 1.0 if progress < 0.5 else 0.1 if progress < 0.75 else 0.01


def cosine(progress: float) -> float:
    """A linear warm-up from 0 to the full rate, then down to 0 along half a cosine.

    Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5, without restarts.
    """
    if progress < WARM_UP:
        return progress / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


SCHEDULES: dict[str, Callable[[float], float]] = {
    "constant": constant,
    "step": step,
    "cosine": cosine,
}
