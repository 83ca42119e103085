"""The same steps on the machine's own Python, one thread.

    python -m bench.speed.native step '{"…": …}'

Every call is a process of its own: how many threads NumPy takes is settled when it is loaded.
"""

import json
import os
import subprocess
import sys
import time
from typing import Any

from tools.paths import MNIST, ROOT

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def ask_native(function: str, **arguments: Any) -> Any:
    """Call one of the functions below in a process with a single thread."""
    command = [sys.executable, "-m", "bench.speed.native", function, json.dumps(arguments)]
    environment = {**os.environ, **ONE_THREAD}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def step(milliseconds: float, **words: Any) -> float:
    """Milliseconds a step of pycore."""
    from .inside import steps

    return steps.step(milliseconds, **words)


def epoch(images: int) -> float:
    """Seconds for an epoch of pycore, after a warm-up."""
    from .inside import steps

    steps.step(200)
    return steps.epoch(images=images)


def sklearn_epoch(images: int) -> float:
    """Seconds for one pass of scikit-learn's MLPClassifier over the same images, as float32."""
    import numpy as np
    from sklearn.neural_network import MLPClassifier  # type: ignore[import-untyped]

    from .inside import steps

    X = steps.data.images[:images].reshape(images, -1).astype(np.float32) / np.float32(255)
    y = steps.data.labels[:images]
    model = MLPClassifier((128,), batch_size=128, learning_rate_init=1e-3, alpha=0, random_state=0)
    model.partial_fit(X[:1_280], y[:1_280], classes=np.arange(10))  # warms up
    start = time.perf_counter()
    model.partial_fit(X, y)
    return time.perf_counter() - start


def learn(experiment: dict[str, Any], goal: float) -> dict[str, float]:
    """Train epoch by epoch until the test accuracy is reached: epochs, seconds, accuracy.

    The tests in between are not counted. Gives up after the experiment's own number of epochs.
    """
    from pycore import Experiment, Run, evaluate, load

    data = load(MNIST)
    assert data.train
    assert data.test
    run, seconds, reached = Run(Experiment.from_dict(experiment), data.train), 0.0, 0.0
    epochs = 0
    while epochs < run.experiment.epochs and reached < goal:
        epochs += 1
        run.change(epochs=epochs)
        start = time.perf_counter()
        for _ in run:
            pass
        seconds += time.perf_counter() - start
        reached = evaluate(run.network, data.test).accuracy
    return {"epochs": epochs, "seconds": seconds, "accuracy": reached}


def versions() -> dict[str, str]:
    """Of what is measured here."""
    import platform

    import numpy as np
    import sklearn  # type: ignore[import-untyped]

    return {
        "Python": platform.python_version(),
        "NumPy": np.__version__,
        "scikit-learn": sklearn.__version__,
    }


def main(function: str, arguments: str) -> None:
    from pycore import load

    from .inside import steps

    images = load(MNIST).train
    assert images
    steps.begin(images)
    print(json.dumps(globals()[function](**json.loads(arguments))))


if __name__ == "__main__":
    main(*sys.argv[1:])
