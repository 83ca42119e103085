"""A network is a list of layers: forward folds the input through them, backward the blame.

To answer (`forward`, `predict`) changes nothing in it, whatever trains it in another thread.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Self

import numpy as np
from numpy.typing import DTypeLike

from .arrays import SIDE, Floats, Rng
from .convolution import Conv2D, MaxPool
from .errors import DataError, ExperimentError
from .images import as_input
from .initialisers import INITIALISERS
from .layer_spec import Part, Word, plan
from .layers import Activation, BatchNorm, Dense, Dropout, Layer, Reshape
from .loss import softmax

PIECE = 1_000
"""Images that go through a network at once, at most."""
MOST_FLOATS = 5_000_000
"""Numbers that a layer may hold at once while it computes: 20 MB."""


class Network:
    """Layers, and an activation after each that has weights; the last one gives the logits.

    It stands after the `MaxPool` and the `BatchNorm` that follow such a layer.
    """

    class_names: tuple[str, ...] = ()
    """What its outputs stand for, if they have names."""

    def __init__(self, layers: Sequence[Layer], activation: str | None = None) -> None:
        """Put activations between the layers, "relu" if none is named.

        Layers that have activations among them, as another network's, are taken as they are.
        """
        there = [layer.activation for layer in layers if isinstance(layer, Activation)]
        if there and activation not in (None, there[0]):
            raise DataError(
                f"the layers have their activations, {there[0]}; name no other, or leave them out"
            )
        self.activation = there[0] if there else activation or "relu"
        self.layers: list[Layer] = list(layers) if there else self._bent(layers)

    def _bent(self, layers: Sequence[Layer]) -> list[Layer]:
        """The layers with activations between them."""
        result: list[Layer] = []
        bent = True
        for layer in layers:
            if not bent and not isinstance(layer, MaxPool | BatchNorm):
                result.append(Activation(self.activation))
                bent = True
            result.append(layer)
            bent = bent and not isinstance(layer, Dense | Conv2D)
        return result

    @classmethod
    def create(
        cls,
        layer_sizes: Sequence[Word],
        rng: np.random.Generator,
        activation: str = "relu",
        initialiser: str = "he",
        dtype: DTypeLike = np.float32,
    ) -> Self:
        """Make a new one: `create([784, 128, 10], rng)` has 784 inputs, 128 hidden units.

        What else may stand in the list, as in `[784, "conv16", "pool", 128, 10]`, is said in
        `architecture`. Raises `ExperimentError` if it can't be built.
        """
        start = INITIALISERS[initialiser]

        def fill(part: Part) -> list[Floats]:
            if part.kind == "norm":
                return [f(part.after[-1]) for f in (np.ones, np.zeros, np.zeros, np.ones)]
            W, b = start(part.fan_in, part.after[-1], rng)
            return [W.reshape(part.shapes["W"]), b]

        return cls.build(layer_sizes, activation, lambda i, part: fill(part), dtype)

    @classmethod
    def build(
        cls,
        layer_sizes: Sequence[Word],
        activation: str,
        fill: Callable[[int, Part], list[Floats]],
        dtype: DTypeLike = np.float32,
    ) -> Self:
        """Put the layers of these words in a row; `fill` gives the arrays of each that has any."""
        shape: tuple[int, ...] = (int(layer_sizes[0]),)
        layers: list[Layer] = []
        holders = itertools.count()
        for part in plan(layer_sizes[1:], shape[0]):
            taken = (math.prod(part.before),) if part.kind == "dense" else part.before
            if taken != shape:
                layers.append(Reshape(*taken))
            arrays = fill(next(holders), part) if part.shapes else []
            layers.append(KINDS[part.kind](part, [array.astype(dtype) for array in arrays]))
            shape = part.after
        return cls(layers, activation)

    @property
    def dense(self) -> list[Dense]:
        """The dense layers, in order."""
        return [layer for layer in self.layers if isinstance(layer, Dense)]

    @property
    def is_dense(self) -> bool:
        """Whether it is dense layers with activations between them, and nothing else."""
        return all(isinstance(layer, Dense | Activation) for layer in self.layers)

    @property
    def inputs(self) -> int:
        """How many numbers it reads of each example."""
        first = self.layers[0]
        if isinstance(first, Reshape):
            return math.prod(first.shape)
        return len(self.dense[0].W) if self.dense else SIDE * SIDE  # of layers that are not ours

    @property
    def outputs(self) -> int:
        """How many classes it tells apart."""
        for layer in reversed(self.layers):
            if isinstance(layer, Dense | Conv2D):
                return len(layer.b)
        return int(self.forward(np.zeros((1, self.inputs), np.float32)).shape[1])

    @property
    def layer_sizes(self) -> list[Word]:
        """The number of inputs, then what each layer is called: a dense one by its units."""
        return [self.inputs, *(layer.word for layer in self.layers if layer.word)]

    @property
    def piece(self) -> int:
        """How many images should go through it at once: what it makes of them stays small."""
        sizes = self.layer_sizes
        try:
            floats = [part.floats for part in plan(sizes[1:], int(sizes[0]))]
            most = max(floats, default=SIDE * SIDE)
        except ExperimentError:  # layers of one's own, that no list of words describes
            most = max(sum(array.shape) for array in self.parameters())
        return max(1, min(PIECE, MOST_FLOATS // most))

    @property
    def parameter_count(self) -> int:
        """How many numbers training can change."""
        return sum(parameter.size for parameter in self.parameters())

    def parameters(self) -> list[Floats]:
        """W and b of every layer in order: the arrays themselves, to be changed in place."""
        return [array for layer in self.layers for array in layer.parameters()]

    def gradients(self) -> list[Floats]:
        """dW and db of every layer as the last `backward` left them, ordered as `parameters`."""
        return [array for layer in self.layers for array in layer.gradients()]

    def state(self) -> list[Floats]:
        """All that makes the network what it is: the parameters, and what layers keep besides."""
        return self.parameters() + [array for layer in self.layers for array in layer.buffers()]

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, inputs) → logits (n, outputs), all rows at once.

        In training units may be switched off, and batches normalised by themselves; the layers
        remember what `backward` needs, until then.
        """
        for layer in self.layers:
            X = layer.forward(X, training, rng)
        return X

    def backward(self, dlogits: Floats) -> None:
        """Set every gradient, given ∂L/∂logits (n, outputs) of the last batch in training.

        Then the layers forget the batch. Raises `ValueError` if there is none.
        """
        if any(name not in vars(each) for each in self.layers for name in each.cache_names):
            raise ValueError("backward needs a batch: call forward(X, training=True) first")
        first = next(i for i, layer in enumerate(self.layers) if layer.parameter_names)
        gradient = dlogits
        for layer in reversed(self.layers[first + 1 :]):
            gradient = layer.backward(gradient)
        self.layers[first].set_gradients(gradient)  # nobody needs the gradient by the pixels
        for layer in self.layers:
            layer.clear_cache()

    def predict(self, X: object) -> Floats:
        """X, floats (n, inputs), or images → probabilities (n, outputs).

        At most `piece` rows go through it at a time. What is accepted is said at `as_input`;
        whatever else raises `DataError`.
        """
        X = as_input(X, self.inputs)
        most = self.piece if len(X) > 1 else 1
        starts = range(0, max(1, len(X)), most)
        return np.concatenate([softmax(self.forward(X[i : i + most])) for i in starts])

    def save(self, file: str | Path | IO[bytes], dtype: str | None = None) -> None:
        """Write an `.npz`; what is in it, and what can't be saved: `files.serialization.save`."""
        from .files.serialization import save  # only now: to read about networks, nobody needs it

        save(self, file, dtype)

    @classmethod
    def load(cls, source: str | Path | bytes | IO[bytes], name: str | None = None) -> Self:
        """Read what `save` wrote: `files.serialization.load`."""
        from .files.serialization import load

        return load(cls, source, name)


KINDS: dict[str, Callable[[Part, list[Floats]], Layer]] = {
    "dense": lambda _, arrays: Dense(*arrays),
    "conv": lambda _, arrays: Conv2D(*arrays),
    "norm": lambda _, arrays: BatchNorm(*arrays),
    "pool": lambda *_: MaxPool(),
    "drop": lambda part, _: Dropout(part.size / 100),
}
