"""What is explained: a network, and the digit that it reads, drawn or one of MNIST's."""

import copy
from typing import NamedTuple

import numpy as np

import pycore
from pycore import Dataset, Network, parse_idx
from pycore.dataset import label
from pycore.layers import Bend


class Subject(NamedTuple):
    """A digit, and a network that may go forward and backward without a trace in the page's own."""

    network: Network
    digit: np.ndarray
    """uint8 (28, 28)"""
    label: int | None
    """What it shows; None where only the visitor knows."""
    instead: bool = False
    """Whether it stands in for the visitor's own network, which is not dense."""

    @property
    def X(self):
        """The network's input, float32 (1, 784)."""
        return pycore.to_input(self.digit[None])

    def as_dict(self):
        """What is said of it."""
        return {
            "layers": self.network.layer_sizes,
            "activation": self.network.activation,
            "label": self.label,
            "instead": self.instead,
        }


class Samples:
    """A few of MNIST's training images, once they have come."""

    data: Dataset


def bring_samples(_session, images, labels):
    """Keep the samples, from the bytes of their two IDX files."""
    Samples.data = label(parse_idx(bytes(images)), parse_idx(bytes(labels)), "samples")


def subject_of(session, seen):
    """What `seen` names: `which` network, and `ink`; or, if that is blank, the `sample`."""
    chosen = session.network(seen["which"])
    instead = not chosen.is_dense
    network = twin(session.shipped if instead else chosen)
    ink = np.frombuffer(seen["ink"], np.uint8)
    side = round(len(ink) ** 0.5)
    digit = pycore.centre_digit(ink.reshape(side, side)) if side else None
    if digit is not None:
        return Subject(network, digit, None, instead)
    images, labels = Samples.data
    number = seen["sample"] % Samples.data.size
    return Subject(network, images[number], int(labels[number]), instead)


def twin(network):
    """A network of the same weights, with inputs and gradients of its own when it learns."""
    layers = [layer for layer in network.layers if not isinstance(layer, Bend)]
    return Network([copy.copy(layer) for layer in layers], network.activation)


def flat(array):
    """An array as the page takes it: its values one after the other."""
    return np.ascontiguousarray(array).reshape(-1)
