"""From a list of layer specs to layers: with random weights, or with given ones."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import DTypeLike

from .arrays import Floats, Rng
from .batch_norm import BatchNorm
from .convolution import Conv2D, MaxPool, Reshape
from .dropout import Dropout
from .initialisers import INITIALISERS
from .layer_spec import LayerShape, LayerSpec, infer_shapes
from .layers import Activation, Dense, Layer

Fill: TypeAlias = Callable[[LayerShape], list[Floats]]
"""Gives the arrays of a layer that has any. It is asked in the order of the layers."""

WITH_ARRAYS: dict[str, Callable[..., Layer]] = {"dense": Dense, "conv": Conv2D, "norm": BatchNorm}


def build_layers(
    specs: Sequence[LayerSpec], activation: str, fill: Fill, dtype: DTypeLike = np.float32
) -> list[Layer]:
    """The layers of a network. `specs` begins with the number of inputs.

    Raises `ExperimentError` if it can't be built.
    """
    layers: list[Layer] = []
    for shape in infer_shapes(specs[1:], int(specs[0])):
        match shape.kind:
            case "activation":
                layers.append(Activation(activation))
            case "reshape":
                layers.append(Reshape(*shape.after))
            case "pool":
                layers.append(MaxPool())
            case "drop":
                layers.append(Dropout(shape.size / 100))
            case kind:
                arrays = [array.astype(dtype) for array in fill(shape)]
                layers.append(WITH_ARRAYS[kind](*arrays))
    return layers


def random_arrays(initialiser: str, rng: Rng) -> Fill:
    """Weights and biases by one of the `INITIALISERS`; a normalisation that changes nothing."""
    start = INITIALISERS[initialiser]

    def fill(shape: LayerShape) -> list[Floats]:
        units = shape.after[-1]
        if shape.kind == "norm":
            return [np.ones(units), np.zeros(units), np.zeros(units), np.ones(units)]
        W, b = start(shape.fan_in, units, rng)
        return [W.reshape(shape.arrays["W"]), b]

    return fill
