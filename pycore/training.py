"""Training: take a batch, take a step by it; again and again.

`train` is a generator. It prints nothing and calls nobody back: who wants to train asks for the
next `Metrics`, who wants to pause does not ask. The command line, the page and the tests all drive
it.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Labels
from .augment import Augment
from .dataset import Examples
from .guard import Guard
from .images import to_input
from .keeping import Keeper, overwrite
from .loss import NONE, cross_entropy, soft_cross_entropy
from .metrics import Evaluation, chunks
from .network import Network
from .optimisers import Optimiser
from .schedules import SCHEDULES
from .step import Loss, Step, pieces


@dataclass
class Settings:
    """What may be changed between two steps of a running training."""

    learning_rate: float = 1e-3
    batch_size: int = 128
    """Images a step; as many as there are, or more, is full-batch training."""
    epochs: int = 5
    l2: float = 0.0
    """Weight decay: adds l2/2 · Σ W² to what is minimised (biases are left alone); AdamW shrinks
    the weights by this share, times the learning rate, instead."""
    schedule: str = "constant"
    """How the learning rate goes on from its full value: one of `schedules.SCHEDULES`."""
    label_smoothing: float = 0.0
    """Share of the truth that is spread over all digits: 0 asks for certainty."""


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
    keeper: Keeper | None = None,
    guarded: bool = True,
) -> Iterator[Metrics]:
    """Train `network` in place and yield one `Metrics` a step, until `settings.epochs` are done.

    `rng` shuffles; `validation` is evaluated four times an epoch; `after` is the last `Metrics` of
    an earlier training to go on from; `augment` makes the images new each time they are learned
    from; `loss` takes the place of `cross_entropy`; `keeper` says which weights the network has in
    the end, and may end the training early. Raises `DivergedError` when the loss is not finite, or
    far worse than by guessing (see `guard`), and gives the network its best weights back; unless
    `guarded` it goes on then, into NaN, as a plain loop would.
    """
    work = train_in_pieces(
        network, data, optimiser, settings, rng, validation, after, augment, loss, keeper, guarded
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
    keeper: Keeper | None = None,
    guarded: bool = True,
) -> Iterator[Metrics | None]:
    """Do what `train` does, and yield None as well wherever a step can be interrupted.

    A step by 60,000 images, or a validation, may take seconds; a piece of one takes little, and
    between two pieces the network can answer (with the weights from before the step).
    """
    step, seen = (after.step, after.images) if after else (0, 0)
    stream = batches(data.size, settings, rng)
    keeper, most = keeper or Keeper(network), network.piece
    guard = Guard(keeper, optimiser) if guarded else None
    loss = loss or chosen_loss(settings, bool((data.labels == NONE).any()))
    while seen < settings.epochs * data.size and not keeper.exhausted:
        batch = next(stream)
        found, seconds = Step(network, len(batch), loss), 0.0
        for indices in pieces(batch, most):
            if seconds:
                yield None
            start = perf_counter()
            images, y = data.take(indices)
            found.learn(augment(images, rng) if augment else images, y, rng)
            seconds += perf_counter() - start
        start = perf_counter()
        share = seen / (settings.epochs * data.size)
        rate = settings.learning_rate * SCHEDULES[settings.schedule](share)
        if guard:
            guard.watch(found.loss, len(batch), settings.learning_rate)
        found.take(optimiser, rate, settings.l2)
        keeper.step()
        speed = len(batch) / max(seconds + perf_counter() - start, 1e-6)

        epoch, quarter = seen // data.size + 1, 4 * seen // data.size
        step, seen = step + 1, seen + len(batch)
        metrics = Metrics(step, epoch, seen, found.loss, found.accuracy, speed)
        if validation is not None and 4 * seen // data.size > quarter:
            score = yield from validate(keeper.candidate, validation)
            (guard or keeper).judge(score.loss)
            metrics = metrics._replace(
                validation_loss=score.loss, validation_accuracy=score.accuracy
            )
        if seen >= settings.epochs * data.size or keeper.exhausted:  # before the last is told of
            if guard:
                guard.finish(sample_loss(network, data, loss))
            keeper.finish()
        yield metrics
    keeper.finish()


def chosen_loss(settings: Settings, doubtful: bool) -> Loss:
    """Cross-entropy, as `settings` say at each step; `doubtful`: some images show no digit."""

    def loss(logits: Floats, y: Labels) -> tuple[float, Floats]:
        if doubtful or settings.label_smoothing:
            return soft_cross_entropy(logits, y, settings.label_smoothing)
        return cross_entropy(logits, y)

    return loss


def sample_loss(network: Network, data: Examples, loss: Loss) -> float:
    """The loss of the first few hundred examples as a step would find it; nothing is changed."""
    images, y = data.take(chunks(network, data)[0])
    buffers = [array for layer in network.layers for array in layer.buffers()]
    before = [array.copy() for array in buffers]
    with np.errstate(over="ignore", invalid="ignore"):
        found, _ = loss(
            network.forward(to_input(images), training=True, rng=np.random.default_rng(0)), y
        )
    overwrite(buffers, before)
    for layer in network.layers:
        layer.clear_cache()
    return found


def validate(network: Network, data: Examples) -> Generator[None, None, Evaluation]:
    """Score `network` on all of `data`, as `evaluate` does, and yield before every chunk of it."""
    evaluation = Evaluation(network.outputs)
    for chunk in chunks(network, data):
        yield None
        images, y = data.take(chunk)
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
