"""Batch normalisation: the next layer finds its input in the same range all through the training.

Ioffe and Szegedy 2015, arXiv:1502.03167, algorithms 1 and 2.
"""

import numpy as np

from .arrays import Floats, Rng
from .convolution import rows
from .layer_spec import LayerSpec
from .layers import Layer


class BatchNorm(Layer):
    """Give each channel mean 0 and variance 1 over the batch, then a scale and shift of its own.

    Z = γ x̂ + β,  x̂ = (x − μ) / √(σ² + ε). An answer must not depend on the other examples of its
    batch: it takes running averages of the mean and variance of training.
    """

    kind = "norm"
    spec: LayerSpec = "norm"
    parameter_names = ("gamma", "beta")
    buffer_names = ("running_mean", "running_var")
    cache_names = ("x_hat", "inv_std")
    epsilon = 1e-5
    momentum = 0.1
    """How far each batch moves the running mean and variance."""

    def __init__(self, gamma: Floats, beta: Floats, mean: Floats, variance: Floats) -> None:
        self.gamma, self.beta = gamma, beta  # (channels,)
        self.running_mean, self.running_var = mean, variance  # (channels,)

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, …, channels) → Z of the same shape, by the running mean and variance.

        In training by those of the batch, which move the running ones.
        """
        if not training:
            x_hat, _ = self._normalise(X - self.running_mean, self.running_var)
            return self.gamma * x_hat + self.beta
        mean = rows(X).mean(axis=0)
        centred = X - mean
        variance = np.einsum("ij,ij->j", rows(centred), rows(centred)) * (mean.size / X.size)
        self.running_mean += self.momentum * (mean - self.running_mean)
        self.running_var += self.momentum * (variance - self.running_var)
        self.x_hat, self.inv_std = self._normalise(centred, variance)
        return self.gamma * self.x_hat + self.beta

    def _normalise(self, centred: Floats, variance: Floats) -> tuple[Floats, Floats]:
        """Turn x − μ into x̂, in place. Return it, and 1 / √(σ² + ε) (channels,)."""
        inv_std: Floats = 1 / np.sqrt(variance + variance.dtype.type(self.epsilon))
        centred *= inv_std
        return centred, inv_std

    def backward(self, dZ: Floats) -> Floats:
        """∂L/∂γ = Σ ∂L/∂Z · x̂,  ∂L/∂β = Σ ∂L/∂Z,  sums and means over all but the channels, and

        ∂L/∂X = γ / √(σ² + ε) · (∂L/∂Z − mean of ∂L/∂Z − x̂ · mean of ∂L/∂Z · x̂):
        a number also shifts the mean of its batch, and widens its variance.
        """
        self.dbeta = rows(dZ).sum(axis=0)
        self.dgamma = np.einsum("ij,ij->j", rows(dZ), rows(self.x_hat))
        fraction = dZ.dtype.type(self.gamma.size / dZ.size)  # 1 / (numbers in a channel)
        dX: Floats = dZ - fraction * self.dbeta
        dX -= self.x_hat * (fraction * self.dgamma)
        dX *= self.gamma * self.inv_std
        return dX
