"""A layer turns its input into its output; on the way back it passes the blame on.

Given how much the output is to blame for the loss, it tells its input and its weights their share.
`forward` remembers nothing, except in training what `backward` needs. Every `backward` is one
application of the chain rule: given dZ, the gradient of the loss by the layer's output, it returns
the gradient by the layer's input.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .activations import ACTIVATIONS
from .arrays import Floats, Rng
from .backend import matmul
from .layer_spec import Word


class Layer:
    """What all layers have in common."""

    parameter_names: tuple[str, ...] = ()
    """Arrays that training changes. The gradient of `W` is `dW`."""
    buffer_names: tuple[str, ...] = ()
    """Arrays that are saved but not trained: running mean and variance."""
    cache_names: tuple[str, ...] = ()
    """What `forward` leaves for `backward` in training. It belongs to a batch, and is not saved."""

    @property
    def word(self) -> Word | None:
        """What it is called in a list of layers, None where nobody needs to name it."""
        return None

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """Return the output. The first axis of X is the example.

        In training the layer remembers what `backward` needs, and `rng` decides what is random.
        Otherwise it stays as it is: a network can answer in one thread while another trains it.
        """
        raise NotImplementedError

    def backward(self, dZ: Floats) -> Floats:
        """Return ∂L/∂X, given ∂L/∂Z of the last batch in training; set the gradients, too."""
        raise NotImplementedError

    def set_gradients(self, dZ: Floats) -> None:
        """Set the gradients alone. The first layer needs no ∂L/∂X: nobody changes the pixels."""
        self.backward(dZ)

    def parameters(self) -> list[Floats]:
        """The arrays that training changes."""
        return [getattr(self, name) for name in self.parameter_names]

    def gradients(self) -> list[Floats]:
        """The derivatives by them, as the last `backward` left them."""
        return [getattr(self, f"d{name}") for name in self.parameter_names]

    def buffers(self) -> list[Floats]:
        """The arrays that are saved but not trained."""
        return [getattr(self, name) for name in self.buffer_names]

    def branches(self) -> NDArray[Any] | None:
        """Which way the last input in training took at a kink; None if all is smooth."""
        return None

    def clear_cache(self) -> None:
        """Drop what `forward` has left for `backward`."""
        for name in self.cache_names:
            self.__dict__.pop(name, None)

    def __getstate__(self) -> dict[str, Any]:
        """What it is, for `pickle` and `copy`: neither the last batch nor its gradients."""
        passing = {*self.cache_names, *(f"d{name}" for name in self.parameter_names)}
        return {name: value for name, value in vars(self).items() if name not in passing}


class Dense(Layer):
    """Z = X W + b: every output is a weighted sum of all inputs, plus a bias."""

    parameter_names = ("W", "b")
    cache_names = ("X",)

    def __init__(self, W: Floats, b: Floats) -> None:
        self.W = W  # (fan_in, fan_out)
        self.b = b  # (fan_out,)

    @property
    def word(self) -> Word:
        return len(self.b)

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, fan_in) → Z (n, fan_out)."""
        if training:
            self.X = X  # for the gradient of W
        return matmul(X, self.W) + self.b  # (n, fan_in) @ (fan_in, fan_out) + (fan_out,)

    def backward(self, dZ: Floats) -> Floats:
        """dZ (n, fan_out) → dX (n, fan_in):  ∂L/∂X = ∂L/∂Z · Wᵀ."""
        self.set_gradients(dZ)
        return matmul(dZ, self.W.T)  # (n, fan_out) @ (fan_out, fan_in)

    def set_gradients(self, dZ: Floats) -> None:
        """Set the gradients:  ∂L/∂W = Xᵀ · ∂L/∂Z,  ∂L/∂b = the sum of ∂L/∂Z over the examples.

        The sum runs over examples alone, never over units: each unit has a bias of its own.
        """
        self.dW = matmul(self.X.T, dZ)  # (fan_in, n) @ (n, fan_out)
        self.db = dZ.sum(axis=0)  # (fan_out,)


