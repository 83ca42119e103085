"""The race: the five as written, as meant, and the reader's own network, all on one split."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from pycore import Dataset, Experiment
from pycore.dataset import Examples
from pycore.experiment import set_up
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.plan import Plan
from pycore.notebooks.run import VALIDATION, NotebookRun
from pycore.training import Training
from web.python.answers import Answer
from web.python.session import Session

OWN = "own"
KERAS = 0.9055
"""What notebook 003 prints of Keras: on 33,600 rows held out, after ten epochs on 8,400."""


class OwnRun(NotebookRun):
    """The network of the view "Train", on a notebook's rows, judged as notebooks are."""

    def __init__(
        self,
        experiment: Experiment,
        plan: Plan,
        data: Examples,
        test: Dataset | None,
        seed: int,
    ) -> None:
        """Draw the rows as a notebook does; make the network by the experiment's settings."""
        self.plan, self.sets = plan, NotebookRun(plan, data, test, seed).sets
        held_out = self.sets.held_out
        start, shuffle = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(3)[1:])
        Training.__init__(
            self,
            data=self.sets.train,
            rng=shuffle,
            validation=held_out and held_out.select(np.arange(min(VALIDATION, plan.held_out))),
            **set_up(replace(experiment, epochs=plan.epochs), start),  # the plan may be shortened
        )


def own_plan(spec: Mapping[str, Any]) -> Plan:
    """The plan of the reader's own settings, on the race's rows."""
    experiment = Experiment.from_dict(spec["settings"])
    return Plan(
        tuple(experiment.layers),
        spec["rows"],
        spec["heldOut"],
        experiment.epochs,
        experiment.learning_rate,
        experiment.batch_size,
        experiment.initialiser,
        experiment.optimiser,
    )


def run(plan: Plan, spec: Mapping[str, Any], session: Session) -> NotebookRun:
    """The run of a plan, by what the worker's session has of MNIST."""
    data, test, seed = session.rows(plan.shards), session.test_set, spec["seed"]
    if spec["number"] == OWN:
        return OwnRun(Experiment.from_dict(spec["settings"]), plan, data, test, seed)
    return NotebookRun(plan, data, test, seed)


def entrants() -> Answer:
    """Who takes part, in the order of the table."""
    five = [
        {"number": notebook.number, "label": f"{notebook.number} {words}", "switches": sorted(on)}
        for notebook in NOTEBOOKS.values()
        for words, on in (("as written", notebook.as_written), ("as meant", ()))
    ]
    keras = {"number": "003", "label": "003 by Keras’s rule", "switches": ["like-keras"]}
    return {
        "entrants": [*five, keras, {"number": OWN, "label": "your own", "switches": []}],
        "published": {"label": "003’s Keras, as published", "heldOut": KERAS},
    }
