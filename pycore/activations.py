"""Activations: without one between two layers, any stack of layers would be one matrix.

Each is a function f(Z) with its derivative, which all of these can compute from the output A.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import Floats

LEAK = 0.01


class Nonlinearity(NamedTuple):
    """A function applied to every number, and its derivative."""

    function: Callable[[Floats], Floats]
    """A = f(Z)"""
    derivative: Callable[[Floats], Floats]
    """f'(Z), computed from A"""


def relu(Z: Floats) -> Floats:
    """Z where it is positive, 0 elsewhere."""
    A: Floats = np.maximum(Z, 0)
    return A


def relu_derivative(A: Floats) -> Floats:
    """1 where the unit is on, 0 elsewhere."""
    return (A > 0).astype(A.dtype)


def leaky_relu(Z: Floats) -> Floats:
    """Z where it is positive, a hundredth of Z elsewhere."""
    A: Floats = np.maximum(Z, LEAK * Z)
    return A


def leaky_relu_derivative(A: Floats) -> Floats:
    """1 where the unit is on, a hundredth elsewhere."""
    return np.where(A > 0, 1, LEAK).astype(A.dtype)


def tanh_derivative(A: Floats) -> Floats:
    """1 − tanh²."""
    return 1 - A * A


def sigmoid(Z: Floats) -> Floats:
    """σ(z) = 1 / (1 + e^−z), by tanh, since e^−z can overflow."""
    A: Floats = 0.5 * (1 + np.tanh(0.5 * Z))
    return A


def sigmoid_derivative(A: Floats) -> Floats:
    """σ (1 − σ)."""
    return A * (1 - A)


ACTIVATIONS: dict[str, Nonlinearity] = {
    "relu": Nonlinearity(relu, relu_derivative),
    "leaky_relu": Nonlinearity(leaky_relu, leaky_relu_derivative),
    "tanh": Nonlinearity(np.tanh, tanh_derivative),
    "sigmoid": Nonlinearity(sigmoid, sigmoid_derivative),
}
