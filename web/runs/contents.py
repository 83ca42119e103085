"""A notebook and its plan as plain values, for the page to show."""

from collections.abc import Sequence

import numpy as np

from pycore import layer_spec
from pycore.arrays import SIDE
from pycore.network import Network
from pycore.notebooks.notebook import Notebook, Switch
from pycore.notebooks.plan import Plan
from pycore.notebooks.run import VALIDATION
from web.python.answers import Answer


def chapter(notebook: Notebook) -> Answer:
    """What is said of a notebook."""
    return {
        "number": notebook.number,
        "title": notebook.title,
        "aim": notebook.aim,
        "said": notebook.said,
        "question": notebook.question,
        "answer": notebook.answer,
        "lesson": notebook.lesson,
        "rates": notebook.rates(),
        "plan": looks(notebook.plan),
        "shapes": shapes(notebook.plan),
        "switches": [switch(each) for each in notebook.switches],
        "remarks": [vars(remark) for remark in notebook.remarks],
        "asWritten": sorted(notebook.as_written),
        "printed": {"accuracy": columns(notebook.printed), "loss": columns(notebook.printed_loss)},
    }


def switch(each: Switch) -> Answer:
    """One switch."""
    names = ("name", "title", "line", "effect", "as_written")
    return {name: getattr(each, name) for name in names}


def looks(plan: Plan) -> Answer:
    """A plan in figures."""
    parts = layer_spec.infer_shapes(plan.layers[1:], SIDE * SIDE)
    return {
        "layers": list(plan.layers),
        "parameters": sum(part.parameters for part in parts),
        "rows": plan.rows,
        "heldOut": plan.held_out,
        "steps": plan.steps,
        "epochs": plan.epochs,
        "batch": plan.images_a_step,
        "rate": plan.learning_rate,
        "optimiser": plan.optimiser,
        "initialiser": plan.initialiser,
        "watched": min(VALIDATION, plan.held_out),
    }


def shapes(plan: Plan) -> list[Answer]:
    """The arrays of a run by name, each with shape and type, as NumPy has them."""
    network = Network.create(plan.layers, np.random.default_rng(0))
    named = {"images": ((plan.rows, 28, 28), "uint8"), "X": ((plan.rows, 784), "float32")}
    named["y"] = ((plan.rows,), "uint8")
    for i, layer in enumerate(network.dense, 1):
        named[f"W{i}"] = (layer.W.shape, str(layer.W.dtype))
        named[f"b{i}"] = (layer.b.shape, str(layer.b.dtype))
    return [
        {"name": name, "shape": str(shape), "type": type} for name, (shape, type) in named.items()
    ]


def columns(points: Sequence[tuple[int, float]]) -> Answer:
    """(step, value) pairs as two columns."""
    return {"step": [step for step, _ in points], "value": [value for _, value in points]}
