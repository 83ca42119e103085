"""The three computations that take nearly all the time.

NumPy defines what they compute. Natively it is fast, too, by a tuned library. In the browser it has
none, so the page gives faster functions to `set_backend`.
"""

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats


class Backend:
    """The reference, in NumPy."""

    name = "NumPy"

    def matmul(self, a: Floats, b: Floats) -> Floats:
        """(m, k) @ (k, n) → (m, n)"""
        product: Floats = a @ b
        return product

    def adam(
        self,
        parameter: Floats,
        mean: Floats,
        square: Floats,
        gradient: Floats,
        betas: tuple[float, float],
        epsilon: float,
        rate: float,
        scale: float,
    ) -> None:
        """Change θ, m and v, arrays of one shape, in place, given g:

        m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²,   θ ← θ − rate · m / (√(scale · v) + ε)
        """
        mean += (1 - betas[0]) * (gradient - mean)
        square += (1 - betas[1]) * (gradient * gradient - square)
        parameter -= rate * mean / ((square * scale) ** 0.5 + epsilon)

    def to_unit(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Scale pixels of any shape from 0…255 to 0…1."""
        return pixels.astype(np.float32) / np.float32(255)


active = Backend()
"""The backend in use."""


def set_backend(backend: Backend) -> None:
    """Compute with `backend` from now on."""
    global active
    active = backend


def matmul(a: Floats, b: Floats) -> Floats:
    """The matrix product (m, k) @ (k, n) → (m, n), by the backend in use."""
    return active.matmul(a, b)
