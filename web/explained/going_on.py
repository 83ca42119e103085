"""Forward, step by step: every array on the way from the pixels to the answer."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from pycore.layers import Dense
from pycore.loss import softmax
from web.python.answers import Answer
from web.python.session import Session

from .source import formula_of
from .subject import Array, Seen, Subject, described, flat, subject_of


class Step(NamedTuple):
    """One array on the way."""

    name: str
    kind: str
    """pixels, X, Z, A, logits, probs or answer"""
    array: Array
    formula: str
    layer: Any = None
    """What computed it."""

    def as_dict(self) -> Answer:
        """What the page shows of it."""
        return described(*self[:4]) | {"values": flat(self.array)}


def steps_of(subject: Subject) -> list[Step]:
    """Every step of a network's reading."""
    network, X = subject.network, subject.X
    steps = [Step("pixels", "pixels", subject.digit, "scale"), Step("X", "X", X, "scale")]
    for i, layer in enumerate(network.layers):
        X = layer.forward(X)
        number = i // 2 + 1
        if not isinstance(layer, Dense):
            steps.append(Step(f"A{number}", "A", X, formula_of(network.activation), layer))
        elif i < len(network.layers) - 1:
            steps.append(Step(f"Z{number}", "Z", X, "forward", layer))
        else:
            steps.append(Step("logits", "logits", X, "forward", layer))
    probs = softmax(X)
    answer = probs.argmax(axis=1)
    return [
        *steps,
        Step("probs", "probs", probs, "softmax"),
        Step("answer", "answer", answer, "argmax"),
    ]


def forward(session: Session, seen: Seen) -> Answer:
    """All steps, with their values."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        steps = [step.as_dict() for step in steps_of(subject)]
    return subject.as_dict() | {"steps": steps}


def unit(session: Session, seen: Seen, at: int, number: int) -> Answer:
    """Where the number `number` of step `at` comes from."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        steps = steps_of(subject)
        step, before = steps[at], flat(steps[max(0, at - 1)].array)
        number = min(number, step.array.size - 1)
        return {"kind": step.kind, "value": value(step, number)} | ORIGINS[step.kind](
            step, before, number
        )


def value(step: Step, number: int) -> Any:
    """One number of a step, as Python has it."""
    return flat(step.array)[number].item()


def weighted(step: Step, before: Array, number: int) -> Answer:
    """Of a weighted sum: inputs, weights, their products, and the bias."""
    weights = flat(step.layer.W[:, number])
    terms = before * weights
    return {
        "inputs": before,
        "weights": weights,
        "terms": terms,
        "sum": terms.sum().item(),
        "bias": step.layer.b[number].item(),
    }


def exponential(_step: Step, logits: Array, number: int) -> Answer:
    """Of a probability: its logit, the largest one, and what is divided by what."""
    e = np.exp(logits - logits.max())
    logit, most = logits[number].item(), logits.max().item()
    return {"logit": logit, "max": most, "e": e[number].item(), "total": e.sum().item()}


def one(_step: Step, before: Array, number: int) -> Answer:
    """Of what is computed number by number: the number before."""
    return {"before": before[min(number, len(before) - 1)].item()}


ORIGINS: dict[str, Callable[[Step, Array, int], Answer]] = {
    "pixels": lambda *_: {},
    "X": one,
    "Z": weighted,
    "A": one,
    "logits": weighted,
    "probs": exponential,
    "answer": lambda _step, before, _number: {"before": before.max().item()},
}


def about(session: Session, seen: Seen) -> Answer:
    """What is explained, in few words."""
    run = session.run
    sizes = {"training": run.data.size, "validation": run.validation.size} if run else None
    answering = session.network(seen["which"])
    steps = run.last.step if run and run.last and answering is run.network else 0
    state = f"{' '.join(map(str, answering.layer_specs))}, step {steps}"  # another: other answers
    return subject_of(session, seen).as_dict() | {"run": sizes, "state": state}
