"""What is saved can be loaded again; what can't is refused, and says why."""

import io

import numpy as np
import pytest

from pycore import DataError, Experiment, ExperimentError, Network, Run, evaluate
from pycore.activations import ACTIVATIONS
from pycore.layers import Activation, Dense, Layer
from pycore.notebooks.broken import ScalarBiasDense
from pycore.optimisers import SGD
from tests.core.helpers import blobs

DEEP = [784, "conv3", "pool", "norm", 12, "drop50", 10]


def network_of(sizes=(784, 8, 10), activation="relu", dtype=np.float32):
    return Network.create(list(sizes), np.random.default_rng(0), activation, dtype=dtype)


def saved(network, dtype=None):
    file = io.BytesIO()
    network.save(file, dtype)
    return file.getvalue()


def with_weight(value, dtype=np.float32):
    network = network_of(dtype=dtype)
    network.dense[0].W[3, 4] = value
    return network


class Doubled(Dense):
    def forward(self, X, training=False, rng=None):
        return 2 * super().forward(X, training, rng)


class Squared(Layer):
    def forward(self, X, training=False, rng=None):
        return X * X


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(784, 8, 10), DEEP])
def test_another_networks_layers_keep_their_activations(activation, sizes):
    first = network_of(sizes, activation)
    for again in (Network(first.layers), Network(first.layers, activation)):
        assert again.layers == first.layers
        assert again.activation == activation
    other = next(name for name in ACTIVATIONS if name != activation)
    with pytest.raises(DataError, match="have their activations"):
        Network(first.layers, other)
    bare = [layer for layer in first.layers if not isinstance(layer, Activation)]
    assert len(Network(bare, other).layers) == len(first.layers)


@pytest.mark.parametrize("dtype", [None, "float32", "float16", "int8"])
@pytest.mark.parametrize("sizes", [(784, 8, 10), (100, 9), DEEP])
def test_what_is_built_here_is_saved_and_loaded(sizes, dtype):
    network = network_of(sizes, "tanh")
    again = Network.load(saved(network, dtype))
    assert (again.layer_specs, again.activation) == (list(sizes), "tanh")


def test_layers_that_only_learn_in_another_way_are_saved():
    network = Network([ScalarBiasDense(layer.W, layer.b) for layer in network_of().dense])
    X = np.random.default_rng(1).random((3, 784)).astype(np.float32)
    np.testing.assert_array_equal(Network.load(saved(network)).predict(X), network.predict(X))


@pytest.mark.parametrize(
    "change",
    [
        lambda dense, activation: [Doubled(dense[0].W, dense[0].b), dense[1]],
        lambda dense, activation: [dense[0], activation, Squared(), dense[1]],
        lambda dense, activation: [dense[0], activation, activation, dense[1]],
        lambda dense, activation: [dense[0], activation, dense[1], activation],
        lambda dense, activation: [dense[0], activation, dense[1], Activation("tanh")],
    ],
)
def test_what_could_not_be_loaded_again_is_not_saved(tmp_path, change):
    network = network_of()
    own = Network(change(network.dense, Activation("relu")))
    path = tmp_path / "own.npz"
    with pytest.raises(DataError, match="could not be loaded again"):
        own.save(path)
    assert not path.exists()


class Halves(Layer):
    """Half of the pixels dark or bright: two answers, no W and no b."""

    def forward(self, X, training=False, rng=None):
        return np.stack([X[:, :392].sum(axis=1), X[:, 392:].sum(axis=1)], axis=1)


def test_a_network_of_ones_own_layers_alone_answers_and_is_judged():
    images = np.zeros((4, 28, 28), np.uint8)
    images[:2, :14], images[2:, 14:] = 250, 250
    network = Network([Halves()])
    assert list(network.predict(images).argmax(axis=1)) == [0, 0, 1, 1]
    assert evaluate(network, (images, [0, 0, 1, 0])).accuracy == 0.75
    with pytest.raises(DataError, match=r"should hold|could not be loaded"):
        saved(network)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("network", "dtypes"),
    [
        (with_weight(np.nan), (None, "float32", "float16", "int8")),
        (with_weight(-np.inf), (None, "float32", "float16", "int8")),
        (with_weight(1e39, np.float64), (None, "float32", "float16", "int8")),
        (with_weight(65_520), ("float16",)),
    ],
)
def test_weights_that_a_file_can_not_hold_are_refused(network, dtypes):
    for dtype in dtypes:
        with pytest.raises(DataError, match=r"NaN,? or infinite|too large"):
            saved(network, dtype)
    for dtype in {None, "float32", "int8"} - set(dtypes):
        Network.load(saved(network, dtype))


def test_the_mean_that_a_norm_keeps_is_looked_at_too():
    network = network_of(DEEP)
    network.layers[3].running_mean[0] = np.nan
    with pytest.raises(DataError, match="mean"):
        saved(network)


def test_objects_are_refused_and_never_pickled():
    network = network_of()
    network.class_names = (None,) * 10
    with pytest.raises(DataError, match="class names"):
        saved(network)


@pytest.mark.parametrize("dtype", ["int16", "float64", "nonsense", 8])
def test_an_unknown_type_is_refused(dtype):
    with pytest.raises(DataError, match="float32, float16, int8"):
        saved(network_of(), dtype)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "arrays",
    [
        {"W0": np.full((784, 10), 1e39), "b0": np.zeros(10)},
        {"W0": np.zeros((784, 10)), "b0": np.full(10, -1e300)},
        {"W0": np.ones((784, 10), np.int8), "W0_scale": np.full(10, 1e39), "b0": np.zeros(10)},
        {"W0": np.full((784, 10), 127, np.int8), "W0_scale": np.full(10, 3e38), "b0": np.zeros(10)},
    ],
)
def test_what_is_infinite_once_in_float32_is_refused(arrays):
    file = io.BytesIO()
    np.savez(file, activation="relu", **arrays)
    with pytest.raises(DataError, match="infinite"):
        Network.load(file.getvalue())


SMALL = Experiment(images=200, hidden_layers=(8,), epochs=2)


def test_another_optimiser_takes_the_next_step():
    run, same = Run(SMALL, blobs(300)), Run(SMALL, blobs(300))
    assert next(run).loss == next(same).loss
    run.optimiser = SGD(run.network.parameters())
    before = [array.copy() for array in run.network.parameters()]
    next(run), next(same)
    rate = SMALL.learning_rate
    for old, new, gradient in zip(
        before, run.network.parameters(), run.network.gradients(), strict=True
    ):
        np.testing.assert_allclose(new, old - rate * gradient, atol=1e-7)
    assert next(run).loss != next(same).loss


@pytest.mark.parametrize(
    "name",
    [
        *("network", "data", "settings", "rng", "validation", "loss", "ema", "early_stopping"),
        *("stop_on_divergence", "experiment"),
    ],
)
def test_what_would_have_no_effect_is_refused(name):
    run = Run(SMALL, blobs(300))
    setattr(run, name, getattr(run, name))  # it has not begun
    next(run)
    with pytest.raises(ExperimentError, match="can't be replaced") as error:
        setattr(run, name, getattr(run, name))
    assert error.value.field == name
