"""What a notebook's run is worth: its scores on every set that there is."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

from pycore import Dataset
from pycore.notebooks.metrics import Score
from pycore.notebooks.run import NotebookRun
from web.python.evaluation import Evaluate, Progress


def on_all_sets(run: NotebookRun) -> Evaluate:
    """Evaluate the run's network; the test set need not have come before."""

    def evaluate(test_set: Dataset | None) -> Iterator[Progress]:
        run.sets = run.sets._replace(test=test_set)
        sizes = {name: data.size if data else 0 for name, data in run.sets._asdict().items()}
        found: dict[str, Any] = {}
        done = Progress(0, sum(sizes.values()))
        for name, size in sizes.items():
            score = yield from scoring(run, name, done)
            found[name] = score and score._asdict()
            done = replace(done, count=done.count + size)
        yield replace(done, figures=found)

    return evaluate


def scoring(run: NotebookRun, name: str, done: Progress) -> Generator[Progress, None, Score | None]:
    """Score it on one set; `done` is told again and again."""
    work = run.scoring(name)
    while True:
        try:
            next(work)
        except StopIteration as end:
            score: Score | None = end.value
            return score
        yield done
