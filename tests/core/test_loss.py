import numpy as np
import pytest

from pycore.arrays import NONE
from pycore.label_smoothing import default_loss, soft_cross_entropy
from pycore.loss import cross_entropy, softmax


def logits(n=6):
    return np.random.default_rng(0).normal(size=(n, 10)) * 3


LABELS = np.array([0, 3, 9, 3, NONE, NONE], np.int16)


def test_without_smoothing_it_is_cross_entropy():
    loss, dlogits = soft_cross_entropy(logits(4), LABELS[:4], 0.0)
    expected, dexpected = cross_entropy(logits(4), LABELS[:4])
    assert loss == pytest.approx(expected)
    np.testing.assert_allclose(dlogits, dexpected)


def test_it_is_least_where_the_answer_is_the_softened_truth():
    truth = np.full(10, 0.02)
    truth[3] = 0.82  # a fifth of the truth spread over ten
    loss, dlogits = soft_cross_entropy(np.log(truth)[None], LABELS[1:2], 0.2)
    assert loss == pytest.approx(-(truth * np.log(truth)).sum())
    np.testing.assert_allclose(dlogits, 0, atol=1e-12)


def test_what_is_no_digit_should_be_equally_likely_to_be_each():
    loss, dlogits = soft_cross_entropy(np.zeros((2, 10)), LABELS[4:], 0.1)
    assert loss == pytest.approx(np.log(10))
    np.testing.assert_allclose(dlogits, 0, atol=1e-12)
    sure = np.eye(10)[[7]] * 20
    assert soft_cross_entropy(sure, LABELS[4:5], 0.0)[0] == pytest.approx(18, abs=1e-3)


def test_the_derivative_is_that_of_finite_differences():
    z, h = logits(), 1e-5
    _, dlogits = soft_cross_entropy(z, LABELS, 0.1)
    for i in np.ndindex(z.shape):
        values = []
        for sign in (1, -1):
            nudged = z.copy()
            nudged[i] += sign * h
            values.append(soft_cross_entropy(nudged, LABELS, 0.1)[0])
        assert dlogits[i] == pytest.approx((values[0] - values[1]) / (2 * h), abs=1e-9)


def test_it_survives_logits_that_overflow_and_stays_float32():
    z = np.array([[1e4, 0, -1e4]], np.float32)
    loss, dlogits = soft_cross_entropy(z, np.array([0], np.uint8), 0.0)
    assert loss == 0
    assert dlogits.dtype == np.float32
    np.testing.assert_allclose(dlogits, softmax(z) - [[1, 0, 0]], atol=1e-6)


@pytest.mark.parametrize(
    ("labels", "smoothing", "soft"),
    [([3, 4], 0.0, False), ([3, 4], 0.1, True), ([3, NONE], 0.0, True), ([3, NONE], 0.1, True)],
)
def test_a_training_smooths_where_it_is_asked_to_or_an_image_has_no_class(labels, smoothing, soft):
    y, z = np.array(labels, np.int16), np.random.default_rng(0).normal(size=(2, 10))
    loss, dlogits = default_loss(y, lambda: smoothing)(z, y)
    expected = soft_cross_entropy(z, y, smoothing) if soft else cross_entropy(z, y)
    assert loss == expected[0]
    np.testing.assert_array_equal(dlogits, expected[1])
