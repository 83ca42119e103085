"""A network on images that it has never seen, a few at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pycore import DataError, Dataset, Evaluation, Network, to_input
from pycore.arrays import Floats, Labels
from pycore.dataset import Examples

from .answers import Answer

CHUNK = 100
"""Images that go through the network at once, at most: a slice can end after each."""


@dataclass(frozen=True)
class Progress:
    """How far an evaluation has come."""

    count: int
    of: int
    figures: Answer | None = None
    """By the name of the set, when all is done: `truth` is the share of right answers, `said` what
    a notebook makes of it, `nan` how many of its probabilities are NaN, of so many `images`."""


Evaluate: TypeAlias = Callable[[Dataset | None], Iterator[Progress]]
"""Evaluates a network, given the test set, as far as that has come."""


def outputs(network: Network, data: Examples) -> Iterator[tuple[Floats, Labels]]:
    """Logits (n, 10) and the labels (n,) of a few images after the other, until all had theirs."""
    most = min(CHUNK, network.max_batch)
    for start in range(0, data.size, most):
        images, y = data.take(slice(start, start + most))
        yield network.forward(to_input(images)), y


def on_test_set(network: Network) -> Evaluate:
    """Accuracy on the test set."""

    def evaluate(test_set: Dataset | None) -> Iterator[Progress]:
        if test_set is None:
            raise DataError("the test set has not come yet")
        evaluation = Evaluation()
        for logits, y in outputs(network, test_set):
            evaluation.add(logits, y)
            yield Progress(evaluation.count, test_set.size)
        found = {"truth": evaluation.accuracy, "said": None, "nan": 0, "images": evaluation.count}
        yield Progress(evaluation.count, test_set.size, {"test": found})

    return evaluate
