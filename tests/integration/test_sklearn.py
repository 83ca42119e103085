"""The same network, trained by the same rule, in scikit-learn: an independent implementation."""

import warnings

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from pycore import Network, Settings, to_input, train
from pycore.optimisers import OPTIMISERS
from tests.core.helpers import blobs

SOLVERS = {
    "adam": {"solver": "adam", "epsilon": 1e-15},  # scikit-learn adds it at another place
    "sgd": {"solver": "sgd", "momentum": 0.0},
    "momentum": {"solver": "sgd", "momentum": 0.9, "nesterovs_momentum": False},
}
ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic"}


@pytest.mark.parametrize("optimiser", SOLVERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_same_weights_after_the_same_steps(activation, optimiser):
    """Full batch, so that shuffling has no say; scikit-learn divides its alpha by the batch."""
    data, steps, l2 = blobs(100), 25, 0.01
    X = to_input(data.images).astype(np.float64)
    network = Network.create(
        [784, 16, 12, 10], np.random.default_rng(0), activation, "glorot", np.float64
    )
    peer = MLPClassifier(
        (16, 12),
        activation=ACTIVATIONS[activation],
        alpha=l2 * data.size,
        batch_size=data.size,
        learning_rate_init=0.01,
        max_iter=1,
        n_iter_no_change=steps + 1,
        shuffle=False,
        warm_start=True,
        **SOLVERS[optimiser],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # of course: it was stopped
        peer.fit(X, data.labels)  # makes its arrays
        for i, layer in enumerate(network.dense):
            peer.coefs_[i][...] = layer.W
            peer.intercepts_[i][...] = layer.b
        peer.max_iter = steps
        peer.fit(X, data.labels)

    step = OPTIMISERS[optimiser](network.parameters())
    if optimiser == "adam":
        step.epsilon = 1e-15
    settings = Settings(0.01, data.size, steps, l2)
    assert len(list(train(network, data, step, settings, np.random.default_rng(0)))) == steps
    for i, layer in enumerate(network.dense):
        np.testing.assert_allclose(layer.W, peer.coefs_[i], rtol=1e-3, atol=1e-6)
        np.testing.assert_allclose(layer.b, peer.intercepts_[i], rtol=1e-3, atol=1e-6)
