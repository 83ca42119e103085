import numpy as np
import pytest

from pycore import ExperimentError, Network, check_gradients, check_links
from pycore.activations import ACTIVATIONS
from pycore.batch_norm import BatchNorm
from pycore.dropout import Dropout
from pycore.layer_spec import infer_shapes
from pycore.layers import Activation

DEEP = [36, "conv4", "pool", "norm", "conv3x5", "norm", 9, "norm", "drop30", 10]


def rng(seed=0):
    return np.random.default_rng(seed)


def deep(activation="relu", dtype=np.float64, layers=DEEP):
    network = Network.create(layers, rng(), activation, dtype=dtype)
    for i, array in enumerate(network.state()):  # nothing stays where it starts
        array += 0.1 * rng(i).random(array.shape)
    return network


@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize(
    "layers",
    [
        [36, "conv4", 10],
        [36, "conv4x5", "pool", 10],
        [36, "conv4", "norm", "conv5", 10],
        [36, 12, "norm", 10],
        [36, 20, "drop40", 10],
        DEEP,
    ],
)
def test_every_gradient_is_that_of_finite_differences(layers, activation):
    network = deep(activation, layers=layers)
    X, y = rng(2).random((8, 36)), rng(3).integers(0, 10, 8).astype(np.uint8)
    checks = check_gradients(network, X, y, rng(4), 30)
    assert all(check.checked for check in checks)
    assert sum(check.checked for check in checks) > 60
    # A bias before a normalisation changes nothing: its gradient is 0, and so is the difference.
    errors = [check.error for check in checks if check.name != "b" or "norm" not in layers]
    assert max(errors) < 1e-5
    links = check_links(network, X, y, rng(5), 30)
    assert max(link.worst.error for link in links) < 1e-5
    assert {link.link for link in links} == set(range(len(network.layers) + 1))


def test_the_activation_stands_after_what_belongs_to_a_layer_and_the_last_has_none():
    names = [type(layer).__name__ for layer in deep().layers]
    assert " ".join(names) == (
        "Reshape Conv2D MaxPool BatchNorm Activation Conv2D BatchNorm Activation "
        "Reshape Dense BatchNorm Activation Dropout Dense"
    )


def test_dropout_switches_half_of_them_off_unless_it_is_told_otherwise():
    shapes = infer_shapes([20, "drop", "drop30", 10], 36)
    assert [each.size for each in shapes if each.kind == "drop"] == [50, 30]


def test_dropout_switches_a_share_off_in_training_alone_and_keeps_the_sum():
    layer, X = Dropout(0.3), np.ones((100, 500), np.float32)
    Z = layer.forward(X, training=True, rng=rng())
    assert Z.dtype == np.float32
    assert set(np.unique(Z)) == {0, np.float32(1 / 0.7)}
    assert (Z == 0).mean() == pytest.approx(0.3, abs=0.01)
    np.testing.assert_array_equal(layer.backward(X), Z)
    np.testing.assert_array_equal(layer.forward(X), X)
    with pytest.raises(ValueError, match="needs an rng"):
        layer.forward(X, training=True)


def test_batch_normalisation_by_the_batch_and_by_what_was_learned():
    layer = BatchNorm(np.full(3, 2.0), np.ones(3), np.zeros(3), np.ones(3))
    X = rng().normal(5, 3, (400, 7, 3))
    Z = layer.forward(X, training=True, rng=rng())
    np.testing.assert_allclose(Z.mean(axis=(0, 1)), 1, atol=1e-9)
    np.testing.assert_allclose(Z.std(axis=(0, 1)), 2, rtol=1e-5)
    np.testing.assert_allclose(layer.running_mean, 0.1 * X.mean(axis=(0, 1)))
    for _ in range(200):
        layer.forward(X, training=True, rng=rng())
    np.testing.assert_allclose(layer.forward(X[:1]), Z[:1], rtol=1e-6)  # alone as in the crowd


def test_an_answer_does_not_depend_on_what_else_is_asked():
    network, X = deep(), rng(1).random((5, 36))
    together = network.predict(X)
    apart = np.concatenate([network.predict(x[None]) for x in X])
    np.testing.assert_allclose(together, apart, atol=1e-12)
    assert np.abs(network.forward(X, training=True, rng=rng()) - network.forward(X)).max() > 0.1


