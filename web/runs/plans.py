"""What the page asks for, a `spec`, as a plan: of a notebook, or of the race.

number      the notebook's, or "own"
switches    those that are on, by name
rows        to learn from
heldOut     rows held out; if not given, in proportion to the notebook's own
steps       of the notebook; if not given, its own
atMost      in the race: steps at most
seed
own         settings of the experiment, where `number` is "own"
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from pycore.errors import ExperimentError
from pycore.experiment import Experiment
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.notebook import Notebook, cut
from pycore.notebooks.plan import Plan
from pycore.notebooks.race import OWN, Entrant, OwnRun, Race
from pycore.notebooks.run import NotebookRun
from pycore.notebooks.url import LIMITS
from web.python.session import Session

Spec: TypeAlias = Mapping[str, Any]

RANGES = LIMITS | {"atMost": LIMITS["steps"]}
TITLES = {"atMost": "Steps at most"}


def plan_of(spec: Spec) -> Plan:
    """The plan of a spec; `ExperimentError` if there can't be one."""
    check(spec)
    if spec["number"] == OWN:
        return race_of(spec).plan(Entrant(OWN, ""))
    plan = notebook_plan(NOTEBOOKS[spec["number"]], spec)
    return cut(plan, steps=min(plan.steps, spec.get("atMost", plan.steps)))


def race_of(spec: Spec) -> Race:
    """The race that one's own network takes part in."""
    return Race(
        spec["rows"],
        spec.get("atMost", Race.steps),
        spec["seed"],
        Experiment.from_dict(spec["own"]),
        spec.get("heldOut", Race.held_out),
    )


def run_of(spec: Spec, session: Session) -> NotebookRun:
    """The run of a spec, by what the session has of MNIST."""
    plan = plan_of(spec)
    data, test, seed = session.rows(plan.shards), session.test_set, spec["seed"]
    if spec["number"] == OWN:
        return OwnRun(race_of(spec).experiment, plan, data, test, seed)
    return NotebookRun(plan, data, test, seed)


def notebook_plan(notebook: Notebook, spec: Spec) -> Plan:
    """A notebook's plan with other quantities, where the page gives them."""
    plan = notebook.with_switches(spec["switches"] or ())
    return cut(plan, spec.get("rows"), spec.get("heldOut"), spec.get("steps"))


def check(spec: Spec) -> None:
    """Raise `ExperimentError` unless what is given of rows, steps and seed can be."""
    for field, (low, high) in RANGES.items():
        value = spec.get(field, low)
        if not isinstance(value, int) or not low <= value <= high:
            sentence = (
                f"{TITLES.get(field, field.capitalize())}: a whole number from {low:,} to {high:,}."
            )
            raise ExperimentError(field, sentence)
