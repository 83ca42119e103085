import numpy as np
import pytest

from pycore import Evaluation, Network, accuracy, evaluate, to_input
from pycore.calibration import calibration_error
from pycore.confidence import interval
from pycore.doubt import is_sure
from pycore.loss import cross_entropy, softmax
from pycore.metrics import MAX_BATCH
from tests.core.helpers import blobs

LOGITS = np.eye(10, dtype=np.float32)[[3, 3, 5, 0]]
Y = np.array([3, 4, 5, 0], np.uint8)


def test_accuracy_is_the_share_of_right_answers():
    assert accuracy(LOGITS, Y) == 0.75


def test_a_network_that_answers_nothing_scores_a_tenth_and_not_nine():
    """The metric of one of the notebooks gives such a network 90 %."""
    y = np.arange(10, dtype=np.uint8)
    assert accuracy(np.zeros((10, 10), np.float32), y) == 0.1


def test_confusion_has_true_digits_as_rows():
    evaluation = Evaluation()
    evaluation.add(LOGITS, Y)
    expected = np.zeros((10, 10), int)
    expected[3, 3] = expected[4, 3] = expected[5, 5] = expected[0, 0] = 1
    np.testing.assert_array_equal(evaluation.confusion, expected)
    assert (evaluation.count, evaluation.accuracy) == (4, 0.75)


def test_what_it_is_not_sure_of_is_counted_apart():
    """The least probability to name a digit at is a half: e² / (e² + 9) is below, e³ above."""
    logits = np.eye(10, dtype=np.float32)[[3, 3, 5, 0]] * np.array([[3], [2], [2], [3]], np.float32)
    evaluation = Evaluation()
    evaluation.add(logits, np.array([3, 3, 5, 1]))
    assert (evaluation.accuracy, evaluation.answered, evaluation.refused) == (0.75, 2, 2)
    assert evaluation.answered_accuracy == 0.5
    assert np.isnan(Evaluation().answered_accuracy)


def test_batches_add_up_to_the_whole():
    network, data = (
        Network.create([784, 10, 10], np.random.default_rng(0)),
        blobs(2 * MAX_BATCH + 17),
    )
    network.dense[-1].W *= 12  # so that it is sure of some and not of others
    evaluation = evaluate(network, data)
    logits = network.forward(to_input(data.images))
    assert evaluation.count == data.size
    assert evaluation.accuracy == accuracy(logits, data.labels)
    assert evaluation.loss == pytest.approx(cross_entropy(logits, data.labels)[0], rel=1e-5)
    error = calibration_error(softmax(logits), data.labels)
    assert evaluation.calibration.error == pytest.approx(error, rel=1e-5)
    assert 0 < evaluation.answered == is_sure(softmax(logits)).sum() < data.size


def test_scores_of_two_data_sets_add_up_in_one():
    network, data = Network.create([784, 10], np.random.default_rng(0)), blobs(30)
    both = evaluate(network, data, evaluate(network, data))
    assert (both.confusion == 2 * evaluate(network, data).confusion).all()


def test_the_interval_is_wilsons():
    low, high = interval(0.8, 10)  # Newcombe 1998, table I, method 3: 81/263 and others; and this
    assert (low, high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    low, high = interval(81 / 263, 263)
    assert (low, high) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))
    for n in range(1, 70):  # the formula leaves 0 to 1 by a rounding error at 5, 8, 10, …
        assert 0 <= interval(0, n)[0] < 1e-12
        assert 1 - 1e-12 < interval(1, n)[1] <= 1