class Activation(Layer):
    """A = f(Z), number by number."""

    cache_names = ("A",)

    def __init__(self, activation: str) -> None:
        self.activation = activation
        self.function, self.derivative = ACTIVATIONS[activation]

    def forward(self, Z: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """Z → A, of any shape, (n, units) or (n, height, width, channels)."""
        A = self.function(Z)
        if training:
            self.A = A  # from which the derivative is computed
        return A

    def backward(self, dA: Floats) -> Floats:
        """dA → dZ:  ∂L/∂Z = ∂L/∂A · f'(Z)."""
        return dA * self.derivative(self.A)

    def branches(self) -> NDArray[Any]:
        """Which units are on."""
        return self.A > 0


class Dropout(Layer):
    """In training, switch units off at random, so that none can rely on another.

    The rest are made larger, so that the sum stays what it was on average. Srivastava et al. 2014,
    "Dropout: a simple way to prevent neural networks from overfitting".
    """

    cache_names = ("mask",)

    def __init__(self, share: float) -> None:
        self.share = share

    @property
    def word(self) -> Word:
        return f"drop{round(100 * self.share)}"

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """Z = X · mask: 0 for a `share` of the units, 1 / (1 − share) for the others."""
        if not training:
            return X
        if rng is None:
            raise ValueError("dropout needs an rng in training")
        on = rng.random(X.shape, np.float32) >= self.share
        self.mask: Floats = on * X.dtype.type(1 / (1 - self.share))
        return X * self.mask

    def backward(self, dZ: Floats) -> Floats:
        """∂L/∂X = ∂L/∂Z · mask."""
        return dZ * self.mask


class BatchNorm(Layer):
    """Give each channel mean 0 and variance 1 over the batch, then a scale and shift of its own.

    Z = γ x̂ + β, x̂ = (x − μ) / √(σ² + ε). What comes after finds its input in the same range all
    through the training. An answer must not depend on what else is asked: it takes the mean and
    variance of the training, averaged along the way. Ioffe and Szegedy 2015, arXiv:1502.03167,
    algorithms 1 and 2.
    """

    parameter_names = ("gamma", "beta")
    buffer_names = ("running_mean", "running_var")
    cache_names = ("x_hat", "inv_std")
    epsilon = 1e-5
    momentum = 0.1
    """How far each batch moves the running mean and variance."""

    def __init__(self, gamma: Floats, beta: Floats, mean: Floats, variance: Floats) -> None:
        self.gamma, self.beta = gamma, beta  # (channels,)
        self.running_mean, self.running_var = mean, variance  # (channels,)

    @property
    def word(self) -> Word:
        return "norm"

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, …, channels) → Z of the same shape, by the running mean and variance.

        In training by the batch's own, which move the running ones.
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
        """x̂, in the place of x − μ, and 1 / √(σ² + ε) (channels,), with which it was multiplied."""
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
        share = dZ.dtype.type(self.gamma.size / dZ.size)
        dX: Floats = dZ - share * self.dbeta
        dX -= self.x_hat * (share * self.dgamma)
        dX *= self.gamma * self.inv_std
        return dX


def rows(X: Floats) -> Floats:
    """X (n, …, channels) as (n · …, channels)."""
    return X.reshape(-1, X.shape[-1])


class Reshape(Layer):
    """The same numbers in another shape: pixels as a picture, or maps as a row of units."""

    cache_names = ("before",)

    def __init__(self, *shape: int) -> None:
        self.shape = shape

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, …) → (n, *shape)."""
        if training:
            self.before = X.shape
        return X.reshape(len(X), *self.shape)

    def backward(self, dZ: Floats) -> Floats:
        """Put back into the shape of before."""
        return dZ.reshape(self.before)
