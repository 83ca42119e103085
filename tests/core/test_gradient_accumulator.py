"""A large batch goes through the network in pieces; that must not show in what it teaches."""

import math

import numpy as np
import pytest

from pycore import DivergedError, Network, Settings, train
from pycore.gradient_accumulator import GradientAccumulator, micro_batches
from pycore.loss import cross_entropy
from pycore.optimisers import SGD
from pycore.training import Training
from tests.core.helpers import blobs


def network(seed=0):
    return Network.create([784, 12, 10], np.random.default_rng(seed))


def training(settings, data=None, validation=None, **options):
    made = network()
    rng = np.random.default_rng(1)
    data = blobs(230) if data is None else data
    return Training(made, data, SGD(made.parameters()), settings, rng, validation, **options)


def test_pieces_are_few_of_like_size_and_lose_nothing():
    order = np.random.default_rng(0).permutation(230)
    divided = micro_batches(order, 100)
    assert [len(part) for part in divided] == [77, 77, 76]
    np.testing.assert_array_equal(np.concatenate(divided), order)
    assert micro_batches(order[:100], 100)[0].base is order, "a small batch is left as it is"


@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_a_step_in_pieces_is_the_step(monkeypatch, l2):
    whole, divided = (training(Settings(0.1, 230, 3, l2)) for _ in range(2))
    at_once = list(whole)
    monkeypatch.setattr("pycore.network.MAX_BATCH", 50)
    by_and_by = list(divided)
    for a, b in zip(at_once, by_and_by, strict=True):
        assert (a.step, a.epoch, a.images) == (b.step, b.epoch, b.images)
        assert a.accuracy == pytest.approx(b.accuracy)
        assert a.loss == pytest.approx(b.loss, rel=1e-5)
    for a, b in zip(whole.network.parameters(), divided.network.parameters(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def test_the_sum_over_pieces_is_the_gradient_of_the_whole_loss():
    data, made, rng = blobs(120), network(), np.random.default_rng(0)
    one, three = GradientAccumulator(made, 120), GradientAccumulator(made, 120)
    one.add(*data, rng)
    expected = [gradient.copy() for gradient in one.gradients]
    for part in (slice(0, 70), slice(70, 110), slice(110, 120)):
        three.add(*data.take(part), rng)
    assert three.loss == pytest.approx(one.loss, rel=1e-6)
    assert three.accuracy == pytest.approx(one.accuracy)
    for found, right in zip(three.gradients, expected, strict=True):
        np.testing.assert_allclose(found, right, atol=1e-7)


def test_between_two_pieces_the_network_may_answer(monkeypatch):
    monkeypatch.setattr("pycore.network.MAX_BATCH", 50)
    settings = Settings(0.1, 230, 2)
    straight, disturbed = (training(settings, validation=blobs(40)) for _ in range(2))
    found = []
    while disturbed.progress < 1:
        metrics = disturbed.advance()
        found += [metrics] if metrics else []
        disturbed.network.predict(np.ones((3, 784), np.float32))
    losses = [(m.loss, m.validation_loss) for m in straight]
    assert [(m.loss, m.validation_loss) for m in found] == losses
    with pytest.raises(StopIteration):
        disturbed.advance()


def test_advance_does_one_piece_at_a_time(monkeypatch):
    monkeypatch.setattr("pycore.network.MAX_BATCH", 50)
    run = training(Settings(0.1, 230, 1))
    assert [run.advance() is None for _ in range(5)] == [True] * 4 + [False]
    assert run.last.images == 230


def test_a_loss_of_ones_own():
    """Twice the loss is twice the rate."""

    def doubled(logits, y):
        loss, dlogits = cross_entropy(logits, y)
        return 2 * loss, 2 * dlogits

    plain, double = training(Settings(0.2, 50, 2)), training(Settings(0.1, 50, 2), loss=doubled)
    for a, b in zip(plain, double, strict=True):
        assert 2 * a.loss == pytest.approx(b.loss, rel=1e-5)


def test_unguarded_it_goes_on_into_nan():
    settings = Settings(1e30, 20, 2)
    made = network()
    sgd, rng = SGD(made.parameters()), np.random.default_rng(1)
    losses = [m.loss for m in train(made, blobs(200), sgd, settings, rng, stop_on_divergence=False)]
    assert len(losses) == 20
    assert math.isfinite(losses[0])
    assert math.isnan(losses[-1])
    with pytest.raises(DivergedError):
        list(training(settings))
