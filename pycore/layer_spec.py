"""What a network is built of, in words: `conv16, pool, norm, conv32, pool, 128, drop50`.

    128       a dense layer of 128 units
    conv16    a convolution with 16 channels, its window 3 × 3; conv16x5: 5 × 5
    pool      the largest of each 2 × 2 square
    norm      batch normalisation
    drop50    half of the units off at random in training; drop: the same

The layers stand between the 784 pixels and the 10 answers. An activation follows every dense layer
and every convolution, after the `pool` and `norm` that come with it.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from .errors import ExperimentError

Word: TypeAlias = int | str
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


class Part(NamedTuple):
    """A layer that is to be built: what kind, and what of."""

    kind: str
    """dense, conv, pool, norm or drop."""
    word: Word
    before: tuple[int, ...]
    """Shape of an example that goes in: (units,) or (height, width, channels)."""
    after: tuple[int, ...]
    """Shape of what comes out."""
    size: int = 0
    """conv: side of the window. drop: per cent that are switched off."""

    @property
    def parameters(self) -> int:
        """How many numbers training can change."""
        arrays = [shape for name, shape in self.shapes.items() if not name.startswith("running")]
        return sum(map(math.prod, arrays))

    @property
    def fan_in(self) -> int:
        """Inputs that each output sums."""
        return self.size**2 * self.before[2] if self.kind == "conv" else math.prod(self.before)

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The arrays that belong to it, by name."""
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


def plan(words: Sequence[Word], inputs: int) -> list[Part]:
    """What each word asks for, given the number of pixels.

    Raises `ExperimentError` with what can't be built.
    """
    side = math.isqrt(inputs)
    shape: tuple[int, ...] = (side, side, 1) if side * side == inputs else (inputs,)
    parts: list[Part] = []
    for word in words:
        parts.append(_part(word, shape, first=not parts))
        shape = parts[-1].after
    return parts


def tidy(word: object) -> Word:
    """A word as it is written here: ` Conv 16` is `conv16`, `"128"` is 128."""
    if isinstance(word, str):
        plain = "".join(word.split()).lower().replace("×", "x")
        return int(plain) if re.fullmatch("[0-9]{1,7}", plain) else plain
    if isinstance(word, bool) or not isinstance(word, int):
        raise _fault(f"{str(word)[:24]!r} is no layer. {KNOWN}")
    return word


def _part(word: Word, before: tuple[int, ...], first: bool) -> Part:
    """One layer, checked."""
    kind, numbers = _read(word)
    if first and kind not in ("dense", "conv"):
        raise _fault(f"{word} stands after another layer, not before the first")
    match kind:
        case "dense":
            _check("units", numbers[0], MAX_UNITS)
            return Part(kind, word, before, (numbers[0],))
        case "conv":
            return _convolution(word, before, *numbers)
        case "pool":
            if len(before) != 3 or min(before[:2]) < 2:
                raise _fault("pool wants a picture of 2 × 2 at least; a dense layer makes none")
            return Part(kind, word, before, (before[0] // 2, before[1] // 2, before[2]))
        case _:
            per_cent = numbers[0] if numbers else 50
            _check("per cent of dropout", per_cent, 95)
            return Part(kind, word, before, before, per_cent)


def _read(word: Word) -> tuple[str, list[int]]:
    """What kind of layer a word names, and the numbers in it."""
    for kind, pattern in PATTERNS.items():
        if match := re.fullmatch(pattern, str(word)):
            return kind, [int(group) for group in match.groups() if group]
    raise _fault(f"{str(word)[:24]!r} is no layer. {KNOWN}")


def _convolution(word: Word, before: tuple[int, ...], channels: int, window: int = 3) -> Part:
    if len(before) != 3:
        raise _fault("a convolution wants a picture; a dense layer makes none")
    _check("channels of a convolution", channels, MAX_CHANNELS)
    if window % 2 == 0 or window > MAX_WINDOW:
        raise _fault(f"the window of a convolution is 1, 3, … or {MAX_WINDOW} wide")
    part = Part("conv", word, before, (*before[:2], channels), window)
    if part.floats > MAX_FLOATS:
        raise _fault(
            f"{word} makes {part.floats:,} numbers of an image; {MAX_FLOATS:,} is the limit"
        )
    return part


def _check(what: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise _fault(f"{what} are from 1 to {most:,}")


def _fault(sentence: str) -> ExperimentError:
    return ExperimentError("hidden_layers", f"Hidden layers: {sentence}.")
