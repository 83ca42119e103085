import itertools
import math

import numpy as np
import pytest

from pycore import DivergedError, Network, Settings, evaluate, train
from pycore.optimisers import SGD, Adam
from pycore.training import batches
from tests.core.helpers import blobs


def rng(seed=0):
    return np.random.default_rng(seed)


def start(settings, data=None, validation=None, seed=0, optimiser=Adam):
    network = Network.create([784, 16, 10], rng(seed))
    training = train(
        network,
        blobs(200) if data is None else data,
        optimiser(network.parameters()),
        settings,
        rng(seed + 1),
        validation,
    )
    return network, training


def test_it_learns_what_can_be_learned_and_carries_it_over():
    network, training = start(Settings(0.01, 20, 10), validation=blobs(100, seed=5))
    metrics = list(training)
    assert metrics[0].loss == pytest.approx(math.log(10), abs=1)
    assert metrics[-1].validation_accuracy > 0.98
    assert (metrics[0].validation_loss, metrics[0].validation_accuracy) == (None, None)
    assert evaluate(network, blobs(100, seed=6)).accuracy > 0.98


def test_steps_epochs_and_images_are_counted():
    _, training = start(Settings(batch_size=64, epochs=2))
    counted = [(m.step, m.epoch, m.images) for m in training]
    assert counted == [
        (1, 1, 64),
        (2, 1, 128),
        (3, 1, 192),
        (4, 1, 200),
        (5, 2, 264),
        (6, 2, 328),
        (7, 2, 392),
        (8, 2, 400),
    ]


def test_validation_four_times_an_epoch_and_never_trained_on():
    validation = blobs(40, seed=9)
    images, labels = validation.images.copy(), validation.labels.copy()
    _, training = start(Settings(batch_size=10, epochs=2), validation=validation)
    measured = [m.step for m in training if m.validation_loss is not None]
    assert measured == [5, 10, 15, 20, 25, 30, 35, 40]
    np.testing.assert_array_equal(validation.images, images)
    np.testing.assert_array_equal(validation.labels, labels)


def test_full_batch_is_a_batch_as_large_as_the_data():
    _, training = start(Settings(batch_size=60_000, epochs=3))
    assert [m.images for m in training] == [200, 400, 600]


def test_every_epoch_sees_every_image_once_in_an_order_of_its_own():
    stream = batches(10, Settings(batch_size=4), rng())
    epochs = [np.concatenate(list(itertools.islice(stream, 3))) for _ in range(2)]
    for epoch in epochs:
        assert sorted(epoch) == list(range(10))
    assert epochs[0].tolist() != epochs[1].tolist()


def test_the_same_seed_gives_the_same_curve():
    curves = [[m.loss for m in start(Settings(), seed=seed)[1]] for seed in (1, 1, 2)]
    assert curves[0] == curves[1]
    assert curves[0] != curves[2]


def test_settings_change_between_steps():
    settings = Settings(batch_size=50, epochs=1)
    network, training = start(settings, optimiser=SGD)
    next(training)
    settings.batch_size = 20
    assert next(training).images == 70
    settings.learning_rate = 0.0
    before = network.dense[0].W.copy()
    next(training)
    np.testing.assert_array_equal(network.dense[0].W, before)
    settings.epochs = 2
    assert list(training)[-1].epoch == 2


def test_a_pause_changes_nothing():
    settings = Settings(epochs=3)
    _, straight = start(settings)
    network, interrupted = start(settings)
    first = next(interrupted)
    network.predict(np.ones((7, 784), np.float32))  # a drawing is read between two steps
    assert [m.loss for m in [first, *interrupted]] == [m.loss for m in straight]


def test_a_new_training_goes_on_from_the_last_metrics_of_another():
    network, first = start(Settings(batch_size=50, epochs=1))
    *_, last = first
    settings, adam = Settings(batch_size=50, epochs=2), Adam(network.parameters())
    more = [(m.step, m.epoch) for m in train(network, blobs(200), adam, settings, rng(), last=last)]
    assert more == [(5, 2), (6, 2), (7, 2), (8, 2)]


def test_l2_is_the_gradient_of_the_penalty():
    """One step of plain descent with l2 and without differs by learning_rate · l2 · W, W alone."""
    plain, training = start(Settings(0.5, 200, 1), optimiser=SGD)
    next(training)
    decayed, training = start(Settings(0.5, 200, 1, l2=0.1), optimiser=SGD)
    initial = [layer.W.copy() for layer in decayed.dense]
    next(training)
    for a, b, W in zip(plain.dense, decayed.dense, initial, strict=True):
        np.testing.assert_allclose(a.W - b.W, 0.5 * 0.1 * W, atol=1e-6)
        np.testing.assert_array_equal(a.b, b.b)


def test_divergence_is_an_error_that_leaves_finite_weights():
    settings = Settings(learning_rate=1e8, batch_size=20, epochs=100)
    network, training = start(settings, optimiser=SGD)
    with pytest.raises(DivergedError, match=r"learning rate of 1e\+08 is too large"):
        list(training)
    assert all(np.isfinite(parameter).all() for parameter in network.parameters())
    assert math.isfinite(evaluate(network, blobs(50)).loss)
