"""The race: each notebook as written and as meant, and one's own network, on the same rows."""

from dataclasses import dataclass, field, replace

import numpy as np

from ..dataset import Examples
from ..experiment import Experiment, set_up
from ..training import Training
from . import NOTEBOOKS
from .notebook import cut
from .plan import Plan
from .run import VALIDATION, NotebookRun

OWN = "own"
HELD_OUT = 1_000
"""The rows that every network of a race is validated on."""
KERAS = 0.9055
"""The accuracy that notebook 003 prints for Keras, on 33,600 rows, after ten epochs on 8,400."""


@dataclass(frozen=True)
class Entrant:
    """One network in a race."""

    number: str
    """Its notebook's; or `OWN`."""
    label: str
    switches: frozenset[str] = frozenset()
    """The notebook's switches that are on."""


def entrants() -> list[Entrant]:
    """All networks in a race, in the order of the table."""
    notebooks = [
        Entrant(number, f"{number} {words}", on)
        for number, notebook in NOTEBOOKS.items()
        for words, on in (("as written", notebook.as_written), ("as meant", frozenset[str]()))
    ]
    keras = Entrant("003", "003 by Keras’s rule", frozenset({"like-keras"}))
    return [*notebooks, keras, Entrant(OWN, "your own")]


class OwnRun(NotebookRun):
    """One's own network, on the rows of a notebook's run and measured like one."""

    def __init__(
        self, experiment: Experiment, plan: Plan, data: Examples, test: Examples | None, seed: int
    ) -> None:
        """Draw the rows like a notebook; create the network by the experiment's settings."""
        self.plan, self.sets = plan, NotebookRun(plan, data, test, seed).sets
        held_out = self.sets.held_out
        start, shuffle = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(3)[1:])
        Training.__init__(
            self,
            data=self.sets.train,
            rng=shuffle,
            validation=held_out and held_out.select(np.arange(min(VALIDATION, plan.held_out))),
            **set_up(replace(experiment, epochs=plan.epochs), start),  # a race may end earlier
        )


@dataclass(frozen=True)
class Race:
    """The rows, the seed and the number of steps that all share, and one's own network."""

    rows: int = 5_000
    steps: int = 1_000
    """The most that a network trains for; a notebook may have fewer."""
    seed: int = 0
    experiment: Experiment = field(default_factory=Experiment)
    """The settings of one's own network. The race replaces its images and its seed."""
    held_out: int = HELD_OUT

    def plan(self, entrant: Entrant) -> Plan:
        """What an entrant trains. Raises `ExperimentError`."""
        if entrant.number == OWN:
            plan = self.own_plan()
        else:
            notebook = NOTEBOOKS[entrant.number]
            plan = cut(notebook.with_switches(entrant.switches), self.rows, self.held_out)
        return cut(plan, steps=min(plan.steps, self.steps))

    def own_plan(self) -> Plan:
        """The plan of one's own network, on the rows of the race."""
        own = self.experiment
        return Plan(
            tuple(own.layers),
            self.rows,
            self.held_out,
            own.epochs,
            own.learning_rate,
            own.batch_size,
            own.initialiser,
            own.optimiser,
        )

    def run(self, entrant: Entrant, data: Examples, test: Examples | None = None) -> NotebookRun:
        """Make the run of an entrant. Raises `ExperimentError` and `DataError`."""
        plan = self.plan(entrant)
        if entrant.number == OWN:
            return OwnRun(self.experiment, plan, data, test, self.seed)
        return NotebookRun(plan, data, test, self.seed)
