"""Dropout: in training, units are switched off at random, so that none can rely on another."""

import numpy as np

from .arrays import Floats, Rng
from .layer_spec import LayerSpec
from .layers import Layer


class Dropout(Layer):
    """Switches units off, and scales up the others: the sum stays what it was on average.

    Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting".
    """

    kind = "drop"
    cache_names = ("mask",)

    def __init__(self, rate: float) -> None:
        self.rate = rate
        """The probability that a unit is off."""

    @property
    def spec(self) -> LayerSpec:
        return f"drop{round(100 * self.rate)}"

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """In training Z = X · mask: 0 for units that are off, 1 / (1 − rate) for the others."""
        if not training:
            return X
        if rng is None:
            raise ValueError("dropout needs an rng in training")
        on = rng.random(X.shape, np.float32) >= self.rate
        self.mask: Floats = on * X.dtype.type(1 / (1 - self.rate))
        return X * self.mask

    def backward(self, dZ: Floats) -> Floats:
        """∂L/∂X = ∂L/∂Z · mask."""
        return dZ * self.mask
