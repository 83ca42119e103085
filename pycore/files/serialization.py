"""Saves a network as named arrays, and loads it without trusting the file.

A file holds `activation`, `layers` (see `layer_spec`; the inputs first), and the arrays of each
layer that has arrays, numbered from 0: W0, b0, … If all layers are dense, `layers` may be missing.
`class_names` may name the outputs.

Weights may be saved as whole numbers from −127 to 127, one byte each. Then `W0` is int8, and
`W0_scale` holds the value of 1 for each unit.
"""

import itertools
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..activations import ACTIVATIONS
from ..arrays import Floats
from ..builder import build_layers
from ..checks import as_bytes
from ..errors import DataError, ExperimentError
from ..layer_spec import LayerShape, LayerSpec, infer_shapes, parse_layer
from ..layers import Layer
from ..network import Network
from .atomic import replacing
from .npz import read_npz
from .reading import reading

MAX_LAYERS = 100
LARGEST = 127
MAX_NAME = 100
FILE_NAMES = {"running_mean": "mean", "running_var": "variance"}
"""Names of arrays that differ in a file."""
DTYPES = (None, "float32", "float16", "int8")
"""The types that weights may be saved as; None for their own."""

Arrays = Mapping[str, NDArray[np.generic]]
AnyNetwork = TypeVar("AnyNetwork", bound=Network)


def save(network: Network, file: str | Path | IO[bytes], dtype: str | None = None) -> None:
    """Write an `.npz` with weights of type `dtype`: float32, float16, int8, or None for their own.

    The file has exactly the given name. It is written completely or not at all. Raises `DataError`
    for a network that could not be loaded again.
    """
    arrays = pack(network, dtype)
    if network.class_names:
        arrays["class_names"] = np.array(network.class_names)
    loaded = _network(type(network), arrays, "the network")
    if list(map(_form, loaded.layers)) != list(map(_form, network.layers)):
        raise DataError(
            "the network has custom layers, or layers in an order that a file can't hold; it "
            "could not be loaded again, so it is not saved"
        )
    with replacing(file) if isinstance(file, str | Path) else nullcontext(file) as target:
        # No allow_pickle: NumPy before 2.1 saves it as an array. _network has refused objects.
        np.savez_compressed(target, **arrays)  # type: ignore[arg-type]


def load(
    cls: type[AnyNetwork], source: str | Path | bytes | IO[bytes], name: str | None = None
) -> AnyNetwork:
    """Read what `save` wrote, in float32. Raises `DataError` for any other file.

    Errors call it `name`, by default the name of the file.
    """
    path = Path(source) if isinstance(source, str | Path) else None
    name = name or str(path or "network")
    with reading(name):
        arrays = read_npz(path or as_bytes(source, name), name)
        return _network(cls, arrays, name)


def _network(cls: type[AnyNetwork], arrays: Arrays, name: str) -> AnyNetwork:
    """Make the network from the arrays of a file."""
    specs, activation, layers, class_names = unpack(arrays, name)
    given = iter(layers)
    network = cls(build_layers(specs, activation, lambda _: next(given)), activation)
    network.class_names = class_names
    return network


def _form(layer: Layer) -> tuple[object, ...]:
    """What determines the computation of a layer, apart from its arrays."""
    values = (getattr(layer, name, None) for name in ("spec", "shape", "name"))
    return type(layer).forward, *values


def pack(network: Network, dtype: str | None) -> dict[str, NDArray[np.generic]]:
    """The arrays of a file, with weights of type `dtype`, see `save`.

    Raises `DataError` if this type can't hold the weights.
    """
    if dtype not in DTYPES:
        raise DataError(f"a network is saved as {', '.join(DTYPES[1:])}, not as {dtype!s:.20}")
    arrays: dict[str, NDArray[np.generic]] = {"activation": np.array(network.activation)}
    if any(isinstance(spec, str) for spec in network.layer_specs):
        arrays["layers"] = np.array([str(spec) for spec in network.layer_specs])
    holders = [layer for layer in network.layers if layer.parameter_names]
    for i, layer in enumerate(holders):
        for attribute in (*layer.parameter_names, *layer.buffer_names):
            array, name = getattr(layer, attribute), _file_name(attribute)
            if not np.isfinite(array).all():
                raise DataError(f"layer {i}: {name} holds NaN or infinite weights; it is not saved")
            if dtype == "int8" and name == "W":
                arrays[f"W{i}"], arrays[f"W{i}_scale"] = quantise(array)
            else:
                kind = "float32" if dtype == "int8" else dtype
                with np.errstate(over="ignore"):
                    arrays[f"{name}{i}"] = array.astype(kind or array.dtype)
                if not np.isfinite(arrays[f"{name}{i}"]).all():
                    largest = f"{np.abs(array).max():.3g}"
                    raise DataError(f"layer {i}: {name} is too large for {kind}: {largest}")
    return arrays


def _file_name(attribute: str) -> str:
    return FILE_NAMES.get(attribute, attribute)


def quantise(W: Floats) -> tuple[NDArray[np.int8], Floats]:
    """W (…, units) as whole numbers, and the scale (units,) that restores the weights."""
    largest = np.abs(W).reshape(-1, W.shape[-1]).max(axis=0)
    scale: Floats = np.where(largest > 0, largest / LARGEST, 1).astype(np.float32)
    return np.rint(W / scale).astype(np.int8), scale


