import numpy as np
import pytest

from pycore import Experiment, Network, Run, evaluate
from pycore.early_stopping import EarlyStopping
from tests.core.helpers import blobs

SMALL = Experiment(images=300, hidden_layers=(12,), batch_size=20, epochs=3)


def network():
    return Network.create([4, 3, 10], np.random.default_rng(0))


def test_the_best_weights_are_kept_and_patience_ends():
    made = network()
    stopping = EarlyStopping(patience=2)
    for number, loss in enumerate([3.0, 1.0, 2.0, float("nan")]):
        assert not stopping.should_stop
        made.parameters()[1][:] = number
        stopping.update(loss, made)
    assert stopping.should_stop
    stopping.restore_best(made)
    assert set(made.parameters()[1]) == {1.0}


def test_a_running_loss_counts_if_it_falls_by_a_hundredth_and_nothing_was_validated():
    made, stopping = network(), EarlyStopping()
    for number, loss in enumerate([2.0, 1.99, 1.0]):
        made.parameters()[1][:] = number
        stopping.update_in_training(loss, made)
        assert set(stopping.best[1]) == {0.0 if number < 2 else 2.0}
    stopping.update(3.0, made)
    made.parameters()[1][:] = 7
    stopping.update_in_training(0.5, made)
    assert stopping.best_training_loss == 1.0
    assert set(stopping.best[1]) == {2.0}


def test_without_patience_it_never_stops():
    stopping = EarlyStopping()
    for _ in range(50):
        stopping.update(1.0, network())
    assert not stopping.should_stop


def test_without_patience_or_an_average_the_last_weights_stay():
    run = Run(SMALL, blobs(400))
    list(run)
    run.network.parameters()[0][:] = 7
    with pytest.raises(StopIteration):
        next(run)
    assert (run.network.parameters()[0] == 7).all()


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
    assert run.changed_settings == {"epochs"}, "no experiment from its start gives this curve"


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_a_finished_run_goes_on_as_if_there_had_been_more_epochs(schedule):
    settings = SMALL.as_dict() | {"epochs": 1, "schedule": schedule}
    run = Run(Experiment(**settings), blobs(400))
    first = [m.loss for m in run]
    run.change(epochs=2)
    losses = first + [m.loss for m in run]
    whole = [m.loss for m in Run(Experiment(**settings | {"epochs": 2}), blobs(400))]
    assert (losses == whole) == (schedule == "constant"), "a schedule is spread over all epochs"
    assert run.changed_settings == (set() if schedule == "constant" else {"epochs"})
    assert run.last.epoch == 2
