"""Training: take a batch, go forward, see the loss, go backward, take a step; again and again.

`train` is a generator. It prints nothing and calls nobody back: who wants to train asks for the
next `Metrics`, who wants to pause does not ask. The command line, the page and the tests all drive
it.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Images, Labels
from .dataset import Examples
from .errors import DivergedError
from .loss import cross_entropy
from .metrics import accuracy, evaluate
from .network import Network
from .optimisers import Optimiser
from .preprocess import to_input

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
    """Mean cross-entropy on this step's batch (without the L2 term)."""
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
) -> Iterator[Metrics]:
    """Train `network` in place and yield one `Metrics` a step, until `settings.epochs` are done.

    `rng` shuffles; `validation` is evaluated four times an epoch; `after` is the last `Metrics` of
    an earlier training to go on from; `augment` makes the images new each time they are learned
    from. Raises `DivergedError` when the loss is not finite.
    """
    step, seen = (after.step, after.images) if after else (0, 0)
    stream = batches(data.size, settings, rng)
    checkpoint = [parameter.copy() for parameter in network.parameters()]
    while seen < settings.epochs * data.size:
        start = perf_counter()
        images, y = data.take(next(stream))
        X = to_input(augment(images, rng) if augment else images)
        loss, logits = take_step(network, X, y, optimiser, settings, checkpoint)
        seconds = perf_counter() - start

        epoch, quarter = seen // data.size + 1, 4 * seen // data.size
        step, seen = step + 1, seen + len(y)
        score: tuple[float | None, float | None] = (None, None)
        if validation is not None and 4 * seen // data.size > quarter:
            evaluation = evaluate(network, validation)
            score = (evaluation.loss, evaluation.accuracy)
        speed = len(y) / max(seconds, 1e-6)
        yield Metrics(step, epoch, seen, loss, accuracy(logits, y), speed, *score)


def take_step(
    network: Network,
    X: Floats,
    y: Labels,
    optimiser: Optimiser,
    settings: Settings,
    checkpoint: Sequence[Floats],
) -> tuple[float, Floats]:
    """Learn from one batch, X (n, 784), y (n,); return the loss and logits (n, 10) before."""
    with np.errstate(over="ignore", invalid="ignore"):  # a training that explodes is caught below
        logits = network.forward(X)
        loss, dlogits = cross_entropy(logits, y)
        keep_finite(network, loss, checkpoint, settings.learning_rate)
        network.backward(dlogits)
        add_l2(network, settings.l2)
        optimiser.step(network.gradients(), settings.learning_rate)
    return loss, logits


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


def add_l2(network: Network, l2: float) -> None:
    """Add the derivative of l2/2 · Σ W², which is l2 · W, to the gradient of every weight."""
    if l2:
        for layer in network.dense:
            layer.dW += l2 * layer.W


def keep_finite(
    network: Network, loss: float, checkpoint: Sequence[Floats], learning_rate: float
) -> None:
    """Save the parameters if their loss is finite; if not, put the last saved ones back."""
    parameters = network.parameters()
    if math.isfinite(loss):
        for saved, parameter in zip(checkpoint, parameters, strict=True):
            np.copyto(saved, parameter)
        return
    for saved, parameter in zip(checkpoint, parameters, strict=True):
        np.copyto(parameter, saved)
    raise DivergedError(
        f"The loss is {loss}: a learning rate of {learning_rate:g} is too large for this network. "
        "It has its last finite weights back; choose a smaller rate and go on."
    )
