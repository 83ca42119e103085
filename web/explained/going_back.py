"""Backward, step by step: every derivative on the way from the loss to the first weights."""

from typing import NamedTuple

import numpy as np

from pycore import Network
from pycore.layers import Dense
from pycore.loss import cross_entropy, softmax
from pycore.optimisers import OPTIMISERS

from .subject import flat, subject_of


class Link(NamedTuple):
    """One link of the chain."""

    name: str
    kind: str
    """loss, dlogits, dW, db, dA or dZ"""
    array: np.ndarray
    formula: str
    layer: object = None
    given: np.ndarray | None = None
    """The derivative that it was computed from."""

    def as_dict(self):
        """What the page shows of it; its values come when they are asked for."""
        return {
            "name": self.name,
            "kind": self.kind,
            "shape": list(self.array.shape),
            "dtype": str(self.array.dtype),
            "formula": self.formula,
        }


def links_of(subject, target):
    """Every link if `target` is right; the network has then gone forward and backward."""
    network = subject.network
    logits = network.forward(subject.X, training=True)
    y = np.array([target], np.uint8)
    loss, gradient = cross_entropy(logits, y)
    links = [
        Link("loss", "loss", np.array(loss), "cross_entropy", None, softmax(logits)),
        Link("dlogits", "dlogits", gradient, "dlogits", None, softmax(logits)),
    ]
    for i, layer in reversed(list(enumerate(network.layers))):
        number, given = i // 2 + 1, gradient
        if isinstance(layer, Dense):
            gradient = layer.backward(given) if i else layer.set_gradients(given)
            links.append(Link(f"dW{number}", "dW", layer.dW, "dW", layer, given))
            links.append(Link(f"db{number}", "db", layer.db, "db", layer, given))
            if i:
                links.append(Link(f"dA{number - 1}", "dA", gradient, "dX", layer, given))
        else:
            gradient = layer.backward(given)
            links.append(Link(f"dZ{number}", "dZ", gradient, "dZ", layer, given))
    return links


def second_best(session, seen):
    """The digit that the network finds most probable after its answer: that would be a lesson."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        return int(np.argsort(flat(subject.network.predict(subject.X)))[-2])


def backward(session, seen, target, at):
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


def backward_unit(session, seen, target, at, number):
    """Where the number `number` of the link `at` comes from."""
    subject = subject_of(session, seen)
    with np.errstate(all="ignore"):
        link = links_of(subject, target)[at]
        number = min(number, link.array.size - 1)
        found = {"kind": link.kind, "value": flat(link.array)[number].item()}
        return found | ORIGINS[link.kind](link, number, target)


def of_loss(link, _number, target):
    """The loss: the probability of the right digit."""
    return {"probability": flat(link.given)[target].item()}


def of_logit(link, number, target):
    """softmax − one-hot."""
    return {"probability": flat(link.given)[number].item(), "onehot": int(number == target)}


def of_weight(link, number, _target):
    """The input at one end of the weight times the blame at the other; all weights of the unit."""
    i, j = divmod(number, link.array.shape[1])
    return {
        "row": i,
        "column": j,
        "input": flat(link.layer.X)[i].item(),
        "blame": flat(link.given)[j].item(),
        "unit": flat(link.array[:, j]),
    }


def of_bias(link, number, _target):
    """The sum over examples, of which there is one here."""
    return {"blame": flat(link.given)[number].item()}


def of_activation(link, number, _target):
    """The blame of all units that it goes to, each by its weight."""
    weights, blame = flat(link.layer.W[number]), flat(link.given)
    terms = blame * weights
    return {"inputs": blame, "weights": weights, "terms": terms, "sum": terms.sum().item()}


def of_derivative(link, number, _target):
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


def update(session, seen, target, optimiser, rate):
    """What one step towards `target` changes, taken by a copy of the network."""
    network, digit = subject_of(session, seen)[:2]
    subject = subject_of(session, seen)._replace(network=copied(network), digit=digit)
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


def copied(network):
    """A network with weights of its own."""
    dense = [type(layer)(layer.W.copy(), layer.b.copy()) for layer in network.dense]
    return Network(dense, network.activation)
