import io

import numpy as np
import pytest

from pycore import DataError, Network, check_gradients, check_links
from pycore.activations import ACTIVATIONS
from pycore.initialisers import INITIALISERS
from pycore.layers import Dense
from pycore.loss import cross_entropy, softmax


def rng(seed=0):
    return np.random.default_rng(seed)


def network_of(sizes, activation="relu", dtype=np.float64, seed=0):
    network = Network.create(sizes, rng(seed), activation, dtype=dtype)
    for layer in network.dense:  # biases that are not zero, so that no unit sits on ReLU's kink
        layer.b += 0.1 * rng(seed + 1).standard_normal(len(layer.b))
    return network


def test_forward_and_backward_by_hand():
    """Two inputs, one ReLU unit of two that is on, two outputs: worked out on paper."""
    hidden = Dense(np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -3.0]))
    output = Dense(np.array([[1.0, 0.0], [4.0, 4.0]]), np.array([0.0, 1.5]))
    network = Network([hidden, output], "relu")
    X = np.array([[1.0, 0.0]])
    logits = network.forward(X, training=True, rng=rng())  # Z = (1.5, −4), A = (1.5, 0)
    np.testing.assert_array_equal(logits, [[1.5, 1.5]])
    loss, dlogits = cross_entropy(logits, np.array([0], np.uint8))
    assert loss == pytest.approx(np.log(2))
    np.testing.assert_array_equal(dlogits, [[-0.5, 0.5]])
    network.backward(dlogits)
    np.testing.assert_array_equal(output.dW, [[-0.75, 0.75], [0, 0]])
    np.testing.assert_array_equal(output.db, [-0.5, 0.5])
    np.testing.assert_array_equal(hidden.dW, [[-0.5, 0], [0, 0]])
    np.testing.assert_array_equal(hidden.db, [-0.5, 0])


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [[12, 10], [12, 9, 10], [12, 9, 7, 10]])
def test_gradients_agree_with_finite_differences(sizes, activation):
    network = network_of(sizes, activation)
    X, y = rng(2).random((16, 12)), rng(3).integers(0, 10, 16).astype(np.uint8)
    checks = check_gradients(network, X, y, rng(4))
    assert [(c.layer, c.name) for c in checks] == [
        (i, name) for i in range(len(sizes) - 1) for name in "Wb"
    ]
    for check in checks:
        assert check.checked > 0
        assert check.error < 2e-6, check


def test_the_gradient_check_finds_a_wrong_backward_and_names_the_layer(monkeypatch):
    """The notebooks' own defect: bias gradients summed over the units, too."""
    network = network_of([12, 9, 10])
    set_gradients = network.dense[0].set_gradients

    def wrong(dZ):
        set_gradients(dZ)
        network.dense[0].db = np.full_like(network.dense[0].db, dZ.sum())

    monkeypatch.setattr(network.dense[0], "set_gradients", wrong)
    X, y = rng(2).random((16, 12)), rng(3).integers(0, 10, 16).astype(np.uint8)
    errors = {(c.layer, c.name): c.error for c in check_gradients(network, X, y, rng(4))}
    assert errors.pop((0, "b")) > 0.1
    assert max(errors.values()) < 2e-6


def test_the_check_of_links_names_the_one_that_is_wrong_and_not_those_it_spoils(monkeypatch):
    network = network_of([12, 9, 7, 10])
    activation = network.layers[3]
    X, y = rng(2).random((16, 12)), rng(3).integers(0, 10, 16).astype(np.uint8)
    assert all(link.worst.error < 2e-6 for link in check_links(network, X, y, rng(4)))
    monkeypatch.setattr(activation, "derivative", lambda A: 2 * (A > 0))
    spoilt = [c for c in check_gradients(network, X, y, rng(4)) if c.error > 1e-5]
    assert [(c.layer, c.name) for c in spoilt] == [(0, "W"), (0, "b"), (1, "W"), (1, "b")]
    [wrong] = [link for link in check_links(network, X, y, rng(4)) if link.worst.error > 1e-5]
    assert (wrong.link, wrong.name) == (3, "X")
    assert wrong.worst.analytic == pytest.approx(2 * wrong.worst.numeric)
    assert 0 < wrong.worst.checked <= 50


def test_a_gradient_that_is_no_number_is_as_wrong_as_can_be(monkeypatch):
    network = network_of([12, 9, 10])
    monkeypatch.setattr(network.layers[1], "derivative", lambda A: A * np.nan)
    X, y = rng(2).random((16, 12)), rng(3).integers(0, 10, 16).astype(np.uint8)
    errors = [c.error for c in check_gradients(network, X, y, rng(4))]
    assert errors[:2] == [np.inf, np.inf]
    assert max(errors[2:]) < 2e-6


def test_the_gradient_check_leaves_the_network_as_it_was_and_wants_float64():
    network = network_of([12, 9, 10])
    before = [parameter.copy() for parameter in network.parameters()]
    X, y = rng(2).random((4, 12)), np.arange(4, dtype=np.uint8)
    check_gradients(network, X, y, rng(4))
    for parameter, saved in zip(network.parameters(), before, strict=True):
        np.testing.assert_array_equal(parameter, saved)
    with pytest.raises(ValueError, match="float64"):
        check_gradients(network, X.astype(np.float32), y, rng(4))


