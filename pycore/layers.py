"""A layer turns its input into its output; on the way back it passes the blame on.

Given how much the output is to blame for the loss, it tells its input and its weights their share.
`forward` remembers what `backward` needs. Every `backward` is one application of the chain rule:
given dZ, the derivative of the loss by the layer's output, it returns the derivative by the layer's
input.
"""

import numpy as np

from .activations import ACTIVATIONS
from .arrays import Floats
from .kernels import matmul


class Dense:
    """Z = X W + b: every output is a weighted sum of all inputs, plus a bias."""

    def __init__(self, W: Floats, b: Floats) -> None:
        self.W = W  # (fan_in, fan_out)
        self.b = b  # (fan_out,)
        self.dW = np.zeros_like(W)
        self.db = np.zeros_like(b)

    def forward(self, X: Floats) -> Floats:
        """X (n, fan_in) → Z (n, fan_out)."""
        self.X = X
        return matmul(X, self.W) + self.b  # (n, fan_in) @ (fan_in, fan_out) + (fan_out,)

    def backward(self, dZ: Floats) -> Floats:
        """dZ (n, fan_out) → dX (n, fan_in):  ∂L/∂X = ∂L/∂Z · Wᵀ."""
        self.weigh(dZ)
        return matmul(dZ, self.W.T)  # (n, fan_out) @ (fan_out, fan_in)

    def weigh(self, dZ: Floats) -> None:
        """Set the gradients:  ∂L/∂W = Xᵀ · ∂L/∂Z,  ∂L/∂b = the sum of ∂L/∂Z over the examples.

        The sum runs over examples alone, never over units: each unit has a bias of its own.
        """
        self.dW = matmul(self.X.T, dZ)  # (fan_in, n) @ (n, fan_out)
        self.db = dZ.sum(axis=0)  # (fan_out,)


class Bend:
    """A = f(Z), number by number."""

    def __init__(self, activation: str) -> None:
        self.function, self.slope = ACTIVATIONS[activation]

    def forward(self, Z: Floats) -> Floats:
        """Z (n, units) → A (n, units)."""
        self.A = self.function(Z)
        return self.A

    def backward(self, dA: Floats) -> Floats:
        """dA (n, units) → dZ (n, units):  ∂L/∂Z = ∂L/∂A · f'(Z)."""
        return dA * self.slope(self.A)
