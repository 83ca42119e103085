"""A notebook's run: trained like any other, and measured in two ways."""

from collections.abc import Generator

import numpy as np

from ..arrays import Floats
from ..dataset import CLASSES, Examples, as_examples
from ..errors import DataError, ExperimentError
from ..experiment import Experiment
from ..images import to_input
from ..metrics import accuracy, evaluation_batches
from ..network import Network
from ..optimisers import OPTIMISERS
from ..sampling import draw
from ..training import Settings, Training
from .metrics import Figures, Score, Sets
from .plan import Plan

VALIDATION = 1_000
"""At most this many of the rows held out are evaluated while the network trains."""


class NotebookRun(Training):
    """Iterate over it to train; stop iterating to pause. `figures` measures the network."""

    def __init__(self, plan: Plan, data: Examples, test: Examples | None = None, seed: int = 0):
        """Draw the rows and create the network, all from `seed`.

        `data` may be in any order. The first `plan.shards` shards of MNIST's training set give the
        same run as all of it.
        """
        data = as_examples(data)
        test = None if test is None else as_examples(test, "test set")
        if data.classes != CLASSES:
            raise DataError(f"the notebooks read ten digits; the data have {data.classes} classes")
        if data.size < plan.rows + plan.held_out:
            needed = f"{plan.rows:,} rows and {plan.held_out:,} held out"
            raise DataError(
                f"the notebook needs {needed}: more than the {data.size:,} that there are"
            )
        streams = np.random.SeedSequence(seed).spawn(3)
        rng, start, shuffle = (np.random.default_rng(stream) for stream in streams)
        held_out, rows = draw(data, plan.shards, plan.held_out, plan.rows, rng)
        network = Network.create(plan.layers, start, initialiser=plan.initialiser)
        network = Network([plan.dense(layer.W, layer.b) for layer in network.dense])
        self.plan = plan
        self.sets = Sets(rows, held_out if plan.held_out else None, test)
        super().__init__(
            network,
            rows,
            OPTIMISERS[plan.optimiser](network.parameters()),
            Settings(plan.learning_rate, plan.images_a_step, plan.epochs),
            shuffle,
            held_out.select(np.arange(min(VALIDATION, plan.held_out))) if plan.held_out else None,
            loss=plan.loss,
            stop_on_divergence=plan.stop_on_divergence,
        )

    def change(self, **settings: float) -> None:
        """Change learning_rate or epochs from the next step on. Raises `ExperimentError`."""
        for name in settings:
            if name not in ("learning_rate", "epochs"):
                raise ExperimentError(name, f"{name} can't change while a notebook runs.")
        Experiment.from_dict(settings)
        for name, value in settings.items():
            setattr(self.settings, name, value)

    def figures(self) -> Figures:
        """The true accuracy now, and what the notebook would report, on each set of the run."""
        return Figures(*(self.score(name) for name in Sets._fields))

    def score(self, name: str) -> Score | None:
        """The score on one set: `train`, `held_out` or `test`; None if the run does not have it."""
        work = self.scoring(name)
        while True:
            try:
                next(work)
            except StopIteration as end:
                score: Score | None = end.value
                return score

    def scoring(self, name: str) -> Generator[None, None, Score | None]:
        """`score` in short pieces of work, one batch each."""
        data: Examples | None = getattr(self.sets, name)
        if data is None:
            return None
        logits = yield from self._answers(data)
        truth = accuracy(logits, data.labels)
        if self.plan.metric is None:
            return Score(truth, None, 0, data.size)
        chosen = self.plan.evaluate_on(name, self.sets)
        if chosen.data is not data or chosen.scale != 1:
            logits = yield from self._answers(chosen.data, chosen.scale)
        with np.errstate(over="ignore", invalid="ignore"):
            probs = self.plan.loss_parts.softmax(logits)
        nan = int(np.isnan(probs).sum())
        if len(probs) != len(chosen.labels):
            return Score(truth, None, nan, data.size)
        return Score(truth, self.plan.metric(probs, chosen.labels), nan, data.size)

    def _answers(self, data: Examples, scale: float = 1.0) -> Generator[None, None, Floats]:
        """The logits (n, 10) for all of `data`, with its pixels multiplied by `scale`."""
        logits = []
        for batch in evaluation_batches(self.network, data):
            yield None
            images, _ = data.take(batch)
            with np.errstate(over="ignore", invalid="ignore"):
                logits.append(self.network.forward(to_input(images) * np.float32(scale)))
        return np.concatenate(logits)
