"""Every switch of every notebook does what its description says, and is tested here by name."""

import numpy as np
import pytest

from pycore import to_input
from pycore.loss import cross_entropy, softmax
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.broken import mean_log_loss, unstable_softmax
from pycore.notebooks.metrics import rounded_agreement
from pycore.optimisers import Adam
from tests.core.helpers import blobs
from tests.core.test_notebooks import checked

DATA, TEST = blobs(5_000), blobs(100, 7)
SMALL = {"rows": 300, "held_out": 100}


def run(number, *switches, **options):
    return NOTEBOOKS[number].run(DATA, TEST, switches, **(SMALL | {"steps": 3} | options))


def first_move(number, *switches, **options):
    """How far the first step moves all parameters, in a row."""
    made = run(number, *switches, **options)
    before = [parameter.copy() for parameter in made.network.parameters()]
    next(made)
    after = made.network.parameters()
    return np.concatenate([(b - a).ravel() for a, b in zip(before, after, strict=True)])


def assert_steps_are_longer(number, name, times):
    """The same first step, so many times as long."""
    plain, changed = first_move(number), first_move(number, name)
    np.testing.assert_allclose(changed, times * plain, rtol=0.01, atol=1e-5)
    assert np.abs(plain).max() > 1e-3


def inputs(made, data=None):
    images, labels = (data or made.data).take(slice(None))
    return to_input(images), labels


def positive_weights(number, name):
    made = run(number, name)
    assert all(layer.W.min() >= 0 for layer in made.network.dense)
    X, _ = inputs(made)
    logits = made.network.forward(X)
    assert logits.min() > 1_000
    assert np.median(softmax(logits).max(axis=1)) > 0.99, "sure of itself"
    assert next(made).accuracy < 0.2, "and wrong"
    ordinary = run(number)
    assert np.abs(ordinary.network.forward(X)).max() < 10


def no_biases(number, name):
    for switches, empty in (((), False), ((name,), True)):
        made = run(number, *switches)
        list(made)
        blank = made.network.forward(np.zeros((1, 784), np.float32))
        assert (np.abs(blank).max() == 0) == empty
        assert (max(np.abs(layer.b).max() for layer in made.network.dense) == 0) == empty


def two_costs(number, name):
    made, plain = run(number, name), run(number)
    X, y = inputs(made)
    expected = np.mean(((made.network.predict(X) - np.eye(10)[y]) ** 2).sum(axis=1))
    assert next(made).loss == pytest.approx(expected, rel=1e-4)
    assert next(plain).loss != pytest.approx(expected, rel=0.1)
    np.testing.assert_allclose(first_move(number, name), first_move(number), atol=1e-6)
    assert max(error.error for error in checked(made.plan)) > 0.1


def no_accuracy(number, name):
    assert [score.said for score in run(number, name, rows=200).figures() if score] == [None] * 3


def whole_argmax(number, name):
    made = run(number, name, steps=30)
    list(made)
    score = made.score("test")
    X, y = inputs(made, TEST)
    place = made.network.forward(X)
    assert score.said == np.mean(softmax(place).argmax() == y) <= 0.1
    assert score.truth > 0.3


def softmax_slope(number, name):
    together = run(number, "positive-weights", name)
    next(together)
    X, _ = inputs(together)
    assert np.isnan(together.network.forward(X)).all()
    assert next(together).accuracy == pytest.approx(0.1, abs=0.02), "argmax of NaN is 0"
    without = run(number, "positive-weights")
    next(without)
    assert np.isfinite(without.network.forward(X)).all()
    assert np.abs(first_move(number, name) - first_move(number)).max() > 1e-3


def weights_between(low, high):
    def test(number, name):
        for layer in run(number, name).network.dense:
            assert low <= layer.W.min() < layer.W.max() < high
            assert layer.W.max() - layer.W.min() > 0.5 * (high - low)

    return test


def tiny_weights(number, name):
    weights_between(0, 0.01)(number, name)
    made = run(number, name)
    assert all(0 <= layer.b.min() < layer.b.max() < 1 for layer in made.network.dense)
    X, _ = inputs(made)
    assert len(set(made.network.forward(X).argmax(axis=1))) == 1, "all images look alike"
    assert len(set(run(number).network.forward(X).argmax(axis=1))) > 1


def wrong_count_784(number, name):
    assert_steps_are_longer(number, name, 300 / 784)


def wrong_count_42000(number, name):
    assert_steps_are_longer(number, name, 300 / 42_000)


def doubled_gradient(number, name):
    assert_steps_are_longer(number, name, 2)
    errors = [error.error for error in checked(run(number, name).plan)]
    assert errors == pytest.approx([1 / 3] * len(errors), abs=1e-4)


def rate(value):
    def test(number, name):
        made = run(number, name)
        assert made.settings.learning_rate == value
        assert_steps_are_longer(number, name, value / NOTEBOOKS[number].plan.learning_rate)

    return test


def overflow(number, name):
    plan = run(number, name).plan
    y = np.array([1, 0], np.uint8)
    logits = np.zeros((2, 10), np.float32)
    logits[:, 1], logits[:, 2] = 700, 695
    loss, dlogits = plan.loss(logits, y)
    right, right_dlogits = cross_entropy(logits, y)
    assert loss == pytest.approx(right)
    np.testing.assert_allclose(dlogits, right_dlogits, atol=1e-6)
    logits += 20
    assert np.isnan(plan.loss(logits, y)[0])
    assert np.isnan(plan.loss(logits, y)[1]).any()
    assert run(number).plan.loss(logits, y)[0] == pytest.approx(right)
    np.testing.assert_allclose(first_move(number, name), first_move(number), atol=1e-6)


