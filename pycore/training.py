"""Training: take a batch, take a step by it; again and again.

`train` is a generator. It prints nothing and calls nobody back: who wants to train asks for the
next `Metrics`, who wants to pause does not ask. The command line, the page and the tests all drive
it.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arrays import Images
from .dataset import Examples
from .metrics import CHUNK, Evaluation
from .network import Network
from .optimisers import Optimiser
from .preprocess import to_input
from .step import Loss, Step, pieces

Augment: TypeAlias = Callable[[Images, np.random.Generator], Images]
"""Makes of images (n, 28, 28) as many others that show the same digits."""


@dataclass
class Settings:
    """What may be changed between two steps of a running training."""

    learning_rate: float = 1e-3
    batch_size: int = 128
    """Images a step; as many as there are, or more, is full-batch training."""
    epochs: int = 5
    l2: float = 0.0
    """Weight decay: adds l2/2 · Σ W² to what is minimised (biases are left alone)."""


class Metrics(NamedTuple):
    """What one step found, before it changed the network, and what validation found after it."""

    step: int
    """The number of this update, from 1."""
    epoch: int
    """The number of this pass over the data, from 1."""
    images: int
    """Images learned from since the start, this step's included."""
    loss: float
    """Mean loss, cross-entropy as a rule, on this step's batch (without the L2 term)."""
    accuracy: float
    """Share of right answers on this step's batch."""
    images_per_second: float
    """This step's images by the time it took, validation not counted."""
    validation_loss: float | None = None
    """Mean cross-entropy on the validation set; None at steps that did not measure it."""
    validation_accuracy: float | None = None


def train(
    network: Network,
    data: Examples,
    optimiser: Optimiser,
    settings: Settings,
    rng: np.random.Generator,
    validation: Examples | None = None,
    after: Metrics | None = None,
    augment: Augment | None = None,
    loss: Loss | None = None,
    guarded: bool = True,
) -> Iterator[Metrics]:
    """Train `network` in place and yield one `Metrics` a step, until `settings.epochs` are done.

    `rng` shuffles; `validation` is evaluated four times an epoch; `after` is the last `Metrics` of
    an earlier training to go on from; `augment` makes the images new each time they are learned
    from; `loss` takes the place of `cross_entropy`. Raises `DivergedError` when the loss is not
    finite; unless `guarded` it goes on then, into NaN, as a plain loop would.
    """
    work = train_in_pieces(
        network, data, optimiser, settings, rng, validation, after, augment, loss, guarded
    )
    return (metrics for metrics in work if metrics is not None)


def train_in_pieces(
    network: Network,
    data: Examples,
    optimiser: Optimiser,
    settings: Settings,
    rng: np.random.Generator,
    validation: Examples | None = None,
    after: Metrics | None = None,
    augment: Augment | None = None,
    loss: Loss | None = None,
    guarded: bool = True,
) -> Iterator[Metrics | None]:
    """Do what `train` does, and yield None as well wherever a step can be interrupted.

    A step by 60,000 images, or a validation, may take seconds; a piece of one takes little, and
    between two pieces the network can answer (with the weights from before the step).
    """
    step, seen = (after.step, after.images) if after else (0, 0)
    stream = batches(data.size, settings, rng)
    checkpoint = [parameter.copy() for parameter in network.parameters()] if guarded else None
    while seen < settings.epochs * data.size:
        batch = next(stream)
        found, seconds = Step(network, len(batch), loss), 0.0
        for indices in pieces(batch):
            if seconds:
                yield None
            start = perf_counter()
            images, y = data.take(indices)
            found.learn(augment(images, rng) if augment else images, y)
            seconds += perf_counter() - start
        start = perf_counter()
        found.take(optimiser, settings.learning_rate, settings.l2, checkpoint)
        speed = len(batch) / max(seconds + perf_counter() - start, 1e-6)

        epoch, quarter = seen // data.size + 1, 4 * seen // data.size
        step, seen = step + 1, seen + len(batch)
        metrics = Metrics(step, epoch, seen, found.loss, found.accuracy, speed)
        if validation is not None and 4 * seen // data.size > quarter:
            score = yield from validate(network, validation)
            metrics = metrics._replace(
                validation_loss=score.loss, validation_accuracy=score.accuracy
            )
        yield metrics


def validate(network: Network, data: Examples) -> Generator[None, None, Evaluation]:
    """Score `network` on all of `data`, as `evaluate` does, and yield before every chunk of it."""
    evaluation = Evaluation()
    for start in range(0, data.size, CHUNK):
        yield None
        images, y = data.take(slice(start, start + CHUNK))
        with np.errstate(over="ignore", invalid="ignore"):  # an unguarded network may hold NaN
            evaluation.add(network.forward(to_input(images)), y)
    return evaluation


def batches(n: int, settings: Settings, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Deal the indices 0…n−1 out in random order, `settings.batch_size` at a time, again and again.

    Each pass over all of them is an epoch, and has an order of its own.
    """
    while True:
        order = rng.permutation(n)
        start = 0
        while start < n:
            stop = start + settings.batch_size
            yield order[start:stop]
            start = stop
