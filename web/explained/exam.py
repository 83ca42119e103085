"""What accuracy is: answers counted one by one, beside a figure that only looks like it."""

import time

import numpy as np

from pycore import Evaluation, to_input
from pycore.dataset import CLASSES
from pycore.loss import softmax
from pycore.notebooks.metrics import rounded_agreement

from .subject import twin

CHUNK = 50


class Exam:
    """A network under test, so far: as it is now, whatever it learns meanwhile."""

    def __init__(self, network, data):
        self.network, self.data = twin(network), data
        for layer in self.network.layers:
            for name in (*layer.parameter_names, *layer.buffer_names):
                setattr(layer, name, getattr(layer, name).copy())
        self.evaluation = Evaluation()
        self.probs = np.zeros((0, CLASSES), np.float32)
        self.most = min(CHUNK, network.max_batch)

    def go_on(self):
        """Count a few more answers."""
        done = self.evaluation.count
        images, y = self.data.take(slice(done, done + self.most))
        logits = self.network.forward(to_input(images))
        self.evaluation.add(logits, y)
        self.probs = np.concatenate([self.probs, softmax(logits)])

    @property
    def done(self):
        """Whether all have been counted."""
        return self.evaluation.count == self.data.size


class Hall:
    """Where the exam is held."""

    exam: Exam


def begin_exam(session, which):
    """Begin: the test set must be there."""
    Hall.exam = Exam(session.network(which), session.test_set)


def exam_for(_session, milliseconds):
    """Go on for so long; tell the counts so far, and when all is done what other figures say."""
    exam, end = Hall.exam, time.perf_counter() + milliseconds / 1000
    while not exam.done:
        exam.go_on()
        if time.perf_counter() >= end:
            break
    confusion = exam.evaluation.confusion
    return {
        "count": exam.evaluation.count,
        "of": exam.data.size,
        "confusion": confusion.reshape(-1).tolist(),
        "right": int(np.trace(confusion)),
        "accuracy": exam.evaluation.accuracy,
        "figures": figures(exam) if exam.done else None,
    }


def figures(exam):
    """Accuracy and rounded agreement of this network, and of three that know nothing."""
    y = exam.data.labels
    ones = np.zeros((len(y), CLASSES), np.float32)
    ones[:, 1] = 1
    candidates = {
        "this network": exam.probs,
        "ten times 0": np.zeros_like(exam.probs),
        "10 % each": np.full_like(exam.probs, 0.1),
        "always “1”": ones,
    }
    return [
        {"who": who, "accuracy": answered(probs, y), "agreement": rounded_agreement(probs, y)}
        for who, probs in candidates.items()
    ]


def answered(probs, y):
    """The share of right answers; where no digit is more probable than another, there is none."""
    decided = probs.max(axis=1) > probs.min(axis=1)
    return float(np.mean(decided & (probs.argmax(axis=1) == y)))
