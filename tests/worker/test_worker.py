"""The worker's answers: who reads, when it is not sure, and what is said of a run."""

from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest

from pycore import Experiment, Network
from pycore.doubt import SEEN, SURE
from pycore.sampling import SHARD_SIZE
from tests.core.helpers import blobs, idx
from web import worker
from web.python.evaluation import on_test_set
from web.python.runs import ActiveRun
from web.python.session import TRAIN

INK = np.zeros((280, 280), np.uint8)
INK[60:220, 130:150] = 255
SETTINGS = Experiment(images=500, hidden_layers=(8,), batch_size=50, epochs=1).as_dict()


@pytest.fixture(autouse=True)
def session(monkeypatch):
    session = worker.Session()
    session.shipped = reader({3: 1.0})
    monkeypatch.setattr(worker, "session", session)
    return session


def reader(probs):
    """A network that is always of this opinion; what is not told goes to the other digits."""
    rest = (1 - sum(probs.values())) / (10 - len(probs))
    row = np.array([probs.get(digit, rest) for digit in range(10)], np.float32)
    return SimpleNamespace(predict=lambda X: np.tile(row, (len(X), 1)))


def own(session, network):
    """The visitor's own network."""
    session.begin(TRAIN, ActiveRun(SimpleNamespace(network=network), on_test_set(network)))


@pytest.fixture
def images():
    data = blobs(SHARD_SIZE)
    assert worker.add_part(0, idx(data.images), idx(data.labels)) is None


def predict(which="shipped"):
    found = worker.predict(INK.ravel(), which)
    return found["digit"], found["second"], found["by"]


def test_a_sure_answer_names_a_digit_and_a_second_one_where_it_is_close(session):
    session.shipped = reader({4: 0.71, 9: 0.25})
    assert predict() == (4, 9, "small")
    session.shipped = reader({4: 0.95, 9: 0.04})
    assert predict() == (4, None, "small")


def test_where_it_is_not_sure_no_digit_is_named_but_what_it_thinks_is_told(session):
    session.shipped = reader({4: SURE - 0.01, 9: 0.4})
    assert predict() == (None, None, "small")
    found = worker.predict(INK.ravel(), "shipped")
    assert found["probabilities"].argmax() == 4
    assert found["image"].shape == (784,)


@pytest.mark.parametrize(
    ("images", "learns", "validates"), [(1_000, 1_000, 100), (60_000, 55_000, 5_000)]
)
def test_it_is_told_how_many_images_are_for_what(images, learns, validates):
    found = worker.check(SETTINGS | {"images": images})
    assert (found["images"], found["validation"]) == (learns, validates)


def test_paper_and_a_dot_are_no_digit():
    dot = np.zeros_like(INK)
    dot[140:148, 140:148] = 255
    for ink, tiny in ((np.zeros_like(INK), False), (dot, True)):
        assert worker.predict(ink.ravel(), "shipped") == {"blank": True, "tiny": tiny}


def beside(*tall):
    """One bar for each, so many pixels tall."""
    ink = np.zeros_like(INK)
    for i, height in enumerate(tall):
        ink[40 : 40 + height, 30 + 60 * i : 50 + 60 * i] = 255
    return ink


def doubt(ink, which="shipped"):
    return worker.predict(ink.ravel(), which)["doubt"]


class OnlyOne:
    """A network that sees a 1 in a single bar, and nothing else."""

    def predict(self, X):
        bars = np.flatnonzero(np.diff((X.reshape(28, 28) > 0).any(axis=0).astype(int)) == 1)
        return reader({1: 0.99} if len(bars) == 1 else {}).predict(X)


def test_why_no_digit_is_named(session):
    session.shipped = OnlyOne()
    assert doubt(beside(160)) == "", "one is named"
    assert doubt(beside(160, 140)) == doubt(beside(160, 160, 160)) == "several"
    assert doubt(beside(160, 60)) == "", "what is so low is no digit beside another"
    own(session, reader({}))
    assert doubt(beside(160), "mine") == "untrained", "the shipped one can read it"
    assert doubt(beside(160, 140), "mine") == "several", "whoever reads"
    session.shipped = reader({})
    assert doubt(beside(160), "mine") == doubt(beside(160, 140), "mine") == "", "nobody can"


def test_the_strong_network_takes_over_and_ones_own_is_doubted_too(session):
    strong = Network.create([784, "conv2", "pool", 10], np.random.default_rng(0))
    strong.dense[0].b[6] = 100
    assert worker.use_strong(saved(strong)) is None
    assert predict() == (6, None, "strong")
    assert predict("mine") == (6, None, "strong"), "there is none yet"
    own(session, reader({}))
    assert predict("mine") == (None, None, "mine")
    assert session.network("shipped") is session.strong, "what is shown at work is what answers"
    assert session.network("mine") is session.run.network


def test_the_small_network_must_see_a_digit_too_but_need_not_be_of_the_same_opinion(session):
    session.strong = reader({6: 0.9})
    session.shipped = reader({8: SEEN})
    assert predict() == (6, None, "strong")
    session.shipped = reader({6: SEEN - 0.01})
    assert predict() == (None, None, "strong")
    assert worker.predict(INK.ravel(), "shipped")["probabilities"].argmax() == 6


def test_a_damaged_strong_network_leaves_the_small_one_in_use():
    answer = worker.use_strong(b"PK, but no more")
    assert answer["error"]["message"].startswith("strong.npz")
    assert predict() == (3, None, "small")


