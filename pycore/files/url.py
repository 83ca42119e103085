"""An experiment as an address: text to share, which gives the same run here and on the page.

    https://host/folder/#train?v=1&images=5000&layers=128,64&rate=0.003&seed=7

Only the part after `#` counts: a path, and settings by their short names. What is left out has the
default of version `v`, so that an old address keeps its meaning. Anybody may have written an
address: an impossible value is corrected, and a remark says so.
"""

import math
from collections.abc import Collection
from typing import Any

from ..errors import ExperimentError
from ..experiment import Experiment
from ..layer_spec import MAX_LAYERS, MAX_UNITS, LayerSpec, parse_layer
from ..settings import SETTINGS, Setting

VERSION = 1
DEFAULTS = {
    1: Experiment(
        images=60_000,
        hidden_layers=(200,),
        activation="relu",
        initialiser="he",
        optimiser="adam",
        learning_rate=0.001,
        batch_size=64,
        epochs=8,
        l2=0.0,
        seed=0,
        schedule="constant",
        label_smoothing=0.0,
        augment="none",
        ema_decay=0.0,
        patience=0,
    )
}
"""The defaults of each version, in full: those of `Experiment` may change."""

PAGE_NAMES = ("embed", "hide", "offline", "play", "theme")
"""Names that concern only the page."""

MOST = 100
"""The number of names that are read in an address."""


def read_experiment(address: str) -> tuple[Experiment, tuple[str, ...]]:
    """Read the experiment of any address: the result can always run.

    The remarks say what had to be corrected.
    """
    values = Values(address)
    experiment = experiment_in(values)
    return experiment, tuple(values.remarks + values.unknown())


def experiment_in(values: "Values") -> Experiment:
    """The experiment of the settings in an address."""
    base = DEFAULTS[values.version()]
    fields = {
        name: values.setting(setting, getattr(base, name)) for name, setting in SETTINGS.items()
    }
    try:
        return Experiment.from_dict(fields)
    except ExperimentError as error:  # each value is possible, but not all together
        values.remark(f"{error} They became {_text(base.hidden_layers)}")
        return Experiment.from_dict(fields | {"hidden_layers": base.hidden_layers})


def write_experiment(experiment: Experiment) -> str:
    """Write the address of an experiment: the part after `#`. Defaults are left out."""
    return write("train", differences(experiment))


def differences(experiment: Experiment) -> dict[str, object]:
    """The settings that differ from the defaults, by their names in an address."""
    base = DEFAULTS[VERSION]
    return {
        setting.key: getattr(experiment, name)
        for name, setting in SETTINGS.items()
        if getattr(experiment, name) != getattr(base, name)
    }


def write(path: str, values: dict[str, object]) -> str:
    """Write an address of the current version."""
    words = [f"{name}={_text(value)}" for name, value in values.items()]
    return f"{path}?{'&'.join([f'v={VERSION}', *words])}"


def _text(value: object) -> str:
    """A value as text: short, and read back as the same value."""
    if isinstance(value, tuple | list):
        return ",".join(map(_text, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class Values:
    """The names and values of an address, read one by one, with a remark on each correction."""

    def __init__(self, address: str) -> None:
        from urllib.parse import parse_qsl  # only now: the page starts without it

        before, mark, after = address.partition("#")
        text = after if mark or "://" in address else before
        self.path, _, query = text.partition("?")
        pairs = parse_qsl("&".join(query.split("&")[:MOST]), keep_blank_values=True)
        self.given = {name: value.strip() for name, value in pairs if name not in PAGE_NAMES}
        self.remarks: list[str] = []
        names = [name for name, _ in pairs]
        self.repeated = [name for name in self.given if names.count(name) > 1]

    def version(self) -> int:
        """The version of the address, or the newest that is known."""
        text = self.given.pop("v", str(VERSION))
        if text in map(str, DEFAULTS):
            return int(text)
        self.remark(f"The address is of version {_shown(text)}, which is not known here")
        return VERSION

    def setting(self, setting: Setting, default: Any) -> Any:
        """The value of a setting of an experiment."""
        if setting.choices:
            return self.choice(setting.key, default, setting.choices)
        if setting.numeric:
            return self.number(setting.key, default, *setting.range, setting.whole)
        return self.layers(setting.key, default)

    def number(
        self, name: str, default: float, low: float, high: float, whole: bool = True
    ) -> float:
        """A number from `low` to `high`: one outside becomes the nearest, text the default."""
        text = self.given.pop(name, None)
        if text is None:
            return default
        value = self._clamped(name, text, low, high, whole)
        if value is None:
            self.remark(f"{name}={_shown(text)} is no number; it became {_text(default)}")
            return default
        return value

    def layers(self, name: str, default: tuple[LayerSpec, ...]) -> tuple[LayerSpec, ...]:
        """Hidden layers, such as `128,64` or `conv16,pool,128`; may be empty."""
        text = self.given.pop(name, None)
        if text is None:
            return default
        words = [word for word in text.split(",") if word.strip()]
        if len(words) > MAX_LAYERS:
            self.remark(f"{name}: only the first {MAX_LAYERS} of {len(words)} are taken")
        units = [self._clamped(name, word, 1, MAX_UNITS, True) for word in words[:MAX_LAYERS]]
        return tuple(
            parse_layer(word) if number is None else int(number)
            for word, number in zip(words, units, strict=False)
        )

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        """One of several choices."""
        text = self.given.pop(name, default)
        if text in choices:
            return text
        self.remark(f"{name}={_shown(text)} is none of {', '.join(choices)}; it became {default}")
        return default

    def words(self, name: str, known: Collection[str]) -> list[str] | None:
        """The known words of a list; None if the address does not have the name."""
        text = self.given.pop(name, None)
        if text is None:
            return None
        words = [word.strip() for word in text.split(",") if word.strip()]
        for word in words:
            if word not in known:
                self.remark(f"{name}: there is no {_shown(word)}; it was left out")
        return [word for word in words if word in known]

    def unknown(self) -> list[str]:
        """A remark on each name that is unknown or repeated."""
        repeated = [name for name in self.repeated if name not in self.given]
        again = [f"{name} is there more than once; the last one counts." for name in repeated]
        return again + [
            f"There is no setting {_shown(name)}; it was left out." for name in self.given
        ]

    def _clamped(self, name: str, text: str, low: float, high: float, whole: bool) -> float | None:
        """A number within its limits; None if the text is not a number."""
        try:
            value = float(text)
        except ValueError:
            return None
        if math.isnan(value):
            return None
        near = min(max(value, low), high)
        near = round(near) if whole else near
        if near != value:
            self.remark(f"{name}={_shown(text)} became {_text(near)}")
        return near

    def remark(self, sentence: str) -> None:
        """Add a remark on a correction."""
        self.remarks.append(f"{sentence}.")


def _shown(text: str) -> str:
    """Text of somebody else, cut to be quoted in a sentence."""
    return text if len(text) <= 24 else f"{text[:23]}…"
