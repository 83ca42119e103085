"""A network is a list of layers: `forward` goes through them, `backward` comes back.

An answer changes nothing in it, so one thread can use the network while another trains it.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Self

import numpy as np
from numpy.typing import DTypeLike

from .arrays import SIDE, Floats, Rng
from .builder import build_layers, random_arrays
from .convolution import Conv2D, Reshape
from .errors import DataError, ExperimentError
from .images import as_input
from .layer_spec import LayerSpec, most_floats, with_activations
from .layers import Activation, Dense, Layer
from .loss import softmax

MAX_BATCH, MAX_FLOATS = 1_000, 5_000_000
"""At once at most so many images, and so many numbers in a layer: 20 MB."""


class Network:
    """Layers in a row. The last one gives the logits."""

    class_names: tuple[str, ...] = ()
    """The names of its outputs, if they have any."""

    def __init__(self, layers: Sequence[Layer], activation: str | None = None) -> None:
        """Put activations between the layers, as `layer_spec` says, "relu" by default.

        Layers that have activations among them, as another network's, stay as they are.
        """
        there = [layer.name for layer in layers if isinstance(layer, Activation)]
        if there and activation not in (None, there[0]):
            raise DataError(
                f"the layers have their activations, {there[0]}; name no other, or leave them out"
            )
        self.activation = name = there[0] if there else activation or "relu"
        self.layers = (
            list(layers) if there else with_activations(layers, lambda _: Activation(name))
        )

    @classmethod
    def create(
        cls,
        layers: Sequence[LayerSpec],
        rng: Rng,
        activation: str = "relu",
        initialiser: str = "he",
        dtype: DTypeLike = np.float32,
    ) -> Self:
        """Make a new one: `create([784, 128, 10], rng)` has 784 inputs and 128 hidden units.

        `layer_spec` says what else can be listed, as in `[784, "conv16", "pool", 10]`. Raises
        `ExperimentError` if it can't be built.
        """
        weights = random_arrays(initialiser, rng)
        return cls(build_layers(layers, activation, weights, dtype), activation)

    @property
    def dense(self) -> list[Dense]:
        """The dense layers, in order."""
        return [layer for layer in self.layers if isinstance(layer, Dense)]

    @property
    def is_dense(self) -> bool:
        """Whether all layers are dense, with activations between them."""
        return all(isinstance(layer, Dense | Activation) for layer in self.layers)

    @property
    def inputs(self) -> int:
        """How many numbers an example has."""
        first = self.layers[0]
        if isinstance(first, Reshape):
            return math.prod(first.shape)
        return len(self.dense[0].W) if self.dense else SIDE * SIDE

    @property
    def outputs(self) -> int:
        """The number of classes."""
        for layer in reversed(self.layers):
            if isinstance(layer, Dense | Conv2D):
                return len(layer.b)
        return int(self.forward(np.zeros((1, self.inputs), np.float32)).shape[1])

    @property
    def layer_specs(self) -> list[LayerSpec]:
        """The number of inputs, then each layer as `create` takes it."""
        return [self.inputs, *(layer.spec for layer in self.layers if layer.spec)]

    @property
    def max_batch(self) -> int:
        """How many images may go through it at once."""
        try:
            most = most_floats(self.layer_specs[1:], self.inputs)
        except ExperimentError:  # layers without a spec
            most = max(sum(array.shape) for array in self.parameters())
        return max(1, min(MAX_BATCH, MAX_FLOATS // most))

    @property
    def parameter_count(self) -> int:
        """How many numbers training changes."""
        return sum(parameter.size for parameter in self.parameters())

    def parameters(self) -> list[Floats]:
        """W and b of every layer: the arrays themselves, to be changed in place."""
        return [array for layer in self.layers for array in layer.parameters()]

    def gradients(self) -> list[Floats]:
        """dW and db of every layer, from the last `backward`, in the same order."""
        return [array for layer in self.layers for array in layer.gradients()]

    def state(self) -> list[Floats]:
        """Parameters and buffers: all that a network has learned."""
        return self.parameters() + [array for layer in self.layers for array in layer.buffers()]

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, inputs) → logits (n, outputs). `training` and `rng` are as in `Layer.forward`."""
        for layer in self.layers:
            X = layer.forward(X, training, rng)
        return X

    def backward(self, dlogits: Floats) -> None:
        """Set every gradient, given ∂L/∂logits (n, outputs) of the last batch in training.

        Then forget the batch. Raises `ValueError` if there is none.
        """
        if any(name not in vars(each) for each in self.layers for name in each.cache_names):
            raise ValueError("backward needs a batch: call forward(X, training=True) first")
        first = next(i for i, layer in enumerate(self.layers) if layer.parameter_names)
        gradient = dlogits
        for layer in reversed(self.layers[first + 1 :]):
            gradient = layer.backward(gradient)
        self.layers[first].set_gradients(gradient)
        for layer in self.layers:
            layer.clear_cache()

    def predict(self, X: object) -> Floats:
        """X, floats (n, inputs), or images → probabilities (n, outputs).

        `images.as_input` says what it takes, and raises `DataError` for anything else.
        """
        X = as_input(X, self.inputs)
        most = self.max_batch if len(X) > 1 else 1
        starts = range(0, max(1, len(X)), most)
        return np.concatenate([softmax(self.forward(X[i : i + most])) for i in starts])

    def save(self, file: str | Path | IO[bytes], dtype: str | None = None) -> None:
        """Write an `.npz`: see `files.serialization`."""
        from .files.serialization import save  # it uses this module

        save(self, file, dtype)

    @classmethod
    def load(cls, source: str | Path | bytes | IO[bytes], name: str | None = None) -> Self:
        """Read what `save` wrote."""
        from .files.serialization import load

        return load(cls, source, name)
