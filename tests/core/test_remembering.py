"""To answer changes nothing in a network; what a batch leaves in it is not part of it."""

import copy
import pickle

import numpy as np
import pytest

from pycore import Experiment, Network, Run, evaluate
from pycore.activations import ACTIVATIONS
from pycore.loss import cross_entropy
from tests.core.helpers import blobs

DEEP = [784, "conv3", "pool", "norm", 12, "drop30", 10]
SMALL = Experiment(images=300, hidden_layers=(12,), batch_size=20, epochs=2)


def rng(seed=0):
    return np.random.default_rng(seed)


def images(n, seed=1):
    return rng(seed).random((n, 784), np.float32)


def gradients_of(network, between=lambda _: None):
    """The gradients of one batch, with something done between forward and backward."""
    _, dlogits = cross_entropy(
        network.forward(images(8), training=True, rng=rng(2)), np.arange(8, dtype=np.uint8)
    )
    between(network)
    network.backward(dlogits)
    return network.gradients()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_answer_leaves_every_layer_as_it_was(activation):
    network = Network.create(DEEP, rng(), activation)
    before = [dict(vars(layer)) for layer in network.layers]
    network.predict(images(5))
    network.forward(images(5))
    evaluate(network, blobs(20))
    for layer, held in zip(network.layers, before, strict=True):
        assert vars(layer).keys() == held.keys()
        assert all(vars(layer)[name] is value for name, value in held.items())


@pytest.mark.parametrize("layers", [[784, 12, 10], DEEP])
@pytest.mark.parametrize(
    "ask",
    [
        lambda network: network.predict(images(5, 9)),
        lambda network: network.forward(images(8, 9)),
        lambda network: evaluate(network, blobs(20)),
    ],
)
def test_an_answer_between_forward_and_backward_changes_no_gradient(layers, ask):
    calm, asked = (Network.create(layers, rng()) for _ in range(2))
    for a, b in zip(gradients_of(calm), gradients_of(asked, ask), strict=True):
        np.testing.assert_array_equal(a, b)
    for a, b in zip(calm.state(), asked.state(), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("layers", [[784, 12, 10], DEEP])
def test_a_copy_has_what_the_network_is_and_nothing_of_a_batch(layers, activation):
    network = Network.create(layers, rng(), activation)
    size = len(pickle.dumps(network))
    assert size < 4 * sum(array.size for array in network.state()) + 3_000
    network.predict(images(300))
    gradients_of(network)
    network.forward(images(50), training=True, rng=rng(3))  # a batch that waits for its backward
    assert len(pickle.dumps(network)) == size
    for twin in (pickle.loads(pickle.dumps(network)), copy.deepcopy(network)):
        # NumPy multiplies what was unpickled, the kernel what was not: they round differently.
        np.testing.assert_allclose(twin.predict(images(4)), network.predict(images(4)), rtol=1e-5)
        for copied, array in zip(twin.state(), network.state(), strict=True):
            np.testing.assert_array_equal(copied, array)
            assert not np.shares_memory(copied, array)
        assert len(gradients_of(twin)) == len(network.parameters()), "and it can learn"


def test_after_a_step_nothing_of_the_batch_is_held():
    network = Network.create(DEEP, rng())
    gradients_of(network)
    held = [value for layer in network.layers for value in vars(layer).values()]
    most = max(array.size for array in network.parameters())
    assert max(value.size for value in held if isinstance(value, np.ndarray)) <= most


def test_backward_without_a_batch_is_refused():
    network = Network.create([784, 12, 10], rng())
    network.forward(images(3))
    with pytest.raises(ValueError, match=r"call forward\(X, training=True\) first"):
        network.backward(np.ones((3, 10), np.float32))
    gradients_of(network)
    with pytest.raises(ValueError, match="backward needs a batch"):
        network.backward(np.ones((8, 10), np.float32))


@pytest.mark.parametrize("layers", [[784, 12, 10], DEEP])
def test_many_images_are_read_a_piece_at_a_time_with_the_same_answers(monkeypatch, layers):
    network, X, seen = Network.create(layers, rng()), images(230), []
    at_once, forward = network.predict(X), network.forward
    monkeypatch.setattr("pycore.network.MAX_BATCH", 50)
    monkeypatch.setattr(network, "forward", lambda X: seen.append(len(X)) or forward(X))
    np.testing.assert_allclose(network.predict(X), at_once, atol=1e-6, rtol=0)
    assert seen == [50, 50, 50, 50, 30]
    assert network.predict(X[:0]).shape == (0, 10)


def test_while_the_average_is_validated_the_network_keeps_its_own_weights():
    data = blobs(1000)
    settings = SMALL.as_dict() | {"images": 700}
    plain = Run(Experiment(**settings), data)
    averaged = Run(Experiment(**settings | {"ema_decay": 0.9}), data)
    moments = 0
    while averaged.progress < 1:
        if averaged.advance() is None:
            moments += 1  # in the middle of a validation: `plain` has taken the same step
            advance_to(plain, (averaged.last.step if averaged.last else 0) + 1)
            for held in (averaged.network, pickle.loads(pickle.dumps(averaged.network))):
                for a, b in zip(held.state(), plain.network.state(), strict=True):
                    np.testing.assert_array_equal(a, b)
    assert moments == 8


def advance_to(run, step):
    while run.last is None or run.last.step < step:
        run.advance()
