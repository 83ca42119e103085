"""Runs side by side: each on a lane of its own, driven in slices, and judged on request."""

import time

from pycore.errors import DivergedError, ExperimentError
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.metrics import Sets
from pycore.notebooks.notebook import cut
from pycore.notebooks.url import LIMITS

from . import race
from .contents import looks


class Lane:
    """A run, what it has cost, and its judgement so far."""

    def __init__(self, run):
        self.run = run
        self.seconds = 0.0  # spent on training, nothing else
        self.judging = None
        self.failure = None


class Lanes:
    """All lanes by name."""

    def __init__(self):
        self.by_name = {}

    def plan(self, spec):
        """The plan of what the page asks for: a notebook with switches and quantities."""
        check(spec)
        if spec["number"] == race.OWN:
            plan = race.own_plan(spec)
        else:
            plan = notebook_plan(NOTEBOOKS[spec["number"]], spec)
        return cut(plan, steps=min(plan.steps, spec.get("atMost", plan.steps)))

    def begin(self, name, spec, session):
        """Make the run."""
        self.by_name[name] = lane = Lane(race.run(self.plan(spec), spec, session))
        return looks(lane.run.plan)

    def train_for(self, name, seconds, most):
        """Advance for so long, or by `most` steps; tell of each, and how far it has come."""
        lane, metrics = self.by_name[name], []
        begin = time.perf_counter()
        try:
            while True:
                if found := lane.run.advance():
                    metrics.append(found)
                if len(metrics) == most or time.perf_counter() - begin >= seconds:
                    break
        except StopIteration:
            pass
        except DivergedError as error:
            lane.failure = str(error)
        lane.seconds += time.perf_counter() - begin
        return news(lane, metrics)

    def judge_for(self, name, seconds, test):
        """Judge piece by piece for so long; the test set need not have been there before."""
        lane = self.by_name[name]
        lane.run.sets = lane.run.sets._replace(test=test)
        lane.judging = lane.judging or judgement(lane.run)
        end = time.perf_counter() + seconds
        try:
            while time.perf_counter() < end:
                next(lane.judging)
        except StopIteration as done:
            lane.judging = None
            return {"figures": done.value}
        return {"figures": None}

    def drop(self, name):
        """Forget a lane."""
        self.by_name.pop(name, None)


def notebook_plan(notebook, spec):
    """A notebook's plan with other quantities, where the page gives them."""
    plan = notebook.with_switches(spec["switches"] or ())
    return cut(plan, spec.get("rows"), spec.get("heldOut"), spec.get("steps"))


RANGES = LIMITS | {"atMost": LIMITS["steps"]}
TITLES = {"atMost": "Steps at most"}


def check(spec):
    """Raise `ExperimentError` unless what is given of rows, steps and seed can be."""
    for field, (low, high) in RANGES.items():
        value = spec.get(field, low)
        if not isinstance(value, int) or not low <= value <= high:
            sentence = (
                f"{TITLES.get(field, field.capitalize())}: a whole number from {low:,} to {high:,}."
            )
            raise ExperimentError(field, sentence)


def news(lane, metrics):
    """What a slice has brought."""
    seen = [each for each in metrics if each.validation_accuracy is not None]
    last = lane.run.last
    return {
        "step": [each.step for each in metrics],
        "loss": [each.loss for each in metrics],
        "accuracy": [each.accuracy for each in metrics],
        "validation": {
            "step": [each.step for each in seen],
            "accuracy": [each.validation_accuracy for each in seen],
        },
        "at": last.step if last else 0,
        "progress": lane.run.progress,
        "done": lane.run.progress >= 1 or lane.failure is not None,
        "seconds": lane.seconds,
        "failure": lane.failure,
    }


def judgement(run):
    """Judge a network on every set there is, in pieces; the figures by set."""
    found = {}
    for name in Sets._fields:
        score = yield from run.scoring(name)
        found[name] = score and score._asdict()
    return found
