import numpy as np
import pytest
from helpers import blobs

from pycore import Evaluation, Network, accuracy, evaluate, to_input
from pycore.loss import cross_entropy
from pycore.metrics import CHUNK

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


def test_chunks_add_up_to_the_whole():
    network, data = Network.create([784, 10, 10], np.random.default_rng(0)), blobs(2 * CHUNK + 17)
    evaluation = evaluate(network, data)
    logits = network.forward(to_input(data.images))
    assert evaluation.count == data.size
    assert evaluation.accuracy == accuracy(logits, data.labels)
    assert evaluation.loss == pytest.approx(cross_entropy(logits, data.labels)[0], rel=1e-5)
