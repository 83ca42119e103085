"""The Python side of the views "Notebooks" and "Race", as the worker drives it."""

from pathlib import Path

import numpy as np
import pytest

from pycore import Dataset, Experiment, ExperimentError
from pycore.notebooks import NOTEBOOKS
from web import runs
from web.python.session import Session
from web.runs.sources import STEPS

SETTINGS = Experiment(hidden_layers=(8,), epochs=2).as_dict()


@pytest.fixture(scope="module")
def session():
    rng = np.random.default_rng(0)
    labels = np.arange(1_000).astype(np.uint8) % 10
    images = rng.integers(0, 60, (1_000, 28, 28)).astype(np.uint8)
    for digit in range(10):
        images[labels == digit, 2 * digit : 2 * digit + 3] += 120
    data = Dataset(images, labels)
    test_set = data.take(slice(0, 200))
    session = Session()
    session.pool, session.parts, session.test_set = data, {0}, test_set
    return session


def spec(number="002", **more):
    return {"number": number, "switches": [], "rows": 300, "heldOut": 50, "seed": 1} | more


def finish(session, lane):
    """Train and judge a lane to its end, in slices."""
    run = session.runs[lane]
    slices = [run.train_for(5, 3)]
    while not slices[-1]["done"] and not slices[-1]["failure"]:
        slices.append(run.train_for(5, 3))
    figures = None
    while figures is None:
        figures = session.evaluate_for(lane, 5, False).figures
    return slices, figures


def test_contents_tell_everything_of_the_five(session):
    chapters = runs.contents(session)
    assert [chapter["number"] for chapter in chapters] == list(NOTEBOOKS)
    for chapter, notebook in zip(chapters, NOTEBOOKS.values(), strict=True):
        assert {each["name"] for each in chapter["switches"] if each["as_written"]} == set(
            chapter["asWritten"]
        )
        assert chapter["plan"]["steps"] == notebook.plan.steps
        assert chapter["printed"]["accuracy"]["step"] == [step for step, _ in notebook.printed]


@pytest.mark.parametrize("number", NOTEBOOKS)
def test_the_code_of_each_step_is_in_its_file_at_its_line(session, number):
    chapter = next(each for each in runs.contents(session) if each["number"] == number)
    assert set(chapter["lines"]) == {"start", *STEPS}
    for place in chapter["lines"].values():
        file = Path("pycore", place["file"]).read_text(encoding="utf-8").splitlines()
        assert file[place["line"] - 1].strip() == place["code"].splitlines()[0].strip()


def test_a_lane_gives_the_curve_of_the_notebook_whatever_its_slices(session):
    notebook = NOTEBOOKS["002"]
    begun = runs.begin(session, "a", spec(switches=sorted(notebook.as_written), steps=10))
    assert begun["steps"] == 10
    slices, figures = finish(session, "a")
    run = notebook.run(
        session.pool,
        session.test_set,
        notebook.as_written,
        rows=300,
        held_out=50,
        steps=10,
        seed=1,
    )
    curve = list(run)
    assert [loss for each in slices for loss in each["metrics"]["loss"]] == [m.loss for m in curve]
    assert all(len(each["metrics"]["step"]) <= 3 for each in slices)
    assert figures["test"] == run.figures().test._asdict()
    assert figures["train"]["truth"] == run.figures().train.truth
    session.drop("a")
    assert session.runs == {}


def test_fewer_rows_hold_fewer_out(session):
    assert runs.plan(session, {"number": "003", "switches": [], "rows": 840})["heldOut"] == 3_360
    assert runs.plan(session, {"number": "003", "switches": []})["missing"] == list(range(1, 9))


def test_at_most_shortens_and_never_prolongs(session):
    assert runs.plan(session, spec("000", atMost=7))["steps"] == 7
    assert runs.plan(session, spec("000", atMost=1_000))["steps"] == 100


@pytest.mark.parametrize(
    ("field", "value"),
    [("rows", 99), ("rows", 60_001), ("rows", float("nan")), ("steps", 0), ("steps", 1.5),
     ("seed", -1), ("atMost", 0)],
)  # fmt: skip
def test_what_cannot_be_is_told_by_its_field(session, field, value):
    with pytest.raises(ExperimentError) as caught:
        runs.plan(session, spec(**{field: value}))
    assert caught.value.field == field


