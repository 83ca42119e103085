"""The line of pycore that computes a formula, from the source that is running."""

import importlib
import inspect
from types import ModuleType
from typing import Any

from pycore.activations import ACTIVATIONS
from web.python.answers import Answer
from web.python.session import Session

LAYERS, LOSS, STEPS = "pycore.layers", "pycore.loss", "pycore.optimisers"
ACTIVATION = "pycore.activations"
EXAMS, PARTS = "pycore.notebooks.metrics", "pycore.notebooks.broken"

# By the name of the formula: a module, what in it, and a piece of the line.
LINES = {
    "scale": ("pycore.backend", "Backend.to_unit", "np.float32(255)"),
    "forward": (LAYERS, "Dense.forward", "matmul"),
    "relu": (ACTIVATION, "relu", "np.maximum(Z, 0)"),
    "leaky_relu": (ACTIVATION, "leaky_relu", "np.maximum"),
    "tanh": (ACTIVATION, "", '"tanh"'),
    "sigmoid": (ACTIVATION, "sigmoid", "np.tanh"),
    "softmax_naive": (f"{__package__}.overflow", "naive_softmax", "np.exp(logits) /"),
    "softmax": (LOSS, "softmax", "np.exp"),
    "argmax": ("pycore.metrics", "accuracy", "argmax"),
    "cross_entropy": (LOSS, "cross_entropy", "np.log"),
    "squared_error": (PARTS, "squared_error", "return"),
    "dlogits": (LOSS, "cross_entropy", "-= 1"),
    "dX": (LAYERS, "Dense.backward", "matmul"),
    "dZ": (LAYERS, "Activation.backward", "return"),
    "dW": (LAYERS, "Dense.set_gradients", "self.dW ="),
    "db": (LAYERS, "Dense.set_gradients", "self.db ="),
    "db_scalar": (PARTS, "ScalarBiasDense.set_gradients", "self.db ="),
    "difference": (f"{__package__}.bias", "derivatives", "yield"),
    "sgd": (STEPS, "SGD.step", "-="),
    "momentum": (STEPS, "Momentum.step", "velocity *="),
    "adam": ("pycore.backend", "Backend.adam", "parameter -="),
    "he": ("pycore.initialisers", "he", "return"),
    "glorot": ("pycore.initialisers", "glorot", "limit ="),
    "lecun": ("pycore.initialisers", "lecun", "return"),
    "accuracy": ("pycore.metrics", "accuracy", "return"),
    "rounded_agreement": (EXAMS, "rounded_agreement", "return"),
}


def code(session: Session, name: str) -> Answer:
    """The `text` of a formula's line, its `file` and its number in it; or that it is `edited`."""
    module, place, piece = LINES[name]
    thing = found(importlib.import_module(module), place)
    lines, first = inspect.getsourcelines(thing)
    at = next((i for i, each in enumerate(lines) if piece in each), len(lines) - 1)
    own = module.removeprefix("web.").replace(".", "/") + ".py"
    return {
        "file": own,
        "edited": not (inspect.getsourcefile(thing) or "").endswith(own),
        "line": max(1, first) + at,
        "text": lines[at].strip(),
    }


def found(module: ModuleType, place: str) -> Any:
    """What is called `place` in a module, the module itself if there is nothing of that name."""
    thing = module
    for name in place.split(".") if place else []:
        thing = getattr(thing, name, module)
    return thing


def formula_of(activation: str) -> str:
    """The name of the formula for an activation."""
    return activation if activation in LINES and activation in ACTIVATIONS else "relu"
