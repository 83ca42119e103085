"""A network may answer in one thread while it is trained in another."""

import threading

import numpy as np

from pycore import Experiment, Run, evaluate
from tests.core.helpers import blobs

DEEP = Experiment(
    images=400, hidden_layers=("conv4", "pool", "norm", 16, "drop30"), batch_size=20, epochs=3
)


def test_answers_in_a_thread_do_not_change_the_curve_of_a_run_in_another():
    data, X = blobs(500), np.random.default_rng(0).random((64, 784), np.float32)
    calm, asked = Run(DEEP, data), Run(DEEP, data)
    ended, answers = threading.Event(), []

    def ask():
        while not ended.is_set():
            answers.append(asked.network.predict(X).sum())
            evaluate(asked.network, blobs(30))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        found = [(each.loss, each.validation_loss) for each in asked]
    finally:
        ended.set()
        thread.join()
    assert found == [(each.loss, each.validation_loss) for each in calm]
    assert len(answers) > 3
