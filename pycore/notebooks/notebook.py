"""A notebook as data: the plan that was meant, and a switch for each defect.

*As meant*, all switches are off. *As written*, all defects are on. Each can be switched alone.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..dataset import Dataset
from ..errors import ExperimentError
from ..experiment import Experiment
from ..settings import MAX_IMAGES, SETTINGS
from .plan import Plan
from .run import NotebookRun


@dataclass(frozen=True)
class Switch:
    """One defect, or one thing to try."""

    name: str
    title: str
    line: str
    """The notebook's line that causes it; empty for a thing to try."""
    effect: str
    """How the figures change."""
    turn: Callable[[Plan], Plan]
    """Takes the plan without it, returns the plan with it."""
    as_written: bool = True
    """False for a thing to try: neither the notebook nor the corrected run has it."""


@dataclass(frozen=True)
class Remark:
    """A flaw that changes no figure, so it has no switch."""

    title: str
    line: str
    effect: str


@dataclass(frozen=True)
class Notebook:
    """One notebook."""

    number: str
    title: str
    aim: str
    """What it was meant to do."""
    plan: Plan
    """The run as meant: all defects off."""
    switches: tuple[Switch, ...]
    """In the order in which they are applied."""
    remarks: tuple[Remark, ...]
    said: str
    """The result that the notebook reports."""
    question: str
    answer: str
    lesson: str = ""
    """The result of the corrected run and its reason, if it is a surprise."""
    printed: tuple[tuple[int, float], ...] = ()
    """The training accuracy that it printed: (step, 0 to 1), as in `Metrics`."""
    printed_loss: tuple[tuple[int, float], ...] = ()
    """The training loss that it printed: (step, loss)."""

    @property
    def as_written(self) -> frozenset[str]:
        """The names of the switches that are on in the notebook."""
        return frozenset(switch.name for switch in self.switches if switch.as_written)

    def rates(self) -> str:
        """The learning rate as meant and, if it differs, as written, with its switch."""
        meant = self.plan.learning_rate
        for switch in self.switches:
            written = switch.turn(self.plan).learning_rate
            if switch.as_written and written != meant:
                return f"{meant:g} as meant, {written:g} as written (switch {switch.name})"
        return f"{meant:g}"

    def with_switches(self, on: Iterable[str]) -> Plan:
        """The plan with only these switches on. Raises `ExperimentError` on an unknown name."""
        wanted = frozenset(on)
        known = [switch.name for switch in self.switches]
        for name in sorted(wanted.difference(known)):
            raise ExperimentError(
                "switches", f"{self.number} has no switch {name!r}; it has {', '.join(known)}."
            )
        plan = replace(self.plan, stop_on_divergence=not wanted)
        for switch in self.switches:
            if switch.name in wanted:
                plan = switch.turn(plan)
        return plan

    def run(
        self,
        data: Dataset,
        test: Dataset | None = None,
        switches: Iterable[str] = (),
        *,
        rows: int | None = None,
        held_out: int | None = None,
        steps: int | None = None,
        learning_rate: float | None = None,
        seed: int = 0,
    ) -> NotebookRun:
        """Make a run with these switches on: none for *as meant*, `as_written` for *as written*.

        `data` is MNIST's training set, `test` its test set, which is only evaluated. The other
        arguments replace the plan's values; `steps` is rounded up to whole epochs. Raises
        `ExperimentError` and `DataError`.
        """
        plan = self.with_switches(switches)
        return NotebookRun(cut(plan, rows, held_out, steps, learning_rate), data, test, seed)


def cut(
    plan: Plan,
    rows: int | None = None,
    held_out: int | None = None,
    steps: int | None = None,
    learning_rate: float | None = None,
) -> Plan:
    """The plan with the quantities that are given, checked like those of an experiment.

    With fewer training rows, fewer rows are held out, unless `held_out` is given.
    """
    rows = plan.rows if rows is None else rows
    if held_out is None:
        held_out = min(round(plan.held_out * min(1, rows / plan.rows)), MAX_IMAGES - rows)
    plan = replace(
        plan,
        rows=rows,
        held_out=held_out,
        learning_rate=plan.learning_rate if learning_rate is None else learning_rate,
    )
    if steps is not None:
        steps_an_epoch = plan.steps // plan.epochs
        if steps > (most := int(SETTINGS["epochs"].range[1]) * steps_an_epoch):
            raise ExperimentError("steps", f"Steps: {most:,} at most with these rows.")
        plan = replace(plan, epochs=math.ceil(steps / steps_an_epoch))
    Experiment(images=plan.rows, epochs=plan.epochs, learning_rate=plan.learning_rate)
    if plan.held_out < 0:
        raise ExperimentError("held_out", "Rows held out must be 0 or more.")
    return plan
