import numpy as np
import pytest

from pycore import DataError, DivergedError, Experiment, ExperimentError, Run
from pycore.dataset import Dataset
from tests.core.helpers import blobs

SMALL = Experiment(images=500, hidden_layers=(16,), batch_size=50, epochs=2)
DATA = blobs(5_000)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"images": 99}, "images"),
        ({"images": 60_001}, "images"),
        ({"images": 1000.5}, "images"),
        ({"images": True}, "images"),
        ({"learning_rate": float("nan")}, "learning_rate"),
        ({"learning_rate": float("inf")}, "learning_rate"),
        ({"learning_rate": 0}, "learning_rate"),
        ({"learning_rate": "<img onerror=alert(1)>"}, "learning_rate"),
        ({"batch_size": 0}, "batch_size"),
        ({"epochs": 10**9}, "epochs"),
        ({"l2": -1}, "l2"),
        ({"seed": -1}, "seed"),
        ({"activation": "step"}, "activation"),
        ({"optimiser": None}, "optimiser"),
        ({"initialiser": "zeros"}, "initialiser"),
        ({"hidden_layers": (0,)}, "hidden_layers"),
        ({"hidden_layers": (999_999,)}, "hidden_layers"),
        ({"hidden_layers": (4096, 4096)}, "hidden_layers"),
        ({"hidden_layers": (1,) * 21}, "hidden_layers"),
        ({"hidden_layers": "128"}, "hidden_layers"),
        ({"hidden_layers": ("swish",)}, "hidden_layers"),
        ({"hidden_layers": (float("nan"),)}, "hidden_layers"),
        ({"hidden_layers": (16.5,)}, "hidden_layers"),
        ({"hidden_layers": (64, "conv8")}, "hidden_layers"),
        ({"hidden_layers": ("conv256", "conv256x9")}, "hidden_layers"),
        ({"label_smoothing": 0.9}, "label_smoothing"),
        ({"ema_decay": 1}, "ema_decay"),
        ({"patience": 1.5}, "patience"),
        ({"schedule": "hope"}, "schedule"),
        ({"augment": "mirror"}, "augment"),
        ({"__proto__": 1}, "__proto__"),
    ],
)
def test_a_bad_value_is_refused_in_a_sentence_that_names_the_field(changes, field):
    with pytest.raises(ExperimentError) as error:
        Experiment.from_dict(changes)
    assert error.value.field == field
    assert str(error.value).endswith(".")


def test_an_experiment_survives_the_way_through_plain_values():
    experiment = Experiment(images=1000, hidden_layers=(30, 20), activation="tanh", l2=0.01)
    assert Experiment.from_dict(experiment.as_dict()) == experiment
    assert Experiment.from_dict({}) == Experiment()
    layers = ["conv8", "pool", "norm", 64, "drop50"]
    deep = Experiment(hidden_layers=tuple(layers), schedule="cosine", ema_decay=0.99, patience=4)
    assert deep.as_dict()["hidden_layers"] == layers
    assert Experiment.from_dict(deep.as_dict()) == deep


def test_a_former_name_of_a_setting_is_read():
    assert Experiment.from_dict({"average": 0.9}) == Experiment(ema_decay=0.9)


def test_layers_are_understood_as_people_write_them():
    written = (" Conv 16 × 5", "POOL", "norm", "64", "drop 30")
    experiment = Experiment(hidden_layers=written)
    assert experiment.hidden_layers == ("conv16x5", "pool", "norm", 64, "drop30")
    dense = (14 * 14 * 16 + 1) * 64 + 65 * 10
    assert experiment.parameter_count == 26 * 16 + 2 * 16 + dense


@pytest.mark.parametrize(
    ("images", "training", "validation", "parts"),
    [(1_000, 1_000, 100, 1), (5_000, 5_000, 500, 2), (50_000, 50_000, 5_000, 11),
     (55_000, 55_000, 5_000, 12), (60_000, 55_000, 5_000, 12)],
)  # fmt: skip
def test_how_many_images_are_drawn(images, training, validation, parts):
    experiment = Experiment(images=images)
    assert experiment.training_images == training
    assert experiment.validation_images == validation
    assert experiment.shards == parts


def test_the_parameters_are_counted_before_they_are_made():
    run = Run(SMALL, DATA)
    assert run.network.parameter_count == SMALL.parameter_count


def test_ten_million_parameters_are_the_limit():
    assert Experiment(hidden_layers=(1008, 1992, 3594)).parameter_count == 10_000_000
    with pytest.raises(ExperimentError, match="10,000,001 parameters; 10,000,000 is the limit"):
        Experiment(hidden_layers=(1003, 1909, 3800))