def unpack(
    arrays: Arrays, name: str
) -> tuple[list[LayerSpec], str, list[list[Floats]], tuple[str, ...]]:
    """Read the result of `pack`: layers, activation, arrays in float32, class names.

    Raises `DataError`, which begins with `name`, for anything else.
    """
    arrays = dict(arrays)
    activation = str(arrays.pop("activation", ""))
    if activation not in ACTIVATIONS:
        raise DataError(f"{name}: is no saved network: its activation is {activation[:20]!r}")
    words, class_names = arrays.pop("layers", None), arrays.pop("class_names", None)
    floats = _unscaled(arrays, name)
    specs = _dense_specs(floats, name) if words is None else _specs(words, name)
    try:
        shapes = [shape for shape in infer_shapes(specs[1:], int(specs[0])) if shape.arrays]
    except ExperimentError as error:
        raise DataError(f"{name}: {error}") from None
    wanted = {f"{_file_name(key)}{i}" for i, shape in enumerate(shapes) for key in shape.arrays}
    if set(floats) != wanted:
        names, there = ", ".join(sorted(wanted))[:80], ", ".join(floats)[:80]
        raise DataError(f"{name}: should hold {names}; it holds {there}")
    layers = [_taken(floats, i, shape, name) for i, shape in enumerate(shapes)]
    return specs, activation, layers, _class_names(class_names, specs[-1], name)


def _class_names(
    names: NDArray[np.generic] | None, outputs: LayerSpec, name: str
) -> tuple[str, ...]:
    """The class names in a file, one for each output."""
    if names is None:
        return ()
    if names.dtype.kind != "U" or names.shape != (outputs,):
        raise DataError(f"{name}: its class names are {names.shape}, not {outputs} words")
    words = tuple(map(str, names))
    if not all(word.isprintable() and len(word) <= MAX_NAME for word in words):
        raise DataError(f"{name}: its class names can't be printed, or are too long")
    return words


def _unscaled(arrays: Arrays, name: str) -> dict[str, NDArray[np.generic]]:
    """The arrays, with whole numbers multiplied by their scale."""
    floats = {}
    for key, array in arrays.items():
        if key.endswith("_scale") and key.removesuffix("_scale") in arrays:
            continue
        scale = arrays.get(f"{key}_scale")
        if scale is not None:
            if array.dtype != np.int8 or scale.dtype.kind != "f" or scale.shape != array.shape[-1:]:
                raise DataError(f"{name}: {key} is {array.dtype}, and its scale does not fit it")
            with np.errstate(over="ignore", invalid="ignore"):  # `_taken` checks for these
                array = array.astype(np.float32) * scale.astype(np.float32)
        floats[key] = array
    return floats


def _dense_specs(arrays: Arrays, name: str) -> list[LayerSpec]:
    """The specs of dense layers, from the shapes of their weights."""
    count = len(arrays) // 2
    if not 0 < count <= MAX_LAYERS or set(arrays) != {
        f"{p}{i}" for p in "Wb" for i in range(count)
    }:
        raise DataError(f"{name}: should hold W0, b0, W1, b1, …; it holds {', '.join(arrays)[:80]}")
    for i in range(count):
        W, b = arrays[f"W{i}"], arrays[f"b{i}"]
        if W.ndim != 2 or b.shape != W.shape[1:] or 0 in W.shape:
            raise DataError(f"{name}, layer {i}: W is {W.shape} and b {b.shape}; they don't fit")
    shapes = [arrays[f"W{i}"].shape for i in range(count)]
    for i, (one, following) in enumerate(itertools.pairwise(shapes)):
        if one[1] != following[0]:
            sizes = f"gives {one[1]}, the next takes {following[0]}"
            raise DataError(f"{name}: layer {i} {sizes}")
    return [shapes[0][0], *(shape[1] for shape in shapes)]


def _specs(words: NDArray[np.generic], name: str) -> list[LayerSpec]:
    """The layer specifications in a file."""
    if words.dtype.kind != "U" or words.ndim != 1 or not 2 <= len(words) <= MAX_LAYERS:
        raise DataError(f"{name}: its layers are not a list of words")
    specs = [parse_layer(str(word)) for word in words]
    if not isinstance(specs[0], int) or specs[0] < 1:
        raise DataError(f"{name}: the first of its layers is not the number of inputs")
    return specs


def _taken(arrays: Arrays, i: int, layer: LayerShape, name: str) -> list[Floats]:
    """The arrays of a layer, checked."""
    found: list[Floats] = []
    for attribute, shape in layer.arrays.items():
        key = _file_name(attribute)
        array, place = arrays[f"{key}{i}"], f"{name}, layer {i}"
        if array.dtype.kind != "f":
            what = {"W": "weights are", "b": "biases are"}.get(key, f"{key} is")
            raise DataError(f"{place}: {what} {array.dtype}; should be floats")
        if array.shape != shape:
            raise DataError(f"{place}: {key} is {array.shape}; {layer.spec} needs {shape}")
        with np.errstate(over="ignore"):
            weights = array.astype(np.float32, copy=False)  # a float64 may be too large for it
        if not np.isfinite(weights).all():
            raise DataError(f"{place}: {key} holds what is NaN, or infinite in float32")
        if key == "variance" and weights.min() < 0:
            raise DataError(f"{place}: a variance is {weights.min():g}; should be 0 or more")
        found.append(weights)
    return found
