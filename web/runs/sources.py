"""The lines of `pycore` that do what a formula says, out of the package's own source."""

import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from pycore import activations, initialisers, layers, loss, metrics, optimisers
from pycore.backend import Backend
from pycore.notebooks.notebook import Notebook
from web.python.answers import Answer

STEPS: dict[str, tuple[Any, ...]] = {
    "scale": (Backend.to_unit, "255"),
    "forward": (layers.Dense.forward, "return"),
    "relu": (activations.relu, "np.maximum"),
    "softmax": (loss.softmax, "e = ", "probs"),
    "cross_entropy": (loss.cross_entropy, "loss = "),
    "dlogits": (loss.cross_entropy, "dlogits: ", "dlogits[", "return"),
    "dW": (layers.Dense.set_gradients, "self.dW"),
    "db": (layers.Dense.set_gradients, "self.db"),
    "dX": (layers.Dense.backward, "return"),
    "dZ": (layers.Activation.backward, "return"),
    "sgd": (optimisers.SGD.step, "parameter -="),
    "accuracy": (metrics.accuracy, "return"),
}
"""Of each step of the mathematics: the function, and how its lines begin, or what they contain."""


def lines(notebook: Notebook) -> dict[str, Answer]:
    """The code of each step by its name; `start` is that of the notebook's own initialiser."""
    start = initialisers.INITIALISERS[notebook.plan.initialiser]
    return {name: excerpt(*place) for name, place in {"start": (start, "return"), **STEPS}.items()}


def excerpt(function: Callable[..., Any], *wanted: str) -> Answer:
    """The lines of a function that contain what is wanted, with their place in the package."""
    source, first = inspect.getsourcelines(function)
    body = len(source) - len(after_docstring(source))
    found = []
    for fragment in wanted:  # the reader may have edited it, so that it stands there no more
        here = (i for i, text in enumerate(source) if i >= body and fragment in text)
        found.append(next(here, len(source) - 1))
    code = textwrap.dedent("".join(source[i] for i in found)).rstrip()
    file = function.__code__.co_filename.rpartition("pycore/")[2]
    return {"file": file, "line": first + found[0], "code": code, "name": function.__qualname__}


def after_docstring(source: list[str]) -> list[str]:
    """The lines that follow the function's docstring."""
    marks = [i for i, text in enumerate(source) for _ in range(text.count('"""'))]
    return source[marks[1] + 1 :] if len(marks) > 1 else source
