"""The bend between two layers: without it, any stack of layers would be one matrix.

Each activation is a function of Z and its derivative, which for all of these can be written with
the activation's own output A.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import Floats

LEAK = 0.01


class Activation(NamedTuple):
    """A function applied to every number, and its slope."""

    function: Callable[[Floats], Floats]
    """A = f(Z)"""
    slope: Callable[[Floats], Floats]
    """f'(Z), computed from A"""


def relu(Z: Floats) -> Floats:
    """Z where it is positive, 0 elsewhere."""
    A: Floats = np.maximum(Z, 0)
    return A


def relu_slope(A: Floats) -> Floats:
    """1 where the unit is on, 0 where it is off."""
    return (A > 0).astype(A.dtype)


def leaky_relu(Z: Floats) -> Floats:
    """Z where it is positive, a hundredth of Z elsewhere."""
    A: Floats = np.maximum(Z, LEAK * Z)
    return A


def leaky_relu_slope(A: Floats) -> Floats:
    """1 where the unit is on, a hundredth where it is off."""
    return np.where(A > 0, 1, LEAK).astype(A.dtype)


def tanh_slope(A: Floats) -> Floats:
    """1 − tanh²."""
    return 1 - A * A


def sigmoid(Z: Floats) -> Floats:
    """1 / (1 + e^−z), written with tanh so that no e^−z can overflow."""
    A: Floats = 0.5 * (1 + np.tanh(0.5 * Z))
    return A


def sigmoid_slope(A: Floats) -> Floats:
    """The sigmoid times what it lacks to 1."""
    return A * (1 - A)


ACTIVATIONS: dict[str, Activation] = {
    "relu": Activation(relu, relu_slope),
    "leaky_relu": Activation(leaky_relu, leaky_relu_slope),
    "tanh": Activation(np.tanh, tanh_slope),
    "sigmoid": Activation(sigmoid, sigmoid_slope),
}
