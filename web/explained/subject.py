"""What is explained: a network, and the digit that it reads, drawn or one of MNIST's."""

import copy
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

import pycore
from pycore import Network
from pycore.arrays import Floats, Images
from pycore.layers import Activation
from web.python.answers import Answer
from web.python.drawing import digit_of
from web.python.session import Session

Seen: TypeAlias = Mapping[str, Any]
"""What the page shows: `which` network, the `ink`, and the number of a `sample` in its place."""
Array: TypeAlias = NDArray[Any]
T = TypeVar("T", bound=np.generic)


class Subject(NamedTuple):
    """A digit, and a network that may go forward and backward without a trace in the page's own."""

    network: Network
    digit: Images
    """uint8 (28, 28)"""
    label: int | None
    """What it shows; None where only the visitor knows."""
    who: str = "small"
    """Which network it is: "mine", or the "small" shipped one."""
    instead_of: Answer | None = None
    """The network that answers beside the pad, if it is another: only dense ones are explained."""

    @property
    def X(self) -> Floats:
        """The network's input, float32 (1, 784)."""
        return pycore.to_input(self.digit[None])

    def as_dict(self) -> Answer:
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


def subject_of(session: Session, seen: Seen) -> Subject:
    """What `seen` names: `which` network, and `ink`; or, if that is blank, the `sample`."""
    answering = session.network(seen["which"])
    who = "small" if answering is session.shipped else seen["which"]
    if answering.is_dense:
        network, instead_of = twin(answering), None
    else:
        instead_of = {"who": who, "layers": answering.layer_specs}
        network, who = twin(session.shipped), "small"
    digit = digit_of(seen["ink"])
    if digit is not None:
        return Subject(network, digit, None, who, instead_of)
    images, labels = session.samples
    number = seen["sample"] % session.samples.size
    return Subject(network, images[number], int(labels[number]), who, instead_of)


def twin(network: Network) -> Network:
    """A network of the same weights, with inputs and gradients of its own when it learns."""
    layers = [layer for layer in network.layers if not isinstance(layer, Activation)]
    return Network([copy.copy(layer) for layer in layers], network.activation)


def described(name: str, kind: str, array: Array, formula: str) -> Answer:
    """What is said of an array, without its values."""
    return {
        "name": name,
        "kind": kind,
        "shape": list(array.shape),
        "dtype": str(array.dtype),
        "formula": formula,
    }


def flat(array: NDArray[T]) -> NDArray[T]:
    """An array as the page takes it: its values one after the other."""
    return np.ascontiguousarray(array).reshape(-1)