def unscaled_dev(number, name):
    made = run(number, name, "overflow", steps=100)
    list(made)
    X, y = inputs(made, made.sets.held_out)
    logits = made.network.forward(255 * X)
    with np.errstate(over="ignore", invalid="ignore"):
        probs = unstable_softmax(logits)
    score = made.score("held_out")
    assert score.nan == np.isnan(probs).sum() > 0
    assert score.said == np.mean(probs.argmax(axis=1) == y)
    assert score.truth == np.mean(made.network.forward(X).argmax(axis=1) == y)
    assert score.said < score.truth
    assert made.score("test").said == made.score("test").truth, "only that set"


def pixel_labels(number, name):
    assert run(number, name).score("held_out").said is None
    assert run(number).score("held_out").said is not None
    made = run(number, name, held_out=785)  # as many as a row has numbers
    X, _ = inputs(made, made.sets.held_out)
    [image], [label] = made.sets.held_out.take(slice(0, 1))
    row = np.concatenate([[label], image.ravel()])
    right = np.mean(made.network.forward(X).argmax(axis=1) == row)
    assert made.score("held_out").said == right


def training_pixels(number, name):
    assert run(number, name).score("test").said is None
    made = run(number, name, rows=100)  # as many as there are test images
    X, _ = inputs(made)
    right = np.mean(made.network.forward(255 * X).argmax(axis=1) == TEST.labels)
    score = made.score("test")
    assert score.said == right
    assert score.truth == run(number, rows=100).score("test").said


def scalar_bias(number, name):
    made = run(number, name, steps=20)
    hidden, last = (layer.b.copy() for layer in made.network.dense)
    list(made)
    np.testing.assert_allclose(made.network.dense[1].b, last, atol=1e-5)
    moves = made.network.dense[0].b - hidden
    np.testing.assert_allclose(moves, moves[0], atol=1e-5)
    assert abs(moves[0]) > 1e-3
    healthy = run(number, steps=20)
    list(healthy)
    assert np.abs(healthy.network.dense[1].b - last).max() > 1e-3
    for error in checked(made.plan):
        assert (error.error > 0.1) == (error.name == "b"), "the gradient check names the biases"


def he_weights(number, name):
    for layer in run(number, name).network.dense:
        assert layer.W.std() == pytest.approx((2 / len(layer.W)) ** 0.5, rel=0.2)
    assert run(number).network.dense[0].W.std() == pytest.approx(12**-0.5, rel=0.05)
    slow, fast = (list(run(number, *on, steps=30))[-1] for on in ((), (name,)))
    assert fast.accuracy > slow.accuracy


def like_keras(number, name):
    made = NOTEBOOKS[number].run(DATA, None, [name], **SMALL)
    assert isinstance(made.optimiser, Adam)
    metrics = list(made)
    assert [m.images for m in metrics[:2]] == [32, 64]
    assert len(metrics) == made.plan.steps == 100
    assert metrics[-1].epoch == 10
    full = NOTEBOOKS[number].with_switches([name])
    assert full.steps == 2_630


def rounded_metric(number, name):
    made = run(number, name, "rate-ignored", steps=1)
    score = made.score("test")
    X, y = inputs(made, TEST)
    assert made.network.predict(X).max() < 0.5, "it answers nothing"
    assert score.said == pytest.approx(0.9)
    assert score.truth < 0.3
    assert rounded_agreement(np.eye(10)[y], y) == 1
    assert run(number).score("test").said == run(number).score("test").truth


EFFECTS = {
    "000": {
        "positive-weights": positive_weights,
        "no-biases": no_biases,
        "wrong-count": wrong_count_784,
        "small-rate": rate(0.001),
        "two-costs": two_costs,
        "no-accuracy": no_accuracy,
        "whole-argmax": whole_argmax,
        "softmax-slope": softmax_slope,
        "centred-weights": weights_between(-0.5, 0.5),
        "hundredth-weights": weights_between(0, 0.01),
    },
    "001": {
        "tiny-weights": tiny_weights,
        "wrong-count": wrong_count_42000,
        "doubled-gradient": doubled_gradient,
        "high-rate": rate(1.0),
        "overflow": overflow,
        "unscaled-dev": unscaled_dev,
        "pixel-labels": pixel_labels,
    },
    "002": {
        "scalar-bias": scalar_bias,
        "low-rate": rate(0.01),
        "overflow": overflow,
        "training-pixels": training_pixels,
        "he-weights": he_weights,
    },
    "003": {
        "scalar-bias": scalar_bias,
        "overflow": overflow,
        "he-weights": he_weights,
        "like-keras": like_keras,
    },
    "004": {
        "rounded-metric": rounded_metric,
        "rate-ignored": rate(0.005),
        "overflow": overflow,
    },
}


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (notebook.number, switch.name)
        for notebook in NOTEBOOKS.values()
        for switch in notebook.switches
    ],
)
def test_the_switch_does_what_its_description_says(number, name):
    EFFECTS[number][name](number, name)


def test_the_losses_in_parts_are_whole():
    logits = np.random.default_rng(0).normal(0, 3, (50, 10))
    y = np.arange(50, dtype=np.uint8) % 10
    assert mean_log_loss(softmax(logits), y) == pytest.approx(cross_entropy(logits, y)[0])
