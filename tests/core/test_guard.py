"""A training that diverges is stopped, to NaN or not; none that learns is."""

import itertools

import numpy as np
import pytest

from pycore import DivergedError, Experiment, Network, Run, Settings, evaluate, train
from pycore.activations import ACTIVATIONS
from pycore.early_stopping import EarlyStopping
from pycore.guard import LONG, Guard
from pycore.initialisers import INITIALISERS
from pycore.optimisers import OPTIMISERS, SGD
from pycore.training import Training
from tests.core.helpers import blobs

SMALL = Experiment(images=300, hidden_layers=(12,), batch_size=20, epochs=30, learning_rate=1e-2)
DATA = blobs(400)
RATES = {"adam": 1e-3, "adamw": 1e-3, "momentum": 1e-2, "nesterov": 1e-2, "sgd": 1e-2}


def begun(**settings):
    """A run that has learned for two epochs, and the smallest validation loss it had."""
    run = Run(Experiment(**SMALL.as_dict() | settings), DATA)
    metrics = list(itertools.islice(run, -(-600 // run.settings.batch_size)))
    return run, min(m.validation_loss for m in metrics if m.validation_loss is not None)


def explode(run, rate=1e6):
    run.change(learning_rate=rate)
    found = []
    with pytest.raises(
        DivergedError, match=f"a learning rate of {rate:g} is too large".replace("+", r"\+")
    ) as error:
        for m in run:
            found.append(m)
    return found, str(error.value)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize(
    "more",
    [{}, {"ema_decay": 0.9}, {"patience": 5}, {"batch_size": 4}, {"activation": "sigmoid"}],
)
def test_what_explodes_is_stopped_with_its_best_weights_and_learns_by_a_smaller_rate(
    optimiser, more
):
    run, lowest = begun(**{"optimiser": optimiser, "activation": "tanh"} | more)
    found, sentence = explode(run)
    assert "best weights back that it had; choose a smaller rate, for example 100000" in sentence
    losses = [m.validation_loss for m in found if m.validation_loss is not None]
    lowest = min([lowest, *losses])
    assert evaluate(run.network, run.validation).loss == pytest.approx(lowest, rel=1e-5)
    assert run.progress < 1
    run.change(learning_rate=5 * RATES[optimiser], epochs=run.last.epoch + 20)
    assert all(np.isfinite(m.loss) for m in run)
    assert evaluate(run.network, run.validation).accuracy > 0.95


def test_a_loss_that_stays_a_number_is_stopped_too():
    run, _ = begun(activation="tanh")
    found, sentence = explode(run)
    assert found[-1].loss > 1e4, "it is far worse than guessing"
    assert len(found) < 2 * LONG
    assert f"far worse than by guessing, for {LONG} steps" in sentence


def train_by(rate, epochs, batch_size=60_000, **options):
    network = Network.create([784, 12, 10], np.random.default_rng(0), "tanh")
    sgd, rng = SGD(network.parameters()), np.random.default_rng(1)
    return network, Training(network, DATA, sgd, Settings(rate, batch_size, epochs), rng, **options)


@pytest.mark.parametrize("epochs", [1, 2, 5])
@pytest.mark.parametrize("validation", [None, blobs(50)])
def test_a_training_too_short_to_wait_is_judged_at_its_end(epochs, validation):
    network, run = train_by(1e6, epochs, validation=validation)
    before = [array.copy() for array in network.state()]
    with pytest.raises(DivergedError, match="At the end the loss is"):
        list(run)
    assert run.progress < 1, "the last step is not called done"
    for array, saved in zip(network.state(), before, strict=True):
        np.testing.assert_array_equal(array, saved)
    run.settings.learning_rate = 0.1
    list(run)
    assert run.progress == 1


def test_without_validation_the_best_are_those_of_the_smallest_running_loss():
    network, run = train_by(0.1, 100, batch_size=20)
    learned = [m.loss for m in itertools.islice(run, 200)]
    run.settings.learning_rate = 1e6
    with pytest.raises(DivergedError):
        list(run)
    assert evaluate(network, DATA).loss < 1.1 * np.mean(learned[-20:])


def test_nan_ruins_neither_average_nor_moments():
    run, _ = begun(ema_decay=0.99, optimiser="adam")
    run.optimiser.means[0][:] = np.nan
    explode(run, 1e-2)
    for array in (*run.ema.network.state(), *run.optimiser.means, *run.optimiser.squares):
        assert np.isfinite(array).all()


@pytest.mark.parametrize("initialiser", INITIALISERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_nothing_that_learns_is_stopped(initialiser, activation):
    for optimiser, rate in RATES.items():
        more = {"optimiser": optimiser, "learning_rate": rate, "epochs": 4}
        more |= {"initialiser": initialiser, "activation": activation}
        assert len(list(Run(Experiment(**SMALL.as_dict() | more), DATA))) == 60


@pytest.mark.parametrize(
    "more",
    [
        {"batch_size": 1, "epochs": 1},
        {"batch_size": 60_000},
        {"label_smoothing": 0.5},
        {"hidden_layers": ("conv2", "pool", "norm"), "epochs": 1},
        {"hidden_layers": (12, "norm", 12, "norm", "drop50"), "batch_size": 300, "epochs": 1},
    ],
)
def test_nor_in_other_ways_of_learning(more):
    for initialiser in ("he", "uniform_positive"):
        list(Run(Experiment(**SMALL.as_dict() | more | {"initialiser": initialiser}), DATA))


def guard():
    network = Network.create([4, 10], np.random.default_rng(0))
    return Guard(network, EarlyStopping())


def watch(losses, images=64):
    watching = guard()
    for loss in losses:
        watching.check_step(loss, images, 0.1)


@pytest.mark.parametrize(
    "losses",
    [
        [2.3, 1e30, *[1.0] * 200],
        [2.3, *[1e5] * 30, *[0.5] * 200],
        [5000.0, *[20_000.0] * 200],
        [2.3, *[15.0] * 500],
    ],
)
def test_wild_batches_and_weights_that_started_too_large_are_borne(losses):
    watch(losses)


@pytest.mark.parametrize(
    "losses", [[2.3, *[30.0] * 200], [5000.0, *[1e6] * 70], [2.3, float("inf")]]
)
def test_what_is_far_for_long_is_not(losses):
    with pytest.raises(DivergedError):
        watch(losses)


def test_the_running_loss_by_hand():
    watching, start = guard(), np.log(10)  # the loss if all ten classes are found equally likely
    watching.check_step(0.5, 64, 0.1)
    assert watching.limit == pytest.approx(10 * start)
    assert watching.running == pytest.approx(0.9 * start + 0.1 * 0.5)
    before = watching.running
    watching.check_step(1e9, 32, 0.1)  # counts as twice the limit, and half, by its few images
    assert watching.running == pytest.approx(0.95 * before + 0.05 * 20 * start)
    before = watching.running
    watching.check_step(0.5, 640, 0.1)  # many images count no more than 64
    assert watching.running == pytest.approx(0.9 * before + 0.1 * 0.5)


def test_one_class_is_guarded_as_two():
    watching = Guard(Network.create([4, 1], np.random.default_rng(0)), EarlyStopping())
    watching.check_step(0.0, 64, 0.1)
    assert watching.limit == pytest.approx(10 * np.log(2))


def test_fifty_steps_in_a_row_are_too_many():
    watching = guard()
    watching.check_step(2.3, 64, 0.1)
    watching.running = 1e6  # stays above the limit for long
    for _ in range(49):
        watching.check_step(2 * watching.limit, 64, 0.1)
    with pytest.raises(DivergedError, match=r"for 50 steps now: a learning rate of 0\.1 .* 0\.01,"):
        watching.check_step(2 * watching.limit, 64, 0.1)


def test_a_validation_loss_at_the_limit_is_not_the_best():
    watching = guard()
    watching.check_step(2.3, 64, 0.1)
    assert watching.check_validation(watching.limit) == np.inf
    assert watching.check_validation(0.99 * watching.limit) == 0.99 * watching.limit
    with pytest.raises(DivergedError, match="validation loss is nan"):
        watching.check_validation(float("nan"))


def test_a_single_image_that_is_right_by_chance_does_not_hide_it():
    with pytest.raises(DivergedError):
        watch([2.3, *[1e5, 0.0, 1e5] * 500], images=1)


def test_a_loss_that_is_no_number_is_told():
    network, run = train_by(0.1, 100, batch_size=20)
    next(run)
    network.dense[0].W[:] = np.nan
    with pytest.raises(DivergedError, match=r"^The loss is nan"):
        list(run)


def test_patience_begins_anew_after_a_divergence():
    network = Network.create([784, 12, 10], np.random.default_rng(0), "tanh")
    sgd, rng = SGD(network.parameters()), np.random.default_rng(1)
    stopping = EarlyStopping(patience=3)
    run = Training(network, DATA, sgd, Settings(0.1, 20, 10), rng, DATA, early_stopping=stopping)
    list(itertools.islice(run, 10))
    stopping.waited = 2
    run.settings.learning_rate = 1e6
    with pytest.raises(DivergedError):
        list(run)
    assert stopping.waited == 0


def test_unguarded_it_goes_on():
    network = Network.create([784, 12, 10], np.random.default_rng(0), "tanh")
    sgd, rng = SGD(network.parameters()), np.random.default_rng(1)
    work = train(network, DATA, sgd, Settings(1e6, 20, 10), rng, stop_on_divergence=False)
    assert len(list(work)) == 200


def test_when_the_last_step_is_told_the_weights_to_keep_are_there():
    run = Run(Experiment(**SMALL.as_dict() | {"ema_decay": 0.9, "epochs": 1}), DATA)
    while run.progress < 1:
        run.advance()
    for array, mean in zip(run.network.state(), run.ema.network.state(), strict=True):
        np.testing.assert_array_equal(array, mean)