def test_training_and_validation_images_are_apart():
    images = np.zeros((5_000, 28, 28), np.uint8)
    images[:, 0, 0], images[:, 0, 1] = np.arange(5_000) % 256, np.arange(5_000) // 256
    run = Run(SMALL, Dataset(images, DATA.labels))
    train, validation = (
        set(map(tuple, data.take(slice(None)).images[:, 0, :2]))
        for data in (run.data, run.validation)
    )
    assert (len(train), len(validation)) == (500, 50)
    assert not train & validation


def test_a_run_is_a_function_of_its_experiment():
    first, again = list(Run(SMALL, DATA)), list(Run(SMALL, DATA))
    assert first == again
    other = list(Run(Experiment.from_dict(SMALL.as_dict() | {"seed": 1}), DATA))
    assert [m.loss for m in other] != [m.loss for m in first]


def test_raising_the_epochs_goes_on_as_if_they_had_been_asked_for():
    run = Run(SMALL, DATA)
    losses = [m.loss for m in run]
    assert run.progress == 1
    assert list(run) == []
    run.change(epochs=4)
    assert run.progress == 0.5
    losses += [m.loss for m in run]
    four = Experiment.from_dict(SMALL.as_dict() | {"epochs": 4})
    assert losses == [m.loss for m in Run(four, DATA)]


def test_only_the_live_settings_change_and_are_checked():
    run = Run(SMALL, DATA)
    with pytest.raises(ExperimentError, match="can't change while"):
        run.change(seed=3)
    with pytest.raises(ExperimentError, match="Learning rate must be"):
        run.change(epochs=9, learning_rate=float("nan"))
    assert run.settings.epochs == 2, "nothing is changed unless everything is right"


def test_after_divergence_a_smaller_rate_goes_on_to_the_end():
    run = Run(Experiment.from_dict(SMALL.as_dict() | {"optimiser": "sgd"}), DATA)
    next(run)
    run.change(learning_rate=1e8)
    with pytest.raises(DivergedError):
        list(run)
    stopped = run.last.images
    assert 0 < stopped < 1000
    run.change(learning_rate=0.1)
    rest = list(run)
    assert rest[0].images == stopped + 50
    assert rest[-1].images == 1000
    assert np.isfinite(rest[-1].loss)


def test_too_little_data_is_said():
    with pytest.raises(DataError, match="needs 550 images, 100 are there"):
        Run(SMALL, blobs(100))


def test_a_convolutional_network_learns_and_its_run_is_the_seeds():
    deep = Experiment(
        images=500,
        hidden_layers=("conv4x5", "pool", "norm", 16, "drop20"),
        batch_size=50,
        epochs=3,
        learning_rate=0.01,
        optimiser="adamw",
        schedule="cosine",
        augment="affine",
        label_smoothing=0.05,
        ema_decay=0.9,
    )
    curves = [[(m.loss, m.validation_accuracy) for m in Run(deep, DATA)] for _ in range(2)]
    assert curves[0] == curves[1]
    assert curves[0][-1][1] > 0.8


@pytest.mark.parametrize(
    "change",
    [
        {"schedule": "cosine"},
        {"schedule": "step"},
        {"label_smoothing": 0.2},
        {"augment": "handwriting"},
        {"optimiser": "adamw", "l2": 1.0},
        {"optimiser": "nesterov"},
    ],
)
def test_each_setting_reaches_the_training(change):
    plain, other = Run(SMALL, DATA), Run(Experiment(**SMALL.as_dict() | change), DATA)
    losses = [[m.loss for m in run] for run in (plain, other)]
    assert losses[0] != losses[1]


def test_under_a_schedule_another_length_is_another_run():
    for schedule, altered in (("constant", set()), ("cosine", {"epochs"})):
        run = Run(Experiment(**SMALL.as_dict() | {"schedule": schedule}), DATA)
        next(run)
        run.change(epochs=5)
        assert run.changed_settings == altered


def test_a_setting_that_is_none_is_told_by_its_first_letters():
    with pytest.raises(ExperimentError, match=f"There is no setting '{'abcde' * 8}'"):
        Experiment.from_dict({"abcde" * 9: 1})


@pytest.mark.parametrize(("steps", "changed"), [(10, set()), (11, {"epochs"})])
def test_epochs_that_are_past_can_not_be_taken_back(steps, changed):
    run = Run(SMALL, DATA)
    for _ in range(steps):  # ten are an epoch
        next(run)
    run.change(epochs=1)
    assert run.changed_settings == changed


def test_a_layer_that_is_none_is_told_by_its_first_letters():
    with pytest.raises(ExperimentError, match=f"'{'abcdefgh' * 3}' is no layer"):
        Experiment.from_dict({"hidden_layers": ("abcdefgh" * 4,)})
    with pytest.raises(ExperimentError, match=f'"b\'{"z" * 22}" is no layer'):
        Experiment.from_dict({"hidden_layers": (b"z" * 40,)})
