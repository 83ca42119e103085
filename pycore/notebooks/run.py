"""A recipe on its way: driven like any other training, and judged twice."""

from collections.abc import Generator

import numpy as np

from ..arrays import Floats
from ..dataset import CLASSES, Examples, as_examples
from ..errors import DataError, ExperimentError
from ..experiment import Experiment
from ..images import to_input
from ..metrics import accuracy, chunks
from ..network import Network
from ..optimisers import OPTIMISERS
from ..run import Training
from ..sampling import draw
from ..training import Settings
from .metrics import Figures, Score, Sets
from .plan import Plan

VALIDATION = 1_000
"""Of the rows held out, so many at most are looked at while the network trains."""


class RecipeRun(Training):
    """Iterate over it to train; stop asking to pause; `figures` judges the network at any time."""

    def __init__(self, plan: Plan, data: Examples, test: Examples | None = None, seed: int = 0):
        """Draw the rows and make the network, all from `seed`.

        `data` may be in any order; of MNIST's training set, the first `plan.parts` parts give the
        same run as the whole.
        """
        data = as_examples(data)
        test = None if test is None else as_examples(test, "test set")
        if data.classes != CLASSES:
            raise DataError(f"the notebooks tell ten digits apart; the data have {data.classes}")
        if data.size < plan.rows + plan.held_out:
            needed = f"{plan.rows:,} rows and {plan.held_out:,} held out"
            raise DataError(
                f"the recipe needs {needed}: more than the {data.size:,} that there are"
            )
        streams = np.random.SeedSequence(seed).spawn(3)
        rng, start, shuffle = (np.random.default_rng(stream) for stream in streams)
        held_out, rows = draw(data, plan.parts, plan.held_out, plan.rows, rng)
        network = Network.create(plan.layer_sizes, start, initialiser=plan.initialiser)
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
            guarded=plan.guarded,
        )

    def change(self, **settings: float) -> None:
        """Change learning_rate or epochs from the next step on. Raises `ExperimentError`."""
        for name in settings:
            if name not in ("learning_rate", "epochs"):
                raise ExperimentError(name, f"{name} can't change while a recipe runs.")
        Experiment.from_dict(settings)
        for name, value in settings.items():
            setattr(self.settings, name, value)

    def figures(self) -> Figures:
        """What the network is worth now, and what the notebook would say: on every set there is."""
        return Figures(*(self.score(name) for name in Sets._fields))

    def score(self, name: str) -> Score | None:
        """The same on one set, `train`, `held_out` or `test`; None if the run has no such set."""
        work = self.scoring(name)
        while True:
            try:
                next(work)
            except StopIteration as end:
                score: Score | None = end.value
                return score

    def scoring(self, name: str) -> Generator[None, None, Score | None]:
        """What `score` does, in pieces that take little time each."""
        data: Examples | None = getattr(self.sets, name)
        if data is None:
            return None
        logits = yield from self._answers(data)
        truth = accuracy(logits, data.labels)
        if self.plan.metric is None:
            return Score(truth, None, 0, data.size)
        paper = self.plan.examiner(name, self.sets)
        if paper.data is not data or paper.scale != 1:
            logits = yield from self._answers(paper.data, paper.scale)
        with np.errstate(over="ignore", invalid="ignore"):
            probs = self.plan.loss_parts.softmax(logits)
        nan = int(np.isnan(probs).sum())
        if len(probs) != len(paper.labels):
            return Score(truth, None, nan, data.size)
        return Score(truth, self.plan.metric(probs, paper.labels), nan, data.size)

    def _answers(self, data: Examples, scale: float = 1.0) -> Generator[None, None, Floats]:
        """The logits (n, 10) for all of `data`, its pixels multiplied with `scale`."""
        logits = []
        for chunk in chunks(self.network, data):
            yield None
            images, _ = data.take(chunk)
            with np.errstate(over="ignore", invalid="ignore"):
                logits.append(self.network.forward(to_input(images) * np.float32(scale)))
        return np.concatenate(logits)
