"""What is explained: a network, and the digit that it reads, drawn or one of MNIST's."""

import copy
from typing import NamedTuple

import numpy as np

import pycore
from pycore import Dataset, Network, parse_idx
from pycore.dataset import CLASSES, label
from pycore.layers import Activation


class Subject(NamedTuple):
    """A digit, and a network that may go forward and backward without a trace in the page's own."""

    network: Network
    digit: np.ndarray
    """uint8 (28, 28)"""
    label: int | None
    """What it shows; None where only the visitor knows."""
    who: str = "small"
    """Which network it is: "mine", or the "small" shipped one."""
    instead_of: dict | None = None
    """The network that answers beside the pad, if it is another: only dense ones are explained."""

    @property
    def X(self):
        """The network's input, float32 (1, 784)."""
        return pycore.to_input(self.digit[None])

    def as_dict(self):
        """What is said of it."""
        probs = self.network.predict(self.X)[0]
        return {
            "who": self.who,
            "layers": self.network.layer_specs,
            "activation": self.network.activation,
            "label": self.label,
            "digit": int(probs.argmax()),
            "probability": float(probs.max()),
            "insteadOf": self.instead_of,
        }


class Samples:
    """A few of MNIST's training images, once they have come."""

    data: Dataset


def bring_samples(_session, images, labels):
    """Keep the samples, from the bytes of their two IDX files."""
    Samples.data = label(parse_idx(bytes(images)), parse_idx(bytes(labels)), "samples", CLASSES)


def subject_of(session, seen):
    """What `seen` names: `which` network, and `ink`; or, if that is blank, the `sample`."""
    answering = session.network(seen["which"])
    who = "small" if answering is session.shipped else seen["which"]
    if answering.is_dense:
        network, instead_of = twin(answering), None
    else:
        instead_of = {"who": who, "layers": answering.layer_specs}
        network, who = twin(session.shipped), "small"
    ink = np.frombuffer(seen["ink"], np.uint8)
    side = round(len(ink) ** 0.5)
    digit = pycore.centre_digit(ink.reshape(side, side)) if side else None
    if digit is not None:
        return Subject(network, digit, None, who, instead_of)
    images, labels = Samples.data
    number = seen["sample"] % Samples.data.size
    return Subject(network, images[number], int(labels[number]), who, instead_of)


def twin(network):
    """A network of the same weights, with inputs and gradients of its own when it learns."""
    layers = [layer for layer in network.layers if not isinstance(layer, Activation)]
    return Network([copy.copy(layer) for layer in layers], network.activation)


def flat(array):
    """An array as the page takes it: its values one after the other."""
    return np.ascontiguousarray(array).reshape(-1)
