"""The Python side of "Share": the texts, what is said of them, and the comparison in words."""

import ast
import json

import pytest

from pycore import DataError, Experiment, ExperimentError, Run
from pycore.files.curve import Curve
from pycore.files.url import read_experiment
from tests.core.helpers import blobs
from web import share
from web.python.evaluation import on_test_set
from web.python.runs import ActiveRun
from web.python.session import TRAIN, Session
from web.share import beside, notes, texts

SITE = {"page": "https://host.example/a/", "wheel": "https://host.example/a/p-1-py3-none-any.whl"}
SETTINGS = Experiment(images=500, hidden_layers=(8,), batch_size=50, epochs=2, seed=3).as_dict()


@pytest.fixture
def session():
    return Session()


def begin(session, steps=20, **changed):
    experiment = Experiment.from_dict(SETTINGS | changed)
    run = Run(experiment, blobs(600))
    session.begin(TRAIN, ActiveRun(run, on_test_set(run.network), Curve(experiment)))
    go_on(session, steps)


def go_on(session, steps):
    for _ in range(steps):
        session.runs[TRAIN].curve.add(next(session.run))


def file_of(session, **changed):
    return json.dumps(session.runs[TRAIN].curve.as_dict() | changed).encode()


def words(session):
    return share.apart(session)["words"]


def copies(session, **changed):
    return share.copies(session, SETTINGS | changed, SITE)


def test_the_texts_are_of_the_settings_as_long_as_there_is_no_run(session):
    found = copies(session, seed=9)
    assert read_experiment(found["address"])[0] == Experiment.from_dict(SETTINGS | {"seed": 9})
    assert found["notes"] == notes.NOTHING_YET
    assert (
        found["command"]
        == f'python -m pycore train "{texts.link(found["address"], SITE)}" --data mnist.npz\n'
    )
    assert f"{SITE['page']}#{found['address']}" in found["script"]
    with pytest.raises(ExperimentError):
        copies(session, seed=-1)


def test_the_script_says_all_that_the_experiment_is(session):
    script = copies(session, hidden_layers=[128, 64], images=60_000, learning_rate=1e-5)["script"]
    assert "images=60_000,\n    hidden_layers=(128, 64),\n" in script
    calls = [node for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Call)]
    [call] = [node for node in calls if getattr(node.func, "id", "") == "Experiment"]
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    wanted = SETTINGS | {"images": 60_000, "learning_rate": 1e-5}
    assert given == wanted | {"hidden_layers": (128, 64)}


def test_the_notebook_is_one(session):
    notebook = json.loads(copies(session)["notebook"])
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert ids == ["about", "install", "data", "experiment", "train", "test"]
    assert "".join(notebook["cells"][1]["source"]) == f"%pip install {SITE['wheel']}"


def test_the_texts_are_of_the_run_on_the_screen(session):
    begin(session, 3)
    session.run.change(epochs=7)  # more of the same: it counts from the start
    found = copies(session, epochs=7)
    wanted = Experiment.from_dict(SETTINGS | {"epochs": 7})
    assert read_experiment(found["address"])[0] == wanted
    assert found["notes"] == notes.THE_RUN
    found = copies(session, seed=4, images=1_000)
    assert read_experiment(found["address"])[0] == wanted
    assert found["notes"] == f"{notes.THE_RUN} They do not have the changes that wait for Reset."


def test_it_is_said_when_the_run_cannot_be_had_again(session):
    begin(session, 3)
    session.run.change(learning_rate=0.01, l2=0.1)
    found = copies(session)
    assert (
        "weight decay and learning rate changed. These copies use the present settings"
        in found["notes"]
    )
    assert notes.THE_RUN not in found["notes"]
    assert read_experiment(found["address"])[0].learning_rate == 0.01


def test_the_same_run_is_said_to_be_the_same(session):
    begin(session)
    held = share.hold(session, file_of(session), "my.json")
    assert held["here"]
    assert held["settings"] == SETTINGS
    assert held["training"]["step"] == list(range(1, 21))
    assert words(session) == (
        "Same package, same seed, same curve. Over 20 steps the losses differ by at most 0, "
        "the validation accuracies by at most 0 points."
    )


def test_a_small_difference_is_measured_and_a_larger_one_explained(session):
    begin(session)
    losses = session.runs[TRAIN].curve.training.loss
    almost = [loss + (2.34e-6 if i == 7 else 0) for i, loss in enumerate(losses)]
    columns = session.runs[TRAIN].curve.training.as_dict()
    share.hold(session, file_of(session, training=columns | {"loss": almost}), "my.json")
    assert "same curve. Over 20 steps the losses differ by at most 0.0000023" in words(session)
    worse = [loss + 0.25 for loss in losses]
    share.hold(session, file_of(session, training=columns | {"loss": worse}), "my.json")
    assert "same seed. Over 20 steps the losses differ by at most 0.25" in words(session)
    assert "different orders" in words(session)


def test_another_experiment_and_an_altered_run_are_not_the_same(session):
    begin(session)
    file = file_of(session)
    begin(session, seed=4, optimiser="sgd", epochs=9)
    assert not share.hold(session, file, "my.json")["here"]
    assert words(session).startswith("Another experiment: optimiser and seed differ. Over 20")
    begin(session, schedule="cosine")
    file = file_of(session)
    begin(session, schedule="cosine", epochs=9)  # a schedule looks ahead to the end
    assert not share.hold(session, file, "my.json")["here"]
    begin(session)
    file = file_of(session)
    begin(session, 5)
    assert share.hold(session, file, "my.json")["here"]
    session.run.change(batch_size=10)
    session.run.change(batch_size=50)
    go_on(session, 5)
    assert words(session).startswith(
        "Not the same run: batch size changed during training. Over 10"
    )


def test_without_a_run_there_is_nothing_to_compare(session):
    begin(session)
    file = file_of(session)
    session.drop(TRAIN)
    assert not share.hold(session, file, "my.json")["here"]
    assert words(session) == "There is nothing to compare yet. Press Train."


def test_a_file_that_is_no_curve_is_refused_and_what_was_held_stays(session):
    begin(session)
    share.hold(session, file_of(session), "my.json")
    with pytest.raises(DataError, match=r"picture\.png: not a curve written by pycore"):
        share.hold(session, b"\x89PNG", "picture.png")
    assert "same curve" in words(session)
    share.let_go(session)
    assert session.state(share.Held).curve is None


def test_who_made_it_in_words():
    made_by = {"Python": "3.13.5", "NumPy": "2.4.6", "pycore": "0.1.0", "on": "Linux x86_64"}
    assert beside.who(made_by) == "Python 3.13.5, NumPy 2.4.6, pycore 0.1.0 on Linux x86_64"
    assert beside.who({}) == "an unknown program"


def test_a_notebooks_script_says_its_sides():
    address = "notebooks/003?v=1&rows=1000&seed=2"
    script = share.notebook_copies(None, address, SITE)["script"]
    ast.parse(script)
    assert f"{SITE['page']}#{address}" in script
    assert '"as written": {"' in script
    assert '"as meant": set(),' in script
    assert 'NOTEBOOKS["003"].run(train, test, switches, rows=1_000, seed=2)' in script
