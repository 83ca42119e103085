"""A layer turns its input into its output, and on the way back passes the blame on.

`backward` is one application of the chain rule. It is given dZ, the gradient of the loss by the
layer's output. It returns the gradient by the layer's input, and sets those by its parameters.
"""

from typing import Any

from .activations import ACTIVATIONS
from .arrays import Floats, Rng
from .backend import matmul
from .layer_spec import LayerSpec


class Layer:
    """What all layers have in common."""

    kind = ""
    """As in `layer_spec.LayerShape`."""
    parameter_names: tuple[str, ...] = ()
    """Arrays that training changes. The gradient of `W` is `dW`."""
    buffer_names: tuple[str, ...] = ()
    """Arrays that are saved but not trained, as a running mean."""
    cache_names: tuple[str, ...] = ()
    """What `forward` leaves for `backward` in training; never saved."""

    @property
    def spec(self) -> LayerSpec | None:
        """Its entry in a list of layers, if it has one."""
        return None

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """Return the output. The first axis of X is the example.

        In training the layer stores what `backward` needs, and may use `rng`. Otherwise it stores
        nothing, so one thread can use the network while another trains it.
        """
        raise NotImplementedError

    def backward(self, dZ: Floats) -> Floats:
        """Return ∂L/∂X, given ∂L/∂Z of the last batch in training; set the gradients."""
        raise NotImplementedError

    def set_gradients(self, dZ: Floats) -> None:
        """Only set the gradients: the first layer needs no ∂L/∂X."""
        self.backward(dZ)

    def parameters(self) -> list[Floats]:
        """The arrays that training changes."""
        return [getattr(self, name) for name in self.parameter_names]

    def gradients(self) -> list[Floats]:
        """Their gradients, from the last `backward`."""
        return [getattr(self, f"d{name}") for name in self.parameter_names]

    def buffers(self) -> list[Floats]:
        """The arrays that are saved but not trained."""
        return [getattr(self, name) for name in self.buffer_names]

    def clear_cache(self) -> None:
        """Forget the last batch."""
        for name in self.cache_names:
            self.__dict__.pop(name, None)

    def __getstate__(self) -> dict[str, Any]:
        """What `pickle` and `copy` take: all but the last batch and its gradients."""
        dropped = {*self.cache_names, *(f"d{name}" for name in self.parameter_names)}
        return {name: value for name, value in vars(self).items() if name not in dropped}


class Dense(Layer):
    """Z = X W + b: every output is a weighted sum of all inputs, plus a bias."""

    kind = "dense"
    parameter_names = ("W", "b")
    cache_names = ("X",)

    def __init__(self, W: Floats, b: Floats) -> None:
        self.W = W  # (fan_in, fan_out)
        self.b = b  # (fan_out,)

    @property
    def spec(self) -> LayerSpec:
        return len(self.b)

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, fan_in) → Z (n, fan_out)."""
        if training:
            self.X = X
        return matmul(X, self.W) + self.b  # (n, fan_in) @ (fan_in, fan_out) + (fan_out,)

    def backward(self, dZ: Floats) -> Floats:
        """dZ (n, fan_out) → dX (n, fan_in):  ∂L/∂X = ∂L/∂Z · Wᵀ."""
        self.set_gradients(dZ)
        return matmul(dZ, self.W.T)  # (n, fan_out) @ (fan_out, fan_in)

    def set_gradients(self, dZ: Floats) -> None:
        """∂L/∂W = Xᵀ · ∂L/∂Z,  ∂L/∂b = ∂L/∂Z, summed over the examples, not over the units."""
        self.dW = matmul(self.X.T, dZ)  # (fan_in, n) @ (n, fan_out)
        self.db = dZ.sum(axis=0)  # (fan_out,)


class Activation(Layer):
    """A = f(Z), number by number."""

    kind = "activation"
    cache_names = ("A",)

    def __init__(self, name: str) -> None:
        self.name = name
        self.function, self.derivative = ACTIVATIONS[name]

    def forward(self, Z: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """Z → A, both of any shape."""
        A = self.function(Z)
        if training:
            self.A = A
        return A

    def backward(self, dA: Floats) -> Floats:
        """dA → dZ:  ∂L/∂Z = ∂L/∂A · f'(Z)."""
        return dA * self.derivative(self.A)