@pytest.mark.usefixtures("images")
def test_new_settings_reach_the_run_and_some_may_change_in_it(session):
    wanted = SETTINGS | {
        "hidden_layers": ["conv2", "pool", 8],
        "augment": "affine",
        "optimiser": "adamw",
        "schedule": "cosine",
        "label_smoothing": 0.1,
        "ema_decay": 0.9,
        "patience": 3,
    }
    assert worker.begin(TRAIN, wanted)["layers"] == [784, "conv2", "pool", 8, 10]
    assert session.run.experiment.as_dict() == wanted
    slice_ = worker.train_for(TRAIN, 0)
    assert slice_["step"] <= 1
    assert not slice_["early"]
    assert "error" not in worker.change(TRAIN, {"label_smoothing": 0.2, "schedule": "step"})
    assert session.run.current_experiment.label_smoothing == 0.2
    assert worker.change(TRAIN, {"patience": 5})["error"]["field"] == "patience"


@pytest.mark.usefixtures("images")
def test_a_run_that_ends_early_says_so():
    worker.begin(
        TRAIN,
        SETTINGS | {"epochs": 1_000, "learning_rate": 1e-8, "optimiser": "sgd", "patience": 1},
    )
    found = worker.train_for(TRAIN, 60_000)
    assert found["done"]
    assert found["early"]
    assert found["epoch"] < 1_000


def test_what_is_no_layer_is_told_at_its_field():
    [wrong] = worker.check(SETTINGS | {"hidden_layers": ["conv16", "pol", 128]})["wrong"]
    assert wrong["field"] == "hidden_layers"
    assert "'pol' is no layer" in wrong["message"]


def test_a_convolutional_network_is_tested_in_pieces(session):
    network = Network.create([784, "conv2", "pool", 10], np.random.default_rng(0))
    own(session, network)
    data = blobs(230)
    worker.add_test_set(idx(data.images), idx(data.labels))
    counts = []
    while not counts or counts[-1]["figures"] is None:
        counts.append(worker.evaluate_for(TRAIN, 1, not counts))
    assert counts[-1]["count"] == counts[-1]["of"] == 230


def saved(network):
    """The bytes of its file."""
    file = BytesIO()
    network.save(file, "int8")
    return file.getvalue()


class Mute(Exception):
    def __str__(self):
        raise ValueError


class Odd(BaseException):
    pass


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (SystemExit(3), "SystemExit", "the code asks Python to exit. Only this call has ended."),
        (KeyboardInterrupt(), "KeyboardInterrupt", "the code interrupts Python. Only this call"),
        (GeneratorExit(), "GeneratorExit", "the code closes a generator. Only this call has ended"),
        (Odd("so"), "Odd", "so"),
        (Mute(), "Mute", "Mute"),
        (MemoryError(), "MemoryError", "Not enough memory. Choose a smaller batch or smaller"),
        (np._core._exceptions._ArrayMemoryError((9,), np.dtype("u1")), "MemoryError", "Not enough"),
    ],
)
def test_whatever_is_raised_comes_back_as_a_sentence(monkeypatch, error, kind, sentence):
    def fail(_session):
        raise error

    monkeypatch.setattr(worker.session, "packages", {"view": SimpleNamespace(fail=fail)})
    found = worker.ask("view", "fail")["error"]
    assert found["type"] == kind
    assert found["message"].startswith(sentence)
    assert found["traceback"].startswith("Traceback (most recent call last)")


def test_a_training_that_diverges_is_not_called_finished_and_goes_on_by_a_smaller_rate(images):
    """Also where it ends soon: after twelve steps at a rate of a million."""
    wild = {"activation": "tanh", "epochs": 4}
    worker.begin(TRAIN, SETTINGS | wild | {"learning_rate": 1e6, "batch_size": 200})
    last = worker.train_for(TRAIN, 60_000)
    assert last["failure"]["type"] == "DivergedError"
    assert "a learning rate of 1e+06 is too large" in last["failure"]["message"]
    assert not last["done"]
    worker.change(TRAIN, {"learning_rate": 1e-2, "epochs": 20})
    last = worker.train_for(TRAIN, 60_000)
    assert last["done"]
    assert last["failure"] is None
    assert last["loss"] < 1


@pytest.mark.usefixtures("images")
def test_runs_go_by_name_and_know_nothing_of_each_other(session):
    for name in (TRAIN, "other"):
        worker.begin(name, SETTINGS)
    alone = worker.train_for("other", 0, 1)
    while not alone["step"]:
        alone = worker.train_for("other", 0, 1)
    assert session.run.last is None
    worker.drop("other")
    assert worker.train_for("other", 0)["error"]["type"] == "KeyError"
    worker.train_for(TRAIN, 60_000, 1)
    assert session.run.last.loss == alone["loss"], "the same experiment"


def test_a_few_samples_come_with_their_labels(session):
    data = blobs(20)
    assert worker.add_samples(idx(data.images), idx(data.labels)) is None
    np.testing.assert_array_equal(session.samples.images, data.images)
    np.testing.assert_array_equal(session.samples.labels, data.labels)


@pytest.mark.parametrize("sizes", [[784, 9], [784, 12], [100, 10]])
def test_a_network_of_another_task_is_refused_by_name(session, sizes):
    network, before = Network.create(sizes, np.random.default_rng(0)), session.shipped
    for open_it, name in ((worker.open_network, "small.npz"), (worker.use_strong, "strong.npz")):
        error = open_it(saved(network))["error"]
        assert (error["type"], error["message"][: len(name)]) == ("DataError", name)
        assert f"has {sizes[0]} inputs and {sizes[-1]} outputs" in error["message"]
    assert session.shipped is before


def test_training_data_of_other_classes_are_refused_by_name():
    data = blobs(SHARD_SIZE)
    labels = np.arange(SHARD_SIZE).astype(np.uint8) % 12
    error = worker.add_part(0, idx(data.images), idx(labels))["error"]
    assert error["message"] == "training part 0: has labels from 0 to 11, not 0 to 9"
