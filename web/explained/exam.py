"""What accuracy is: answers counted one by one, beside a figure that only looks like it."""

from collections.abc import Iterator

import numpy as np

from pycore import DataError, Evaluation, Network
from pycore.arrays import Floats, Labels
from pycore.dataset import CLASSES, Dataset
from pycore.loss import softmax
from pycore.notebooks.metrics import rounded_agreement
from web.python.answers import Answer
from web.python.evaluation import outputs
from web.python.session import Session
from web.python.slices import for_so_long

from .subject import twin


class Exam:
    """The exam that is held."""

    counts: Iterator[Answer] = iter(())


def begin_exam(session: Session, which: str) -> None:
    """Begin: the test set must be there. What the network learns meanwhile does not count."""
    if session.test_set is None:
        raise DataError("the test set has not come yet")
    session.state(Exam).counts = count(frozen(session.network(which)), session.test_set)


def exam_for(session: Session, milliseconds: float) -> Answer:
    """Go on for so long; tell the counts so far, and when all is done what other figures say."""
    *_, found = for_so_long(session.state(Exam).counts, milliseconds)
    return found


def frozen(network: Network) -> Network:
    """The network as it is now, with arrays of its own."""
    network = twin(network)
    for layer in network.layers:
        for name in (*layer.parameter_names, *layer.buffer_names):
            setattr(layer, name, getattr(layer, name).copy())
    return network


def count(network: Network, data: Dataset) -> Iterator[Answer]:
    """The counts so far, again and again."""
    evaluation, seen = Evaluation(), []
    for logits, y in outputs(network, data):
        evaluation.add(logits, y)
        seen.append(softmax(logits))
        done = evaluation.count == data.size
        yield {
            "count": evaluation.count,
            "of": data.size,
            "confusion": evaluation.confusion.reshape(-1).tolist(),
            "right": int(np.trace(evaluation.confusion)),
            "accuracy": evaluation.accuracy,
            "figures": figures(np.concatenate(seen), data.labels) if done else None,
        }


def figures(probs: Floats, y: Labels) -> list[Answer]:
    """Accuracy and rounded agreement of this network, and of three that know nothing."""
    ones = np.zeros((len(y), CLASSES), np.float32)
    ones[:, 1] = 1
    candidates = {
        "this network": probs,
        "ten times 0": np.zeros_like(probs),
        "10 % each": np.full_like(probs, 0.1),
        "always “1”": ones,
    }
    return [
        {"who": who, "accuracy": answered(probs, y), "agreement": rounded_agreement(probs, y)}
        for who, probs in candidates.items()
    ]


def answered(probs: Floats, y: Labels) -> float:
    """The share of right answers; where no digit is more probable than another, there is none."""
    decided = probs.max(axis=1) > probs.min(axis=1)
    return float(np.mean(decided & (probs.argmax(axis=1) == y)))
