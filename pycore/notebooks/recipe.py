"""A recipe is a notebook taken apart: the plan that was meant, and a switch for every defect.

*As meant* no switch is on; *as written* all defects are. Any one can be switched alone.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..dataset import Dataset
from ..errors import ExperimentError
from ..experiment import MAX_IMAGES, RANGES, Experiment
from .plan import Plan
from .run import RecipeRun


@dataclass(frozen=True)
class Switch:
    """One defect, or one thing to try, and how to bring it about."""

    name: str
    title: str
    line: str
    """The line that it comes from; of a thing to try, none."""
    effect: str
    """What it does to the numbers."""
    turn: Callable[[Plan], Plan]
    """The plan with it, from the plan without."""
    as_written: bool = True
    """False: a thing to try, which is neither in the notebook's run nor in the corrected one."""


@dataclass(frozen=True)
class Remark:
    """A flaw that changes no figure of the run, so that there is nothing to switch."""

    title: str
    line: str
    effect: str


@dataclass(frozen=True)
class Recipe:
    """One notebook."""

    number: str
    title: str
    aim: str
    """What it set out to do."""
    plan: Plan
    """The run that was meant, all defects off."""
    switches: tuple[Switch, ...]
    """In the order in which they are applied."""
    remarks: tuple[Remark, ...]
    said: str
    """What the notebook says of its result."""
    question: str
    answer: str
    lesson: str = ""
    """What the corrected run comes to and why, where that is not what one would expect."""
    printed: tuple[tuple[int, float], ...] = ()
    """The accuracy on the training rows that it printed: (step, 0 to 1), as in `Metrics`."""
    printed_loss: tuple[tuple[int, float], ...] = ()
    """The same of the loss."""

    @property
    def as_written(self) -> frozenset[str]:
        """The names of the switches that are on in the notebook."""
        return frozenset(switch.name for switch in self.switches if switch.as_written)

    def rates(self) -> str:
        """The learning rate that is meant; the one that is written, and its switch, if another."""
        meant = self.plan.learning_rate
        for switch in self.switches:
            written = switch.turn(self.plan).learning_rate
            if switch.as_written and written != meant:
                return f"{meant:g} as meant, {written:g} as written (switch {switch.name})"
        return f"{meant:g}"

    def with_switches(self, on: Iterable[str]) -> Plan:
        """The plan with these switches on and no others. `ExperimentError` on an unknown name."""
        wanted = frozenset(on)
        known = [switch.name for switch in self.switches]
        for name in sorted(wanted.difference(known)):
            raise ExperimentError(
                "switches", f"{self.number} has no switch {name!r}; it has {', '.join(known)}."
            )
        plan = replace(self.plan, guarded=not wanted)
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
    ) -> RecipeRun:
        """Make a run with these switches on: none is *as meant*, `as_written` is as written.

        `data` is MNIST's training set, `test` its test set (only judged on). What else is given
        takes the place of the plan's; `steps` are rounded up to whole epochs. Raises
        `ExperimentError` and `DataError`.
        """
        plan = self.with_switches(switches)
        return RecipeRun(cut(plan, rows, held_out, steps, learning_rate), data, test, seed)


def cut(
    plan: Plan,
    rows: int | None = None,
    held_out: int | None = None,
    steps: int | None = None,
    learning_rate: float | None = None,
) -> Plan:
    """The plan with other quantities, where they are given; checked as an experiment's are.

    With fewer rows to learn from fewer are held out, too, unless it is said how many.
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
        if steps > (most := int(RANGES["epochs"][1]) * steps_an_epoch):
            raise ExperimentError("steps", f"Steps: {most:,} at most, with so many rows.")
        plan = replace(plan, epochs=math.ceil(steps / steps_an_epoch))
    Experiment(images=plan.rows, epochs=plan.epochs, learning_rate=plan.learning_rate)
    if plan.held_out < 0:
        raise ExperimentError("held_out", "Rows held out must be 0 or more.")
    return plan
