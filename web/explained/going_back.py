"""Backward, step by step: every derivative on the way from the loss to the first weights."""

from typing import Any, NamedTuple

import numpy as np

from pycore import Network
from pycore.layers import Dense
from pycore.loss import cross_entropy, softmax
from pycore.optimisers import OPTIMISERS
from web.python.answers import Answer
from web.python.session import Session

from .subject import Array, Seen, Subject, described, flat, subject_of


class Link(NamedTuple):
    """One link of the chain."""

    name: str
    kind: str
    """loss, dlogits, dW, db, dA or dZ"""
    array: Array
    formula: str
    given: Array
    """The derivative that it was computed from, or the probabilities."""
    layer: Any = None
    """Whose derivative it is."""

    def as_dict(self) -> Answer:
        """What the page shows of it; its values come when they are asked for."""
        return described(*self[:4])


def links_of(subject: Subject, target: int) -> list[Link]:
    """Every link if `target` is right; the network has then gone forward and backward."""
    network = subject.network
    logits = network.forward(subject.X, training=True)
    y = np.array([target], np.uint8)
    loss, gradient = cross_entropy(logits, y)
    links = [
        Link("loss", "loss", np.array(loss), "cross_entropy", softmax(logits)),
        Link("dlogits", "dlogits", gradient, "dlogits", softmax(logits)),
    ]
    for i, layer in reversed(list(enumerate(network.layers))):
        number, given = i // 2 + 1, gradient
        if isinstance(layer, Dense):
            if i:
                gradient = layer.backward(given)
            else:
                layer.set_gradients(given)
            links.append(Link(f"dW{number}", "dW", layer.dW, "dW", given, layer))
            links.append(Link(f"db{number}", "db", layer.db, "db", given, layer))
            if i:
                links.append(Link(f"dA{number - 1}", "dA", gradient, "dX", given, layer))
        else:
            gradient = layer.backward(given)
            links.append(Link(f"dZ{number}", "dZ", gradient, "dZ", given, layer))
    return links


def second_best(session: Session, seen: Seen) -> int:
    """The digit that the network finds most probable after its answer: that would be a lesson."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        return int(np.argsort(flat(subject.network.predict(subject.X)))[-2])


def backward(session: Session, seen: Seen, target: int, at: int) -> Answer:
    """All links, and the values of the link `at`."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        links = links_of(subject, target)
        probs = flat(links[0].given)
    at = min(at, len(links) - 1)
    return subject.as_dict() | {
        "links": [link.as_dict() for link in links],
        "at": at,
        "values": flat(links[at].array),
        "loss": links[0].array.item(),
        "probability": probs[target].item(),
        "answer": int(probs.argmax()),
    }


def backward_unit(session: Session, seen: Seen, target: int, at: int, number: int) -> Answer:
    """Where the number `number` of the link `at` comes from."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        link = links_of(subject, target)[at]
        number = min(number, link.array.size - 1)
        found = {"kind": link.kind, "value": flat(link.array)[number].item()}
        return found | ORIGINS[link.kind](link, number, target)


def of_loss(link: Link, _number: int, target: int) -> Answer:
    """The loss: the probability of the right digit."""
    return {"probability": flat(link.given)[target].item()}


def of_logit(link: Link, number: int, target: int) -> Answer:
    """softmax − one-hot."""
    return {"probability": flat(link.given)[number].item(), "onehot": int(number == target)}


def of_weight(link: Link, number: int, _target: int) -> Answer:
    """The input at one end of the weight times the blame at the other; all weights of the unit."""
    i, j = divmod(number, link.array.shape[1])
    return {
        "row": i,
        "column": j,
        "input": flat(link.layer.X)[i].item(),
        "blame": flat(link.given)[j].item(),
        "unit": flat(link.array[:, j]),
    }


def of_bias(link: Link, number: int, _target: int) -> Answer:
    """The sum over examples, of which there is one here."""
    return {"blame": flat(link.given)[number].item()}


def of_activation(link: Link, number: int, _target: int) -> Answer:
    """The blame of all units that it goes to, each by its weight."""
    weights, blame = flat(link.layer.W[number]), flat(link.given)
    terms = blame * weights
    return {"inputs": blame, "weights": weights, "terms": terms, "sum": terms.sum().item()}


def of_derivative(link: Link, number: int, _target: int) -> Answer:
    """The blame times the derivative of the activation there."""
    derivative = flat(link.layer.derivative(link.layer.A))[number].item()
    return {"blame": flat(link.given)[number].item(), "derivative": derivative}


ORIGINS = {
    "loss": of_loss,
    "dlogits": of_logit,
    "dW": of_weight,
    "db": of_bias,
    "dA": of_activation,
    "dZ": of_derivative,
}


def update(session: Session, seen: Seen, target: int, optimiser: str, rate: float) -> Answer:
    """What one step towards `target` changes, taken by a copy of the network."""
    subject = subject_of(session, seen)
    subject = subject._replace(network=copied(subject.network))
    y = np.array([target], np.uint8)
    with np.errstate(all="ignore"):
        links_of(subject, target)
        before = subject.network.forward(subject.X)
        OPTIMISERS[optimiser](subject.network.parameters()).step(subject.network.gradients(), rate)
        after = subject.network.forward(subject.X)
        return {
            "before": flat(softmax(before)),
            "after": flat(softmax(after)),
            "losses": [cross_entropy(logits, y)[0] for logits in (before, after)],
        }


def copied(network: Network) -> Network:
    """A network with weights of its own."""
    dense = [type(layer)(layer.W.copy(), layer.b.copy()) for layer in network.dense]
    return Network(dense, network.activation)
