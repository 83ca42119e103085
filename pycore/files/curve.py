"""The curve of a run as a file, to compare it with the same experiment elsewhere.

    {"format": "pycore curve 1",
     "address": "train?v=1&images=5000&epochs=3",
     "made_by": {"Python": "3.13.5", "NumPy": "2.4.6", "pycore": "0.2.0", "on": "Linux x86_64"},
     "training": {"step": [1, 2, …], "loss": [2.31, 2.19, …], "accuracy": [0.11, 0.2, …]},
     "validation": {"step": […], "loss": […], "accuracy": […]}}

`training` has the metrics of each step on its mini-batch, `validation` those of the validation set,
four times per epoch. A long run keeps every second, fourth, eighth … point. Anybody may have
written the file, so everything in it is checked.
"""

import json
import platform
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np

from .. import __version__
from ..errors import DataError
from ..experiment import Experiment
from ..training import Metrics
from .atomic import replacing
from .reading import reading
from .url import read_experiment, write_experiment

FORMAT = "pycore curve 1"
MOST_POINTS = 2_000
MOST_LOSS = 1e30
MOST_BYTES = 1_000_000
MOST_BRACKETS = 50
"""A curve has ten. Thousands of nested brackets would make a browser's Python crash."""
MOST_WORDS = 40
"""The limit for each text about who made a file, in characters."""


class Points:
    """Loss and accuracy by step: of every step, or of every second, fourth, …"""

    def __init__(self) -> None:
        self.step: list[int] = []
        self.loss: list[float] = []
        self.accuracy: list[float] = []
        self._every, self._seen = 1, 0

    def add(self, step: int, loss: float, accuracy: float) -> None:
        """Add a point. If there are too many, every second one is dropped, now and from then on.

        A loss that is too large for a chart is left out.
        """
        if not abs(loss) < MOST_LOSS:  # also if it is NaN
            return
        self._seen += 1
        if (self._seen - 1) % self._every:
            return
        self.step.append(step)
        self.loss.append(loss)
        self.accuracy.append(accuracy)
        if len(self.step) > MOST_POINTS:
            self._every *= 2
            for column in self.as_dict().values():
                del column[1::2]

    def as_dict(self) -> dict[str, list[Any]]:
        """The columns by their names."""
        return {"step": self.step, "loss": self.loss, "accuracy": self.accuracy}


class Apart(NamedTuple):
    """The difference of two curves at their common steps."""

    points: int
    """The number of common steps."""
    step: int
    """The last common step; 0 if there is none."""
    loss: float
    """The largest difference."""
    accuracy: float


class Curve:
    """The curve of a run: its experiment, who ran it, and the points."""

    def __init__(self, experiment: Experiment, made_by: dict[str, str] | None = None) -> None:
        self.experiment = experiment
        self.made_by = this_python() if made_by is None else made_by
        self.training, self.validation = Points(), Points()

    def add(self, metrics: Metrics) -> None:
        """Add the metrics of a step."""
        self.training.add(metrics.step, metrics.loss, metrics.accuracy)
        if metrics.validation_loss is not None and metrics.validation_accuracy is not None:
            self.validation.add(metrics.step, metrics.validation_loss, metrics.validation_accuracy)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as in the file."""
        return {
            "format": FORMAT,
            "address": write_experiment(self.experiment),
            "made_by": self.made_by,
            "training": self.training.as_dict(),
            "validation": self.validation.as_dict(),
        }

    def save(self, path: str | Path) -> None:
        """Write the file, completely or not at all."""
        with replacing(path) as file:
            file.write(f"{json.dumps(self.as_dict())}\n".encode())

    @classmethod
    def read(cls, content: bytes, name: str = "curve") -> Self:
        """Read the content of a file. Raises `DataError` if it is wrong."""
        with reading(name):
            return cls._read(content, name)

    @classmethod
    def _read(cls, content: bytes, name: str) -> Self:
        if len(content) > MOST_BYTES:
            raise DataError(f"{name}: larger than a curve can be ({MOST_BYTES / 1e6:g} MB)")
        try:
            values = json.loads(content) if _is_flat(content) else None
        except ValueError:
            raise DataError(f"{name}: not a curve written by pycore") from None
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise DataError(f"{name}: not a curve written by pycore, or one of another version")
        address = values.get("address")
        if not isinstance(address, str):
            raise DataError(f"{name}: does not say of which experiment it is")
        experiment, remarks = read_experiment(address)
        if remarks:
            raise DataError(f"{name}: no experiment that can be run. {remarks[0]}")
        curve = cls(experiment, _words(values.get("made_by")))
        for part in ("training", "validation"):
            _fill(getattr(curve, part), values.get(part), f"{name}, {part}")
        return curve


def this_python() -> dict[str, str]:
    """The versions of this Python and its packages, for `made_by`."""
    return {
        "Python": platform.python_version(),
        "NumPy": np.__version__,
        "pycore": __version__,
        "on": f"{platform.system()} {platform.machine()}".strip(),
    }


def compare(one: Points, other: Points) -> Apart:
    """The largest differences between two curves."""
    steps, i, j = np.intersect1d(one.step, other.step, assume_unique=True, return_indices=True)
    if len(steps) == 0:
        return Apart(0, 0, 0.0, 0.0)
    loss, accuracy = (
        float(np.abs(np.asarray(a)[i] - np.asarray(b)[j]).max())
        for a, b in ((one.loss, other.loss), (one.accuracy, other.accuracy))
    )
    return Apart(len(steps), int(steps[-1]), loss, accuracy)


def _is_flat(content: bytes) -> bool:
    """Whether it has few enough brackets to be parsed everywhere."""
    return content.count(b"[") + content.count(b"{") <= MOST_BRACKETS


def _words(made_by: object) -> dict[str, str]:
    """The known entries of `made_by`, cut to a few words."""
    known = made_by if isinstance(made_by, dict) else {}
    return {name: str(known[name])[:MOST_WORDS] for name in this_python() if name in known}


def _fill(points: Points, columns: object, name: str) -> None:
    """Add the columns to `points`. Raises `DataError` if they are wrong."""
    values = columns if isinstance(columns, dict) else {}
    step, loss, accuracy = (values.get(column) for column in points.as_dict())
    if not (isinstance(step, list) and isinstance(loss, list) and isinstance(accuracy, list)):
        raise DataError(f"{name}: has not the three columns step, loss and accuracy")
    if not len(step) == len(loss) == len(accuracy) <= MOST_POINTS:
        raise DataError(f"{name}: columns of unlike lengths, or longer than {MOST_POINTS:,}")
    before = 0
    for number, point in enumerate(zip(step, loss, accuracy, strict=True), 1):
        if not (type(point[0]) is int and before < point[0] < 2**53):
            raise DataError(f"{name}, point {number}: steps must be whole numbers that grow")
        if not (_is_number(point[1]) and _is_number(point[2]) and 0 <= point[2] <= 1):
            raise DataError(f"{name}, point {number}: no loss and accuracy of a training")
        points.add(*point)
        before = point[0]


def _is_number(value: object) -> bool:
    """Whether it is a finite number that a chart can show."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MOST_LOSS
