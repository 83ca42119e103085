"""Each optimiser against its published formula, worked out step by step for a single number."""

import numpy as np
import pytest

from pycore import Network
from pycore.gradient_accumulator import GradientAccumulator
from pycore.optimisers import OPTIMISERS, Adam, AdamW, Nesterov

GRADIENTS = [0.5, -2.0, 0.25]
RATES = [0.1, 0.1, 0.02]


def steps(name):
    parameter = np.array([1.0])
    optimiser = OPTIMISERS[name]([parameter])
    values = []
    for gradient, rate in zip(GRADIENTS, RATES, strict=True):
        optimiser.step([np.array([gradient])], rate)
        values.append(parameter[0])
    return values


def test_sgd():
    assert steps("sgd") == pytest.approx([0.95, 1.15, 1.145])


def test_momentum():
    # v = −0.05; 0.9·v + 0.2 = 0.155; 0.9·v − 0.005 = 0.1345
    assert steps("momentum") == pytest.approx([0.95, 1.105, 1.2395])


def test_adam():
    theta, m, v, expected = 1.0, 0.0, 0.0, []
    for t, (g, rate) in enumerate(zip(GRADIENTS, RATES, strict=True), start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        theta -= rate * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
        expected.append(theta)
    assert steps("adam") == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_after_a_reset_it_is_as_new(name):
    parameter = np.array([1.0])
    optimiser = OPTIMISERS[name]([parameter])
    for _ in range(2):
        parameter[:] = 1.0
        values = []
        for gradient, rate in zip(GRADIENTS, RATES, strict=True):
            optimiser.step([np.array([gradient])], rate)
            values.append(parameter[0])
        assert values == steps(name)
        optimiser.reset()


@pytest.mark.parametrize("name", OPTIMISERS)
def test_parameters_are_changed_in_place_and_stay_float32(name):
    parameter = np.ones((2, 3), np.float32)
    OPTIMISERS[name]([parameter]).step([np.ones((2, 3), np.float32)], 0.1)
    assert parameter.dtype == np.float32
    assert (parameter < 1).all()


def test_nesterov_is_momentum_at_the_place_where_inertia_leads():
    """Beside the definition: the gradient is taken at θ + μ v; ours keeps that place as θ."""
    hessian = np.array([3.0, 0.5])
    theta, velocity = np.array([1.0, -2.0]), np.zeros(2)
    ahead = theta.copy()
    optimiser = Nesterov([ahead])
    for _ in range(20):
        velocity = 0.9 * velocity - 0.1 * hessian * (theta + 0.9 * velocity)
        theta = theta + velocity
        optimiser.step([hessian * ahead], 0.1)
        np.testing.assert_allclose(ahead, theta + 0.9 * velocity, rtol=1e-9)


def test_decoupled_decay_shrinks_weights_whatever_their_gradients():
    for decoupled in (AdamW, Adam):
        network = Network.create([784, 12, 10], np.random.default_rng(0))
        for layer in network.dense:
            layer.b += 1
        before = [parameter.copy() for parameter in network.parameters()]
        accumulator = GradientAccumulator(network, 1)
        accumulator.gradients = [np.zeros_like(parameter) for parameter in before]
        accumulator.apply(decoupled(network.parameters()), 0.1, l2=0.5)
        ratio = network.parameters()[0] / before[0]
        if decoupled is AdamW:
            np.testing.assert_allclose(ratio, 1 - 0.1 * 0.5, rtol=1e-5)
        else:  # Adam's first step is as large as the rate, however small the gradient
            np.testing.assert_allclose(
                np.abs(network.parameters()[0] - before[0]).max(), 0.1, rtol=1e-3
            )
        np.testing.assert_array_equal(network.parameters()[1], before[1])
