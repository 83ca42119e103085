import numpy as np
import pytest

from pycore import Experiment, Network, Run, evaluate
from pycore.keeping import Keeper
from tests.core.helpers import blobs

SMALL = Experiment(images=300, hidden_layers=(12,), batch_size=20, epochs=3)


def network():
    return Network.create([4, 3, 10], np.random.default_rng(0))


def test_the_average_forgets_as_fast_as_asked():
    made = network()
    keeper = Keeper(made, decay=0.5)
    first = made.parameters()[0].copy()
    made.parameters()[0][:] = first + 1
    keeper.step()  # at first it forgets faster: 1 − 2/11
    np.testing.assert_allclose(keeper.average[0], first + 9 / 11, rtol=1e-5)
    keeper.steps = 100
    keeper.step()
    np.testing.assert_allclose(keeper.average[0], first + 9 / 11 + 1 / 11, rtol=1e-5)
    np.testing.assert_allclose(keeper.candidate.parameters()[0], first + 10 / 11, rtol=1e-5)
    np.testing.assert_array_equal(made.parameters()[0], first + 1)
    keeper.finish()
    np.testing.assert_allclose(made.parameters()[0], first + 10 / 11, rtol=1e-5)


def test_the_best_weights_are_kept_and_patience_ends():
    made = network()
    keeper = Keeper(made, patience=2)
    for number, loss in enumerate([3.0, 1.0, 2.0, float("nan")]):
        assert not keeper.exhausted
        made.parameters()[1][:] = number
        keeper.step()
        keeper.judge(loss)
    assert keeper.exhausted
    keeper.finish()
    assert set(made.parameters()[1]) == {1.0}


def test_without_either_nothing_is_kept_or_changed():
    made = network()
    keeper = Keeper(made)
    before = made.parameters()[0].copy()
    for _ in range(50):
        keeper.step()
        keeper.judge(1.0)
    keeper.finish()
    assert not keeper.exhausted
    np.testing.assert_array_equal(made.parameters()[0], before)


def test_a_run_that_averages_takes_the_same_steps_and_ends_with_other_weights():
    data = blobs(400)
    plain, averaged = Run(SMALL, data), Run(Experiment(**SMALL.as_dict() | {"average": 0.9}), data)
    for a, b in zip(plain, averaged, strict=True):
        assert a.loss == b.loss
    gap = averaged.network.parameters()[0] - plain.network.parameters()[0]
    assert 1e-4 < np.abs(gap).max() < 0.1


def test_a_run_that_no_longer_gets_better_ends_with_its_best_weights():
    hopeless = {"patience": 3, "learning_rate": 0.5, "epochs": 50}
    run = Run(Experiment(**SMALL.as_dict() | hopeless), blobs(400))
    losses = [m.validation_loss for m in run if m.validation_loss is not None]
    assert len(losses) < 4 * 50
    assert losses.index(min(losses)) == len(losses) - 4
    assert run.progress == 1
    assert evaluate(run.network, run.validation).loss == pytest.approx(min(losses), rel=1e-5)
    steps = run.last.step
    run.change(epochs=50)  # no more than there were
    with pytest.raises(StopIteration):
        next(run)
    run.change(epochs=60)  # it goes on from its best weights, with patience anew
    more = [m.validation_loss for m in run if m.validation_loss is not None]
    assert 3 <= len(more) < 4 * 60
    assert run.last.step > steps
    assert run.progress == 1
    assert run.altered == {"epochs"}, "no experiment from its start gives this curve"


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_a_finished_run_goes_on_as_if_there_had_been_more_epochs(schedule):
    settings = SMALL.as_dict() | {"epochs": 1, "schedule": schedule}
    run = Run(Experiment(**settings), blobs(400))
    first = [m.loss for m in run]
    run.change(epochs=2)
    losses = first + [m.loss for m in run]
    whole = [m.loss for m in Run(Experiment(**settings | {"epochs": 2}), blobs(400))]
    assert (losses == whole) == (schedule == "constant"), "a schedule is spread over all epochs"
    assert run.altered == (set() if schedule == "constant" else {"epochs"})
    assert run.last.epoch == 2


def test_a_run_that_averaged_goes_on_from_the_average():
    run = Run(Experiment(**SMALL.as_dict() | {"average": 0.9, "epochs": 1}), blobs(400))
    list(run)
    run.change(epochs=2)
    assert next(run).epoch == 2
    assert run.altered == {"epochs"}
