import numpy as np
import pytest

from pycore.convolution import Conv2D, MaxPool, windows


def rng(seed=0):
    return np.random.default_rng(seed)


def slowly(X, W, b):
    """A convolution written out, number by number."""
    n, height, width, _ = X.shape
    size, edge = len(W), len(W) // 2
    Z = np.zeros((n, height, width, W.shape[3]))
    for i, row, column, channel in np.ndindex(Z.shape):
        total = b[channel]
        for down, across in np.ndindex(size, size):
            r, c = row + down - edge, column + across - edge
            if 0 <= r < height and 0 <= c < width:
                total += X[i, r, c] @ W[down, across, :, channel]
        Z[i, row, column, channel] = total
    return Z


@pytest.mark.parametrize("size", [1, 3, 5])
def test_a_convolution_is_what_it_is_written_out(size):
    X, b = rng(1).normal(size=(2, 5, 6, 3)), rng(3).normal(size=4)
    W = rng(2).normal(size=(size, size, 3, 4))
    np.testing.assert_allclose(Conv2D(W, b).forward(X), slowly(X, W, b), atol=1e-12)


def test_a_worked_example():
    """A window that adds the number to the right, by hand; beyond the edge is nothing."""
    W = np.zeros((3, 3, 1, 1))
    W[1, 1], W[1, 2] = 1, 10
    X = np.array([[1.0, 2], [3, 4]]).reshape(1, 2, 2, 1)
    layer = Conv2D(W, np.array([0.5]))
    Z = layer.forward(X, training=True, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(Z[0, :, :, 0], [[21.5, 2.5], [43.5, 4.5]])
    dX = layer.backward(np.ones((1, 2, 2, 1)))
    np.testing.assert_array_equal(dX[0, :, :, 0], [[1, 11], [1, 11]])
    np.testing.assert_array_equal(layer.dW[1, :, 0, 0], [4, 10, 6])  # 1 + 3, all, 2 + 4
    np.testing.assert_array_equal(layer.db, [4])


def test_windows_have_their_own_place_in_the_middle():
    X = np.arange(1, 13, dtype=np.float32).reshape(1, 3, 4, 1)
    found = windows(X, 3).reshape(3, 4, 3, 3)
    np.testing.assert_array_equal(found[:, :, 1, 1], X[0, :, :, 0])
    np.testing.assert_array_equal(found[0, 0], [[0, 0, 0], [0, 1, 2], [0, 5, 6]])
    assert found.dtype == np.float32


def test_pooling_takes_the_largest_and_blames_it_alone():
    X = np.array([[1.0, 5, 0, 0, 9], [2, 3, 0, 0, 9], [9, 9, 9, 9, 9]]).reshape(1, 3, 5, 1)
    layer = MaxPool()
    np.testing.assert_array_equal(
        layer.forward(X, training=True, rng=np.random.default_rng(0))[0, :, :, 0], [[5, 0]]
    )
    dX = layer.backward(np.array([[7.0, 4]]).reshape(1, 1, 2, 1))
    expected = [[0, 7, 4, 0, 0], [0] * 5, [0] * 5]  # of four equal ones it is the first
    np.testing.assert_array_equal(dX[0, :, :, 0], expected)


@pytest.mark.parametrize("place", range(4))
def test_pooling_finds_the_largest_in_each_corner(place):
    square = np.zeros(4)
    square[place] = 8.0
    X, layer = square.reshape(1, 2, 2, 1), MaxPool()
    assert layer.forward(X, training=True).item() == 8
    np.testing.assert_array_equal(layer.backward(np.full((1, 1, 1, 1), 8.0)), X)
