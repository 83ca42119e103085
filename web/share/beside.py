"""A run held beside one from elsewhere: how far their curves are apart, in words."""

from collections.abc import Mapping
from dataclasses import asdict

from pycore import Run
from pycore.files.curve import Apart, Curve, compare

from .notes import listed

SAME = 0.01
"""Losses that are nowhere further apart than this: less than a line's width in the chart."""
ROUNDING = (
    " The two add numbers in different orders, and the rounding differences grow with every step."
)


NOTHING = "There is nothing to compare yet. Press Train."


def who(made_by: Mapping[str, str]) -> str:
    """Who ran it: `Python 3.13.5, NumPy 2.4.6, pycore 0.1.0 on Linux x86_64`."""
    named = ", ".join(f"{name} {made_by[name]}" for name in made_by if name != "on")
    place = f" on {made_by['on']}" if made_by.get("on") else ""
    return f"{named}{place}".strip() or "an unknown program"


def is_same(run: Run | None, other: Curve) -> bool:
    """Whether a run is of the same experiment as a curve: none other would give the same."""
    return run is not None and not differing(run, other) and not run.changed_settings


def differing(run: Run, other: Curve) -> list[str]:
    """The settings in which they differ. How long they are to go on matters to a schedule alone."""
    here, there = asdict(run.current_experiment), asdict(other.experiment)
    free = "epochs" if run.current_experiment.schedule == "constant" else ""
    return [name for name in here if here[name] != there[name] and name != free]


def words(run: Run | None, curve: Curve | None, other: Curve) -> str:
    """How far they are apart, at the steps that both have."""
    if not run or not curve:
        return NOTHING
    training = compare(curve.training, other.training)
    if not training.points:
        return NOTHING
    validation = compare(curve.validation, other.validation)
    measured = figures(training, validation)
    if names := differing(run, other):
        return f"Another experiment: {listed(names)} differ. {measured}"
    if run.changed_settings:
        changed = listed(sorted(run.changed_settings))
        return f"Not the same run: {changed} changed during training. {measured}"
    same = "Same package, same seed" + (", same curve. " if training.loss <= SAME else ". ")
    return same + measured + (ROUNDING if training.loss else "")


def figures(training: Apart, validation: Apart) -> str:
    """The largest differences; accuracies in percentage points."""
    losses = f"Over {training.step:,} steps the losses differ by at most {plain(training.loss)}"
    if not validation.points:
        return f"{losses}."
    return (
        f"{losses}, the validation accuracies by at most {plain(100 * validation.accuracy)} points."
    )


def plain(number: float) -> str:
    """Two digits that count, without an exponent: `0.0000031`."""
    return f"{float(f'{number:.2g}'):.12f}".rstrip("0").rstrip(".")
