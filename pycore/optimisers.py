"""An optimiser decides how far to move each parameter against its gradient.

It changes the network's own arrays in place, and keeps what it needs of earlier gradients. The
learning rate comes with every step, so it may change.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from . import backend
from .arrays import Floats


class Optimiser(Protocol):
    """Anything that can take a step."""

    decoupled: bool
    """Whether weight decay is not a part of the gradients: see `weight_decay`."""

    def step(self, gradients: Sequence[Floats], learning_rate: float) -> None:
        """Change the parameters, given their gradients in the same order."""

    def reset(self) -> None:
        """Forget all earlier gradients."""


class SGD:
    """Stochastic gradient descent:  θ ← θ − η g."""

    decoupled = False

    def __init__(self, parameters: Sequence[Floats]) -> None:
        self.parameters = parameters

    def step(self, gradients: Sequence[Floats], learning_rate: float) -> None:
        """Move every parameter straight downhill."""
        for parameter, gradient in zip(self.parameters, gradients, strict=True):
            parameter -= learning_rate * gradient

    def reset(self) -> None:
        """Nothing to forget."""


class Momentum:
    """A ball with inertia:  v ← μ v − η g,  θ ← θ + v.  Sutskever et al. 2013, eq. 1 and 2."""

    decoupled = False

    def __init__(self, parameters: Sequence[Floats], momentum: float = 0.9) -> None:
        self.parameters = parameters
        self.momentum = momentum
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]

    def step(self, gradients: Sequence[Floats], learning_rate: float) -> None:
        """Change the velocity a little, then move with it."""
        for parameter, velocity, gradient in zip(
            self.parameters, self.velocities, gradients, strict=True
        ):
            velocity *= self.momentum
            velocity -= learning_rate * gradient
            self._move(parameter, velocity, learning_rate * gradient)

    def reset(self) -> None:
        """Stop the ball."""
        for velocity in self.velocities:
            velocity.fill(0)

    def _move(self, parameter: Floats, velocity: Floats, step: Floats) -> None:
        parameter += velocity


class Nesterov(Momentum):
    """Momentum with the gradient at the point ahead, where inertia leads; θ is that point.

    v ← μ v − η g,  θ ← θ + μ v − η g.  Bengio et al. 2013, arXiv:1212.0901, eq. 7, for Sutskever
    et al. 2013, eq. 3 and 4.
    """

    def _move(self, parameter: Floats, velocity: Floats, step: Floats) -> None:
        parameter += self.momentum * velocity - step


class Adam:
    """Steps of about the same size for every parameter, however large its gradients are.

    m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²,   θ ← θ − η m̂ / (√v̂ + ε),
    where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) correct the start at zero.
    Kingma and Ba 2015, arXiv:1412.6980, algorithm 1.
    """

    decoupled = False

    def __init__(
        self,
        parameters: Sequence[Floats],
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        self.parameters = parameters
        self.betas = (beta1, beta2)
        self.epsilon = epsilon
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
        self.t = 0

    def step(self, gradients: Sequence[Floats], learning_rate: float) -> None:
        """Move every parameter by its mean gradient over that gradient's usual size."""
        self.t += 1
        mean_bias, square_bias = (1 - beta**self.t for beta in self.betas)
        constants = (self.betas, self.epsilon, learning_rate / mean_bias, 1 / square_bias)
        for arrays in zip(self.parameters, self.means, self.squares, gradients, strict=True):
            backend.active.adam(*arrays, *constants)

    def reset(self) -> None:
        """Start again."""
        self.t = 0
        for array in (*self.means, *self.squares):
            array.fill(0)


class AdamW(Adam):
    """Adam whose weight decay is decoupled. Loshchilov and Hutter 2019, arXiv:1711.05101."""

    decoupled = True


OPTIMISERS: dict[str, Callable[[Sequence[Floats]], Optimiser]] = {
    "adam": Adam,
    "adamw": AdamW,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "sgd": SGD,
}