def test_softmax_survives_logits_that_overflow():
    logits = np.array([[1e4, 0, -1e4], [-1e4, -1e4, -1e4]], np.float32)
    np.testing.assert_allclose(softmax(logits), [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-6)
    loss, dlogits = cross_entropy(logits, np.array([2, 0], np.uint8))
    assert loss == pytest.approx((2e4 + np.log(3)) / 2)
    np.testing.assert_allclose(dlogits, [[0.5, 0, -0.5], [-1 / 3, 1 / 6, 1 / 6]], rtol=1e-6)


def test_everything_stays_float32():
    network = Network.create([784, 20, 10], rng())
    logits = network.forward(np.ones((3, 784), np.float32), training=True, rng=rng())
    _, dlogits = cross_entropy(logits, np.zeros(3, np.uint8))
    network.backward(dlogits)
    arrays = [logits, dlogits, *network.parameters(), *network.gradients()]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("name", "low", "high", "std"),
    [
        ("he", -np.inf, np.inf, np.sqrt(2 / 400)),
        ("glorot", -np.sqrt(6 / 700), np.sqrt(6 / 700), np.sqrt(2 / 700)),
        ("lecun", -np.inf, np.inf, np.sqrt(1 / 400)),
        ("uniform_positive", 0, 1, np.sqrt(1 / 12)),
        ("uniform_tiny", 0, 0.01, 0.01 * np.sqrt(1 / 12)),
        ("uniform_centred", -0.5, 0.5, np.sqrt(1 / 12)),
    ],
)
def test_initial_weights_have_their_spread(name, low, high, std):
    W, b = INITIALISERS[name](400, 300, rng())
    assert W.shape == (400, 300)
    assert b.shape == (300,)
    assert low <= W.min()
    assert high >= W.max()
    assert W.std() == pytest.approx(std, rel=0.01)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_save_and_load(tmp_path, activation):
    network = network_of([784, 30, 20, 10], activation, np.float32)
    X = rng().random((5, 784)).astype(np.float32)
    path = tmp_path / "network.npz"
    network.save(path)
    for source in (path, str(path), path.read_bytes()):
        loaded = Network.load(source)
        assert loaded.layer_specs == [784, 30, 20, 10]
        np.testing.assert_array_equal(loaded.predict(X), network.predict(X))
    network.save(path, dtype="float16")
    np.testing.assert_allclose(Network.load(path).predict(X), network.predict(X), atol=2e-3)


def archive(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


W0, b0 = np.zeros((784, 10), np.float32), np.zeros(10, np.float32)
DENSE = {"W0": W0, "b0": b0, "activation": "relu"}
NORM = (
    DENSE
    | {"layers": np.array(["784", "10", "norm"])}
    | {f"{name}1": np.ones(10, np.float32) for name in ("gamma", "beta", "mean", "variance")}
)


@pytest.mark.parametrize(
    ("arrays", "complaint"),
    [
        ({"W0": W0, "b0": b0}, "activation"),
        ({"W0": W0, "b0": b0, "activation": "step"}, "'step'"),
        ({"activation": "relu"}, "should hold W0, b0"),
        ({"W0": W0, "activation": "relu"}, "should hold W0, b0"),
        ({"W0": W0, "b1": b0, "activation": "relu"}, "should hold W0, b0"),
        ({"W0": W0, "b0": b0, "extra": b0, "activation": "relu"}, "should hold W0, b0"),
        ({"W0": W0, "b0": b0[:9], "activation": "relu"}, "layer 0: W is (784, 10) and b (9,)"),
        ({"W0": W0[0], "b0": b0, "activation": "relu"}, "layer 0: W is (10,)"),
        ({"W0": W0.astype(np.int64), "b0": b0, "activation": "relu"}, "weights are int64"),
        ({"W0": W0 * np.nan, "b0": b0, "activation": "relu"}, "NaN"),
        ({"W0": W0, "b0": b0 + np.inf, "activation": "relu"}, "infinite"),
        (
            {"W0": W0, "b0": b0, "W1": W0, "b1": b0, "activation": "relu"},
            "layer 0 gives 10, the next takes 784",
        ),
        (DENSE | {"layers": np.array([784, 10])}, "not a list of words"),
        (DENSE | {"layers": np.array(["784"])}, "not a list of words"),
        (DENSE | {"layers": np.array(["784", *["9"] * 200])}, "not a list of words"),
        (DENSE | {"layers": np.array(["pool", "10"])}, "not the number of inputs"),
        (DENSE | {"layers": np.array(["784", "swish", "10"])}, "'swish' is no layer"),
        (DENSE | {"layers": np.array(["784", "9999999"])}, "units are from 1 to 4,096"),
        (DENSE | {"layers": np.array(["784", "20", "10"])}, "should hold W0, W1, b0, b1"),
        (DENSE | {"layers": np.array(["784", "10", "norm"])}, "should hold W0, b0, beta1"),
        (NORM | {"variance1": -np.ones(10)}, "a variance is -1; should be 0 or more"),
        (NORM | {"mean1": np.full(10, 1e39)}, "mean holds what is NaN, or infinite in float32"),
        (DENSE | {"layers": np.array(["784", "20"])}, "W is (784, 10); 20 needs (784, 20)"),
        (DENSE | {"W0_scale": b0}, "W0 is float32, and its scale does not fit"),
        (DENSE | {"W0": W0.astype(np.int8), "W0_scale": b0[:9]}, "its scale does not fit"),
        (DENSE | {"W0": W0.astype(np.int8), "W0_scale": b0 * np.nan}, "NaN"),
        (DENSE | {"W0": W0.astype(np.int8)}, "weights are int8"),
        (DENSE | {"W9_scale": b0}, "should hold W0, b0"),
    ],
)
def test_what_is_no_network_is_refused(arrays, complaint):
    with pytest.raises(DataError, match=r"mine\.npz") as error:
        Network.load(archive(**arrays), "mine.npz")
    assert complaint in str(error.value)


def test_counts():
    network = Network.create([784, 128, 10], rng())
    assert network.layer_specs == [784, 128, 10]
    assert network.parameter_count == 784 * 128 + 128 + 128 * 10 + 10