def test_all_stays_float32():
    network = deep(dtype=np.float32)
    logits = network.forward(np.ones((3, 36), np.float32), training=True, rng=rng())
    network.backward(logits)
    arrays = [logits, *network.state(), *network.gradients()]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


def test_parameters_and_the_sizes_of_a_deep_network():
    network = deep()
    assert network.layer_specs == DEEP
    convolutions = (9 * 1 + 1) * 4 + (25 * 4 + 1) * 3
    dense = (3 * 3 * 3 + 1) * 9 + (9 + 1) * 10
    assert network.parameter_count == convolutions + dense + 2 * (4 + 3 + 9)
    assert len(network.state()) == len(network.parameters()) + 2 * 3
    assert not network.is_dense
    assert Network.create([784, 20, 10], rng()).is_dense


def test_a_piece_is_as_large_as_its_windows_allow():
    assert Network.create([784, 20, 10], rng()).max_batch == 1_000
    max_batch = Network.create([784, "conv24x5", "pool", "conv48", 10], rng()).max_batch
    assert max_batch * (14 * 14 * 9 * 24) <= 5_000_000 < (max_batch + 1) * (14 * 14 * 9 * 24)


@pytest.mark.parametrize("dtype", [None, "float16", "int8"])
def test_a_deep_network_is_saved_and_loaded(tmp_path, dtype):
    network, X = deep(dtype=np.float32), rng(1).random((20, 36)).astype(np.float32)
    network.save(tmp_path / "deep.npz", dtype)
    loaded = Network.load(tmp_path / "deep.npz")
    assert loaded.layer_specs == DEEP
    exact = dtype is None
    np.testing.assert_allclose(
        loaded.predict(X), network.predict(X), atol=0 if exact else 2e-2, rtol=0
    )
    assert isinstance(loaded.layers[4], Activation)


def test_whole_numbers_are_as_near_as_they_can_be(tmp_path):
    network = Network.create([784, 20, 10], rng())
    network.save(tmp_path / "small.npz", "int8")
    for W, exact in zip(
        Network.load(tmp_path / "small.npz").parameters()[::2],
        network.parameters()[::2],
        strict=True,
    ):
        half_a_step = np.abs(exact).max(axis=0) / 127 / 2
        assert (np.abs(W - exact) <= half_a_step * 1.001).all()


@pytest.mark.parametrize(
    ("layers", "complaint"),
    [
        (["pool", 9], "pool stands after another layer"),
        ([9, "pool"], "pool wants a picture"),
        ([9, "conv3"], "a convolution wants a picture"),
        (["conv4x2"], "the window of a convolution"),
        (["conv4x11"], "the window of a convolution is 1, 3, … or 9 wide"),
        (["conv0"], "channels of a convolution are from 1 to 256"),
        (["conv999"], "channels of a convolution are from 1 to 256"),
        (["conv4", *["pool"] * 5], "pool wants a picture of 2 × 2"),
        (["conv4", "drop99"], "per cent of dropout are from 1 to 95"),
        (["swish"], "'swish' is no layer"),
        (["conv"], "'conv' is no layer"),
        (["pool2"], "'pool2' is no layer"),
        (["128x3"], "'128x3' is no layer"),
        ([0], "units are from 1 to 4,096"),
        (["conv256", "conv256x9"], "is the limit"),
    ],
)
def test_what_can_not_be_built_is_said(layers, complaint):
    with pytest.raises(ExperimentError, match="Hidden layers: ") as error:
        Network.create([784, *layers, 10], rng())
    assert complaint in str(error.value)
    assert error.value.field == "hidden_layers"


@pytest.mark.parametrize(("name", "at_zero"), [("relu", 0.0), ("leaky_relu", 0.01)])
def test_a_unit_at_zero_is_off(name, at_zero):
    derivative = ACTIVATIONS[name].derivative
    np.testing.assert_array_equal(derivative(np.array([-1.0, 0.0, 1.0]))[1:], [at_zero, 1])
