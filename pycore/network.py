"""A network is a list of layers: forward folds the input through them, backward the blame."""

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from .activations import ACTIVATIONS
from .arrays import Floats
from .errors import DataError
from .initialisers import INITIALISERS
from .layers import Bend, Dense
from .loss import softmax
from .npz import read_npz

MAX_LAYERS = 100


class Network:
    """Dense layers with an activation between each two of them; the last layer gives the logits."""

    def __init__(self, dense: Sequence[Dense], activation: str = "relu") -> None:
        self.dense = list(dense)
        self.activation = activation
        self.layers: list[Dense | Bend] = [self.dense[0]]
        for layer in self.dense[1:]:
            self.layers += [Bend(activation), layer]

    @classmethod
    def create(
        cls,
        layer_sizes: Sequence[int],
        rng: np.random.Generator,
        activation: str = "relu",
        initialiser: str = "he",
        dtype: DTypeLike = np.float32,
    ) -> Self:
        """Make a new one: `create([784, 128, 10], rng)` has 784 inputs, 128 hidden units."""
        start = INITIALISERS[initialiser]
        dense = []
        for fan_in, fan_out in itertools.pairwise(layer_sizes):
            W, b = start(fan_in, fan_out, rng)
            dense.append(Dense(W.astype(dtype), b.astype(dtype)))
        return cls(dense, activation)

    @property
    def layer_sizes(self) -> list[int]:
        """The number of inputs, then the number of units of each layer."""
        return [self.dense[0].W.shape[0], *(len(layer.b) for layer in self.dense)]

    @property
    def parameter_count(self) -> int:
        """How many numbers training can change."""
        return sum(parameter.size for parameter in self.parameters())

    def parameters(self) -> list[Floats]:
        """W and b of every layer in order: the arrays themselves, to be changed in place."""
        return [array for layer in self.dense for array in (layer.W, layer.b)]

    def gradients(self) -> list[Floats]:
        """dW and db of every layer as the last `backward` left them, ordered as `parameters`."""
        return [array for layer in self.dense for array in (layer.dW, layer.db)]

    def forward(self, X: Floats) -> Floats:
        """X (n, inputs) → logits (n, outputs)."""
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dlogits: Floats) -> None:
        """Set every gradient, given ∂L/∂logits (n, outputs) of the batch that went forward last."""
        gradient = dlogits
        for layer in reversed(self.layers[1:]):
            gradient = layer.backward(gradient)
        self.dense[0].weigh(gradient)  # nobody asks for the derivative by the pixels

    def predict(self, X: Floats) -> Floats:
        """X (n, inputs) → probabilities (n, outputs)."""
        return softmax(self.forward(X))

    def save(self, file: str | Path | IO[bytes], dtype: str | None = None) -> None:
        """Write an `.npz`: `activation`, W0, b0, W1, b1, …, in `dtype` (None: as they are)."""
        arrays = {"activation": np.array(self.activation)}
        for i, layer in enumerate(self.dense):
            arrays[f"W{i}"] = layer.W.astype(dtype or layer.W.dtype)
            arrays[f"b{i}"] = layer.b.astype(dtype or layer.b.dtype)
        np.savez_compressed(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, source: bytes | str | Path, name: str = "network") -> Self:
        """Read what `save` wrote, in float32. Raises `DataError` if it is anything else."""
        arrays = read_npz(source if isinstance(source, bytes) else Path(source), name)
        activation = str(arrays.pop("activation", ""))
        if activation not in ACTIVATIONS:
            raise DataError(f"{name}: is no saved network: its activation is {activation[:20]!r}")
        count = len(arrays) // 2
        if not 0 < count <= MAX_LAYERS or set(arrays) != {
            f"{p}{i}" for p in "Wb" for i in range(count)
        }:
            raise DataError(
                f"{name}: should hold W0, b0, W1, b1, …; it holds {', '.join(arrays)[:80]}"
            )
        dense = [
            _dense(arrays[f"W{i}"], arrays[f"b{i}"], f"{name}, layer {i}") for i in range(count)
        ]
        for i, (layer, following) in enumerate(itertools.pairwise(dense)):
            if len(layer.b) != len(following.W):
                sizes = f"gives {len(layer.b)}, the next takes {len(following.W)}"
                raise DataError(f"{name}: layer {i} {sizes}")
        return cls(dense, activation)


def _dense(W: NDArray[np.generic], b: NDArray[np.generic], name: str) -> Dense:
    """A layer of loaded arrays, checked."""
    if W.dtype.kind != "f" or b.dtype.kind != "f":
        raise DataError(f"{name}: weights are {W.dtype}, biases {b.dtype}; both should be floats")
    if W.ndim != 2 or b.shape != W.shape[1:] or 0 in W.shape:
        raise DataError(f"{name}: W is {W.shape} and b {b.shape}; they don't fit")
    if not (np.isfinite(W).all() and np.isfinite(b).all()):
        raise DataError(f"{name}: holds NaN or infinite weights")
    return Dense(W.astype(np.float32), b.astype(np.float32))
