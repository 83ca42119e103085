"""An experiment as an address: text to share, which gives the same run here and on the page.

    https://host/folder/#train?v=1&images=5000&layers=128,64&rate=0.003&seed=7

Only what follows `#` counts: a path, and settings by their short names. What is left out is as it
was when version `v` was current, so that an old address keeps its meaning. An address may come from
anybody: a value that can't be becomes one that can, and a remark tells so.
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
"""What is left out of an address of each version, spelt out: `Experiment`'s defaults may change."""

PAGE_NAMES = ("embed", "hide", "offline", "play", "theme")
"""Names that mean something to the page and nothing to the run."""

MOST = 100
"""Names that an address may have."""


def read_experiment(address: str) -> tuple[Experiment, tuple[str, ...]]:
    """Read the experiment of an address: whatever the address, it is one that can run.

    The sentences that come with it tell what had to be changed to make sense of the address.
    """
    values = Values(address)
    experiment = experiment_in(values)
    return experiment, tuple(values.remarks + values.unknown())


def experiment_in(values: "Values") -> Experiment:
    """Take an experiment's settings out of an address."""
    base = DEFAULTS[values.version()]
    fields = {
        name: values.setting(setting, getattr(base, name)) for name, setting in SETTINGS.items()
    }
    try:
        return Experiment.from_dict(fields)
    except ExperimentError as error:  # all is well but for the parameters together
        values.remark(f"{error} They became {_text(base.hidden_layers)}")
        return Experiment.from_dict(fields | {"hidden_layers": base.hidden_layers})


def write_experiment(experiment: Experiment) -> str:
    """Write the address of an experiment: what follows `#`. What is as by default is left out."""
    return write("train", differences(experiment))


def differences(experiment: Experiment) -> dict[str, object]:
    """The settings that are not as by default, by their names in an address."""
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
    """As short as it can be, and read back as the very same value."""
    if isinstance(value, tuple | list):
        return ",".join(map(_text, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class Values:
    """The names and values of an address, taken out one by one, with a remark on each misfit."""

    def __init__(self, address: str) -> None:
        from urllib.parse import parse_qsl  # only now: the start of the page need not wait for it

        before, mark, after = address.partition("#")
        text = after if mark or "://" in address else before
        self.path, _, query = text.partition("?")
        pairs = parse_qsl("&".join(query.split("&")[:MOST]), keep_blank_values=True)
        self.given = {name: value.strip() for name, value in pairs if name not in PAGE_NAMES}
        self.remarks: list[str] = []
        names = [name for name, _ in pairs]
        self.repeated = [name for name in self.given if names.count(name) > 1]

    def version(self) -> int:
        """The version of the address, or the newest that is known here."""
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
        """A number from `low` to `high`: one beyond becomes the nearest, no number the default."""
        text = self.given.pop(name, None)
        if text is None:
            return default
        value = self._clamped(name, text, low, high, whole)
        if value is None:
            self.remark(f"{name}={_shown(text)} is no number; it became {_text(default)}")
            return default
        return value

    def layers(self, name: str, default: tuple[LayerSpec, ...]) -> tuple[LayerSpec, ...]:
        """Hidden layers, as in `128,64` or `conv16,pool,128`; empty for none."""
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
        """One of several words."""
        text = self.given.pop(name, default)
        if text in choices:
            return text
        self.remark(f"{name}={_shown(text)} is none of {', '.join(choices)}; it became {default}")
        return default

    def words(self, name: str, known: Collection[str]) -> list[str] | None:
        """Words of a list, those that are known; None if the address does not have the name."""
        text = self.given.pop(name, None)
        if text is None:
            return None
        words = [word.strip() for word in text.split(",") if word.strip()]
        for word in words:
            if word not in known:
                self.remark(f"{name}: there is no {_shown(word)}; it was left out")
        return [word for word in words if word in known]

    def unknown(self) -> list[str]:
        """A remark on every name that nobody has asked for, or that is there more than once."""
        repeated = [name for name in self.repeated if name not in self.given]
        again = [f"{name} is there more than once; the last one counts." for name in repeated]
        return again + [
            f"There is no setting {_shown(name)}; it was left out." for name in self.given
        ]

    def _clamped(self, name: str, text: str, low: float, high: float, whole: bool) -> float | None:
        """A number within its limits; None if there is none."""
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
        """Tell of a misfit."""
        self.remarks.append(f"{sentence}.")


def _shown(text: str) -> str:
    """Foreign text, to be quoted in a sentence."""
    return text if len(text) <= 24 else f"{text[:23]}…"