def test_a_loss_that_is_nan_ends_only_a_guarded_run(session):
    wild = spec("000", switches=sorted({*NOTEBOOKS["000"].as_written, "softmax-slope"}), steps=3)
    runs.begin(session, "wild", wild)
    slices, _ = finish(session, "wild")
    losses = [loss for each in slices for loss in each["metrics"]["loss"]]
    assert len(losses) == 3
    assert np.isnan(losses[-1])
    assert slices[-1]["failure"] is None


def test_ones_own_network_learns_from_the_same_rows(session):
    own = spec("own", own=SETTINGS)
    assert runs.begin(session, "own", own)["layers"] == [784, 8, 10]
    runs.begin(session, "five", spec("004"))
    both = [session.runs[name].training for name in ("own", "five")]
    for mine, theirs in zip(*(run.sets[:2] for run in both), strict=True):
        assert np.array_equal(mine.indices, theirs.indices)
    slices, figures = finish(session, "own")
    assert slices[-1]["step"] == 2 * -(-300 // 64)
    assert figures["held_out"]["truth"] == figures["held_out"]["said"]


def test_ones_own_may_be_convolutional_with_all_that_is_set(session):
    more = {"hidden_layers": ["conv2", "pool", 8], "augment": "affine", "ema_decay": 0.9}
    more |= {"schedule": "cosine", "label_smoothing": 0.1, "patience": 99}
    looks = runs.begin(session, "own", spec("own", own=SETTINGS | more))
    run = session.runs["own"].training
    assert looks["parameters"] == run.network.parameter_count
    assert (run.settings.schedule, run.settings.label_smoothing) == ("cosine", 0.1)
    assert (run.ema.decay, run.early_stopping.patience) == (0.9, 99)
    curves = [finish(session, "own")[0]]
    runs.begin(session, "own", spec("own", own=SETTINGS | more | {"augment": "none"}))
    curves.append(finish(session, "own")[0])
    first, other = (
        [loss for each in curve for loss in each["metrics"]["loss"]] for curve in curves
    )
    assert len(first) == len(other) == 2 * -(-300 // 64)
    assert first != other


def test_the_race_has_the_five_twice_keras_and_ones_own(session):
    found = runs.entrants(session)
    assert len(found["entrants"]) == 12
    assert len({each["label"] for each in found["entrants"]}) == 12
    assert found["published"]["heldOut"] == 0.9055


@pytest.mark.parametrize(
    "address",
    [
        "notebooks/002?v=1",
        "notebooks/002?v=1&switches=low-rate,overflow&rows=300&steps=5&seed=9",
        "notebooks/003?v=1&switches=",
        "race?v=1",
        "race?v=1&rows=1000&steps=20&seed=3&layers=64,32&rate=0.01&batch=32",
    ],
)
def test_an_address_is_read_and_written_back(session, address):
    asked = runs.read_address(session, f"#{address}")
    assert list(asked["remarks"]) == []
    number = "own" if address.startswith("race") else address[10:13]
    assert runs.write_address(session, asked["settings"] | {"number": number}) == address


def test_what_an_address_of_a_race_says_wrongly_is_told(session):
    asked = runs.read_address(session, "#race?rows=1e9&layers=x&what=1")
    assert asked["settings"]["rows"] == 60_000
    assert asked["settings"]["own"]["hidden_layers"] == [200]
    assert len(asked["remarks"]) == 3


def test_what_is_said_of_rates_of_small_sets_and_of_a_surprising_result(session):
    chapters = {chapter["number"]: chapter for chapter in runs.contents(session)}
    assert chapters["002"]["rates"] == "0.1 as meant, 0.01 as written (switch low-rate)"
    assert chapters["004"]["lesson"] == NOTEBOOKS["004"].lesson != ""
    runs.begin(session, "few", spec("002", heldOut=24, steps=1))
    _, figures = finish(session, "few")
    assert [figures[name]["images"] for name in figures] == [300, 24, 200]
