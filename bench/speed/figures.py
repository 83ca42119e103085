"""A figure is a median of several measurements, with their range."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

FASTER_IS_MORE = {"GFLOP/s", "readings/s"}
"""Units of which more is better; of all others, less is."""
ENOUGH_FOR_P95 = 20


@dataclass(frozen=True)
class Spread:
    """Median and range of `n` measurements."""

    median: float
    min: float
    max: float
    n: int
    p95: float | None = None
    """95 of 100 measurements are at most this; None if there are too few to tell."""

    @classmethod
    def of(cls, samples: Sequence[float]) -> Self:
        """Sum up at least one measurement."""
        p95 = None
        if len(samples) >= ENOUGH_FOR_P95:
            p95 = statistics.quantiles(samples, n=20, method="inclusive")[-1]
        return cls(statistics.median(samples), min(samples), max(samples), len(samples), p95)

    def as_dict(self) -> dict[str, float]:
        """Without what there is too little for."""
        return {name: number for name, number in asdict(self).items() if number is not None}


@dataclass(frozen=True)
class Figure:
    """What was measured (`what`, of the part `group`), of whom, in which unit."""

    group: str
    what: str
    who: str
    unit: str
    value: Spread
    ratio: Spread | None = None
    """How many times ours is better, round by round; None where nothing is compared."""
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Flat, for JSON; without what is not there."""
        words = {"group": self.group, "what": self.what, "who": self.who, "unit": self.unit}
        plain: dict[str, Any] = {**words, **self.value.as_dict()}
        if self.ratio:
            plain["ratio"] = self.ratio.as_dict()
        return {**plain, "note": self.note} if self.note else plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """What `as_dict` gave."""
        words = {name: plain[name] for name in ("group", "what", "who", "unit")}
        names = ("median", "min", "max", "n", "p95")
        value = Spread(**{name: plain[name] for name in names if name in plain})
        ratio = Spread(**plain["ratio"]) if "ratio" in plain else None
        return cls(**words, value=value, ratio=ratio, note=plain.get("note", ""))


Samples = dict[str, list[float]]
"""For each contender its measurements, one a round."""


def compare(
    group: str,
    what: str,
    unit: str,
    samples: Samples,
    ours: str,
    notes: dict[str, str] | None = None,
) -> Iterable[Figure]:
    """One figure for each contender, with its ratio to ours; who has no measurement has no figure.

    The contenders took turns: a ratio is that of two measurements of the same round.
    """
    for who, values in samples.items():
        if not values:
            continue
        ratio = None
        if who != ours and len(values) == len(samples[ours]):
            pairs = zip(values, samples[ours], strict=True)
            ratio = Spread.of([times_better(unit, mine, theirs) for theirs, mine in pairs])
        yield Figure(group, what, who, unit, Spread.of(values), ratio, (notes or {}).get(who, ""))


def times_better(unit: str, ours: float, theirs: float) -> float:
    """2 if ours is twice as fast (or half as large), 0.5 if it is half as fast."""
    return ours / theirs if unit in FASTER_IS_MORE else theirs / ours
