"""A network's layers as a list that can be typed: `conv16, pool, norm, conv32, pool, 128, drop50`.

    128       a dense layer of 128 units
    conv16    a convolution with 16 channels, its window 3 × 3; conv16x5: 5 × 5
    pool      the largest of each 2 × 2 square
    norm      batch normalisation
    drop50    half of the units off at random in training; drop: the same

The list stands between the inputs and the outputs. Activations are not in it: one follows every
dense layer and every convolution, after the `pool` and `norm` that come with it. The last layer has
none.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

from .errors import ExperimentError

LayerSpec: TypeAlias = int | str
"""The units of a dense layer, or one of the words above."""

MAX_LAYERS = 20
MAX_UNITS = 4_096
MAX_CHANNELS = 256
MAX_WINDOW = 9
MAX_FLOATS = 1_000_000
"""Numbers that a layer may make of one image: 4 MB, and the windows of a batch are many images."""

PATTERNS = {
    "dense": "([0-9]{1,7})",
    "conv": "conv([0-9]{1,7})(?:x([0-9]{1,2}))?",
    "pool": "pool",
    "norm": "norm",
    "drop": "drop([0-9]{1,2})?",
}
KNOWN = "There are whole numbers, conv16, conv16x5, pool, norm and drop50"


class LayerShape(NamedTuple):
    """A layer to be built: its kind, and the shapes of what goes in and of what comes out."""

    kind: str
    """dense, conv, pool, norm, drop; or reshape, activation, which stand in no list."""
    spec: LayerSpec
    before: tuple[int, ...]
    """Shape of an example that goes in: (units,) or (height, width, channels)."""
    after: tuple[int, ...]
    """Shape of what comes out."""
    size: int = 0
    """conv: side of the window. drop: per cent that are switched off."""

    @property
    def parameters(self) -> int:
        """How many numbers training can change."""
        trained = [shape for name, shape in self.arrays.items() if not name.startswith("running")]
        return sum(map(math.prod, trained))

    @property
    def fan_in(self) -> int:
        """Inputs that each output sums."""
        return self.size**2 * self.before[2] if self.kind == "conv" else math.prod(self.before)

    @property
    def arrays(self) -> dict[str, tuple[int, ...]]:
        """The shapes of its arrays, by name."""
        units = self.after[-1:]
        match self.kind:
            case "dense":
                return {"W": (self.fan_in, *units), "b": units}
            case "conv":
                return {"W": (self.size, self.size, self.before[2], *units), "b": units}
            case "norm":
                return dict.fromkeys(("gamma", "beta", "running_mean", "running_var"), units)
        return {}

    @property
    def floats(self) -> int:
        """Numbers that it holds for one image while it computes: a convolution, all its windows."""
        held = math.prod(self.before[:2]) * self.fan_in if self.kind == "conv" else 0
        return max(held, math.prod(self.before), math.prod(self.after))


def infer_shapes(specs: Sequence[LayerSpec], inputs: int) -> list[LayerShape]:
    """All layers that `specs` ask for, with activations and reshapes in their places.

    `inputs` is the number of pixels. Raises `ExperimentError` with what can't be built.
    """
    shape: tuple[int, ...] = (inputs,)
    layers: list[LayerShape] = []
    for spec in specs:
        kind, numbers = _read(spec)
        before = _input_shape(kind, spec, shape, first=not layers)
        if before != shape:
            layers.append(LayerShape("reshape", "", shape, before))
        layers.append(_layer_shape(kind, spec, numbers, before))
        shape = layers[-1].after
    return with_activations(layers, _activation_after)


def _activation_after(layer: LayerShape) -> LayerShape:
    return LayerShape("activation", "", layer.after, layer.after)


def most_floats(specs: Sequence[LayerSpec], inputs: int) -> int:
    """The `floats` of the layer that has most of them."""
    return max((layer.floats for layer in infer_shapes(specs, inputs)), default=inputs)


class HasKind(Protocol):
    """A layer, or the shape of one."""

    @property
    def kind(self) -> str:
        """As `LayerShape.kind`."""


Item = TypeVar("Item", bound=HasKind)


def with_activations(layers: Sequence[Item], activation: Callable[[Item], Item]) -> list[Item]:
    """Put activations between the layers; `activation` makes one, given the layer before it.

    It follows a dense layer or a convolution, with the pool and norm after that, unless they are
    the last.
    """
    result: list[Item] = []
    head = ""
    for layer in layers:
        if layer.kind not in ("pool", "norm"):
            if head in ("dense", "conv"):
                result.append(activation(result[-1]))
            head = layer.kind
        result.append(layer)
    return result


def parse_layer(spec: object) -> LayerSpec:
    """Write a spec as it is written above: ` Conv 16` as `conv16`, `"128"` as 128."""
    if isinstance(spec, str):
        plain = "".join(spec.split()).lower().replace("×", "x")
        return int(plain) if re.fullmatch("[0-9]{1,7}", plain) else plain
    if isinstance(spec, bool) or not isinstance(spec, int):
        raise _fault(f"{str(spec)[:24]!r} is no layer. {KNOWN}")
    return spec


def _read(spec: LayerSpec) -> tuple[str, list[int]]:
    """The kind of layer that a spec names, and the numbers in it."""
    for kind, pattern in PATTERNS.items():
        if match := re.fullmatch(pattern, str(spec)):
            return kind, [int(group) for group in match.groups() if group]
    raise _fault(f"{str(spec)[:24]!r} is no layer. {KNOWN}")


def _input_shape(
    kind: str, spec: LayerSpec, shape: tuple[int, ...], first: bool
) -> tuple[int, ...]:
    """The shape in which a layer takes what has `shape`: a dense one as a row, others as it is."""
    if first and kind not in ("dense", "conv"):
        raise _fault(f"{spec} stands after another layer, not before the first")
    if kind == "dense":
        return (math.prod(shape),)
    side = math.isqrt(shape[0])
    return (side, side, 1) if first and side * side == shape[0] else shape


def _layer_shape(
    kind: str, spec: LayerSpec, numbers: list[int], before: tuple[int, ...]
) -> LayerShape:
    """One layer, checked."""
    match kind:
        case "dense":
            _check("units", numbers[0], MAX_UNITS)
            return LayerShape(kind, spec, before, (numbers[0],))
        case "conv":
            return _convolution(spec, before, *numbers)
        case "pool":
            if len(before) != 3 or min(before[:2]) < 2:
                raise _fault("pool wants a picture of 2 × 2 at least; a dense layer makes none")
            return LayerShape(kind, spec, before, (before[0] // 2, before[1] // 2, before[2]))
        case _:
            per_cent = numbers[0] if numbers else 50
            _check("per cent of dropout", per_cent, 95)
            return LayerShape(kind, spec, before, before, per_cent)


def _convolution(
    spec: LayerSpec, before: tuple[int, ...], channels: int, window: int = 3
) -> LayerShape:
    if len(before) != 3:
        raise _fault("a convolution wants a picture; a dense layer makes none")
    _check("channels of a convolution", channels, MAX_CHANNELS)
    if window % 2 == 0 or window > MAX_WINDOW:
        raise _fault(f"the window of a convolution is 1, 3, … or {MAX_WINDOW} wide")
    layer = LayerShape("conv", spec, before, (*before[:2], channels), window)
    if layer.floats > MAX_FLOATS:
        raise _fault(
            f"{spec} makes {layer.floats:,} numbers of an image; {MAX_FLOATS:,} is the limit"
        )
    return layer


def _check(what: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise _fault(f"{what} are from 1 to {most:,}")


def _fault(sentence: str) -> ExperimentError:
    return ExperimentError("hidden_layers", f"Hidden layers: {sentence}.")
