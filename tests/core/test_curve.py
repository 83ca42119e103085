"""A curve goes into a file and comes back; what is no such file is refused with the reason."""

import json

import pytest

from pycore import DataError, Experiment, Run
from pycore.files.curve import MOST_BYTES, MOST_POINTS, Curve, Points, compare
from tests.core.helpers import blobs

SMALL = Experiment(images=500, hidden_layers=(8,), batch_size=50, epochs=2, seed=3)


def run_of(experiment=SMALL):
    run = Run(experiment, blobs(600))
    curve = Curve(run.experiment)
    for metrics in run:
        curve.add(metrics)
    return curve


def content(**changed):
    return json.dumps(run_of().as_dict() | changed).encode()


def test_it_comes_back_as_it_was(tmp_path):
    curve = run_of()
    curve.save(tmp_path / "curve.json")
    back = Curve.read((tmp_path / "curve.json").read_bytes())
    assert back.as_dict() == curve.as_dict()
    assert back.experiment == SMALL
    assert back.training.step == list(range(1, 21))
    assert back.validation.step == [3, 5, 8, 10, 13, 15, 18, 20]
    assert list(back.made_by) == ["Python", "NumPy", "pycore", "on"]


def test_a_training_that_exploded_can_be_read_again():
    curve = Curve(SMALL)
    for step, loss in enumerate([2.3, 1e31, float("inf"), float("nan"), -float("inf"), 2.5], 1):
        curve.training.add(step, loss, 0.1)
    back = Curve.read(json.dumps(curve.as_dict()).encode())
    assert (back.training.step, back.training.loss) == ([1, 6], [2.3, 2.5])


def test_the_same_experiment_gives_the_same_curve_and_another_does_not():
    curve = run_of()
    assert compare(curve.training, run_of().training) == (20, 20, 0, 0)
    assert compare(curve.validation, run_of().validation) == (8, 20, 0, 0)
    other = run_of(Experiment(**SMALL.as_dict() | {"hidden_layers": (8,), "seed": 4}))
    assert compare(curve.training, other.training).loss > 0.01


def test_curves_are_compared_where_both_have_points():
    one, other = Points(), Points()
    for step in (1, 2, 3):
        one.add(step, step, 0.5)
    for step in (2, 3, 4):
        other.add(step, step + step / 8, 0.25)
    assert compare(one, other) == (2, 3, 0.375, 0.25)
    assert compare(one, Points()) == (0, 0, 0, 0)


def test_a_long_run_keeps_every_second_fourth_and_so_on():
    points = Points()
    for step in range(1, 3 * MOST_POINTS + 1):
        points.add(step, 1, 1)
    assert points.step == list(range(1, 3 * MOST_POINTS + 1, 4))
    assert len(points.loss) == len(points.accuracy) == len(points.step)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (b"", "not a curve written by pycore"),
        (b"\x89PNG\r\n", "not a curve written by pycore"),
        (b"[" * 100_000, "not a curve written by pycore"),
        (b'{"a":' * 100_000, "not a curve written by pycore"),
        (b"1" * 10_000, "not a curve written by pycore"),
        (b"[1, 2]", "or one of another version"),
        (b'{"format": "pycore curve 2"}', "or one of another version"),
        (b" " * (MOST_BYTES + 1), "larger than a curve can be"),
        (content(address=7), "does not say of which experiment"),
        (content(address="train?v=1&layers=999999"), "no experiment that can be run. layers=999"),
        (content(training=None), "training: has not the three columns"),
        (content(validation={"step": [1], "loss": [1]}), "validation: has not the three columns"),
        (content(training={"step": [1], "loss": [], "accuracy": []}), "unlike lengths"),
        (
            content(training={key: [1] * 2_001 for key in ("step", "loss", "accuracy")}),
            "unlike lengths, or longer than 2,000",
        ),
        (
            content(training={"step": [2, 2], "loss": [1, 1], "accuracy": [1, 1]}),
            "point 2: steps must be whole numbers that grow",
        ),
        (
            content(training={"step": [True], "loss": [1], "accuracy": [1]}),
            "point 1: steps must be whole",
        ),
        (
            content(training={"step": [1], "loss": [float("nan")], "accuracy": [1]}),
            "point 1: no loss and accuracy",
        ),
        (
            content(training={"step": [1], "loss": [10**400], "accuracy": [1]}),
            "point 1: no loss and accuracy",
        ),
        (
            content(training={"step": [1], "loss": ["<b>"], "accuracy": [1]}),
            "point 1: no loss and accuracy",
        ),
        (
            content(training={"step": [1], "loss": [1], "accuracy": [1.5]}),
            "point 1: no loss and accuracy",
        ),
    ],
)
def test_what_is_no_curve_is_refused_with_the_reason(wrong, said):
    with pytest.raises(DataError, match=said):
        Curve.read(wrong, "my.json")


def test_who_made_it_is_but_a_few_short_words():
    made_by = {"Python": "3.99" * 100, "on": ["a", 1], "__proto__": "x"}
    assert Curve.read(content(made_by=made_by)).made_by == {
        "Python": ("3.99" * 100)[:40],
        "on": "['a', 1]",
    }
    assert Curve.read(content(made_by=None)).made_by == {}


def test_a_run_knows_what_was_altered_on_its_way():
    run = Run(SMALL, blobs(600))
    run.change(learning_rate=0.01)  # before the first step: as if set from the start
    assert run.changed_settings == set()
    assert run.current_experiment == Experiment(
        **SMALL.as_dict() | {"learning_rate": 0.01, "hidden_layers": (8,)}
    )
    next(run)
    run.change(learning_rate=0.01, epochs=5)  # nothing new, and more of the same
    assert run.changed_settings == set()
    run.change(batch_size=10)
    assert run.changed_settings == {"batch_size"}
    for _ in range(60):
        next(run)
    run.change(epochs=1)  # more are done already
    assert run.changed_settings == {"batch_size", "epochs"}
