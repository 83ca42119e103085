"""MNIST is known by its labels: this test wants `.cache/mnist`."""

from pathlib import Path

from pycore import load
from pycore.sampling import MNIST, is_mnist


def test_every_number_of_first_parts_is_known_and_no_other():
    labels = load(Path(".cache/mnist")).train.labels
    assert [is_mnist(labels, parts) for parts in range(1, 14)] == [True] * len(MNIST) + [False]
    assert not any(is_mnist(labels[::-1], parts) for parts in range(1, 13))
