import numpy as np

from pycore import Experiment, Network, Run, evaluate
from pycore.weight_averaging import EMA
from tests.core.helpers import blobs

SMALL = Experiment(images=300, hidden_layers=(12,), batch_size=20, epochs=3)


def network():
    return Network.create([4, 3, 10], np.random.default_rng(0))


def test_the_average_forgets_as_fast_as_asked():
    made = network()
    ema = EMA(made, decay=0.5)
    first = made.parameters()[0].copy()
    made.parameters()[0][:] = first + 1
    ema.update(made)  # at first it forgets faster: 1 − 2/11
    np.testing.assert_allclose(ema.network.state()[0], first + 9 / 11, rtol=1e-5)
    ema.steps = 100
    ema.update(made)
    np.testing.assert_allclose(ema.network.state()[0], first + 9 / 11 + 1 / 11, rtol=1e-5)
    np.testing.assert_allclose(ema.network.parameters()[0], first + 10 / 11, rtol=1e-5)
    np.testing.assert_array_equal(made.parameters()[0], first + 1)
    ema.copy_to(made)
    np.testing.assert_allclose(made.parameters()[0], first + 10 / 11, rtol=1e-5)


def test_the_average_starts_anew():
    made = network()
    ema = EMA(made, decay=0.9)
    for _ in range(3):
        ema.update(made)
    made.parameters()[0][:] = 5
    ema.restart(made)
    assert (ema.network.parameters()[0] == 5).all()
    made.parameters()[0][:] = 16
    ema.update(made)
    np.testing.assert_allclose(ema.network.parameters()[0], 5 + 9, rtol=1e-6)  # 9/11 of 11


def test_a_run_that_averages_takes_the_same_steps_and_ends_with_other_weights():
    data = blobs(400)
    plain, averaged = (
        Run(SMALL, data),
        Run(Experiment(**SMALL.as_dict() | {"ema_decay": 0.9}), data),
    )
    for a, b in zip(plain, averaged, strict=True):
        assert a.loss == b.loss
    gap = averaged.network.parameters()[0] - plain.network.parameters()[0]
    assert 1e-4 < np.abs(gap).max() < 0.1


def test_a_run_that_averaged_goes_on_from_the_average():
    run = Run(Experiment(**SMALL.as_dict() | {"ema_decay": 0.9, "epochs": 1}), blobs(400))
    list(run)
    run.change(epochs=2)
    assert next(run).epoch == 2
    assert run.changed_settings == {"epochs"}


def test_the_average_is_validated():
    run = Run(Experiment(**SMALL.as_dict() | {"ema_decay": 0.99}), blobs(400))
    metrics = next(m for m in run if m.validation_loss is not None)
    assert metrics.validation_loss == evaluate(run.ema.network, run.validation).loss
    assert metrics.validation_loss != evaluate(run.network, run.validation).loss
