"""The view "Explained", as far as it is Python: pycore's own numbers, and no trace left."""

import numpy as np
import pytest

from pycore import Evaluation, Network, evaluate, to_input
from pycore.initialisers import INITIALISERS
from pycore.loss import cross_entropy, softmax
from pycore.optimisers import OPTIMISERS
from tests.core.helpers import blobs
from web import explained
from web.explained.source import LINES
from web.python.session import Session

SEEN = {"which": "shipped", "ink": b"", "sample": 3}


@pytest.fixture
def session():
    data = blobs(200)
    network = Network.create([784, 20, 12, 10], np.random.default_rng(0))
    before = [parameter.copy() for parameter in network.parameters()]
    session = Session()
    session.shipped, session.samples, session.test_set = network, data, data
    yield session
    for parameter, was in zip(network.parameters(), before, strict=True):
        np.testing.assert_array_equal(parameter, was)
    assert not hasattr(network.dense[0], "X"), "the page's own network has gone nowhere"


def own(session):
    """The same weights, and the digit that is explained."""
    network = session.shipped
    layers = [type(layer)(layer.W, layer.b) for layer in network.dense]
    images, labels = session.test_set
    return Network(layers, network.activation), to_input(images[3][None]), labels[3:4]


def step(found, name):
    return next(each for each in found["steps"] if each["name"] == name)


def test_forward_gives_every_array_of_the_network(session):
    found = explained.forward(session, SEEN)
    names = ["pixels", "X", "Z1", "A1", "Z2", "A2", "logits", "probs", "answer"]
    assert [each["name"] for each in found["steps"]] == names
    network, X, labels = own(session)
    assert found["label"] == labels[0]
    logits = network.forward(X, training=True)
    np.testing.assert_array_equal(step(found, "X")["values"], X[0])
    np.testing.assert_array_equal(step(found, "A1")["values"], network.layers[1].A[0])
    np.testing.assert_array_equal(step(found, "logits")["values"], logits[0])
    np.testing.assert_array_equal(step(found, "probs")["values"], softmax(logits)[0])
    assert step(found, "answer")["values"] == [logits.argmax()]
    assert step(found, "Z1")["shape"] == [1, 20]
    assert step(found, "Z1")["dtype"] == "float32"


def test_a_drawing_takes_the_place_of_the_sample(session):
    ink = np.zeros((280, 280), np.uint8)
    ink[60:220, 130:150] = 255
    found = explained.forward(session, SEEN | {"ink": ink.tobytes()})
    assert found["label"] is None
    assert step(found, "pixels")["values"].max() == 255
    blank = explained.forward(session, SEEN | {"ink": bytes(280 * 280)})
    assert blank["label"] == 3


def test_a_weighted_sum_adds_up(session):
    network, X, _ = own(session)
    Z = network.layers[0].forward(X)
    found = explained.unit(session, SEEN, 2, 7)
    assert found["sum"] + found["bias"] == pytest.approx(Z[0, 7], rel=1e-5)
    assert found["value"] == pytest.approx(float(Z[0, 7]))
    np.testing.assert_array_equal(found["weights"], network.dense[0].W[:, 7])


def test_every_number_of_every_step_can_be_asked_for(session):
    steps = explained.forward(session, SEEN)["steps"]
    for at, each in enumerate(steps):
        last = len(each["values"]) - 1
        assert explained.unit(session, SEEN, at, last)["value"] == each["values"][last]
        assert explained.unit(session, SEEN, at, 10_000)["value"] == each["values"][last]


def test_backward_gives_every_derivative(session):
    network, X, _ = own(session)
    loss, dlogits = cross_entropy(network.forward(X, training=True), np.array([7], np.uint8))
    network.backward(dlogits)
    links = explained.backward(session, SEEN, 7, 0)["links"]
    names = [
        "loss",
        "dlogits",
        "dW3",
        "db3",
        "dA2",
        "dZ2",
        "dW2",
        "db2",
        "dA1",
        "dZ1",
        "dW1",
        "db1",
    ]
    assert [link["name"] for link in links] == names
    truth = {"loss": np.array(loss), "dlogits": dlogits}
    for i, layer in enumerate(network.dense):
        truth |= {f"dW{i + 1}": layer.dW, f"db{i + 1}": layer.db}
    for at, name in enumerate(names):
        found = explained.backward(session, SEEN, 7, at)
        assert found["loss"] == loss
        assert found["links"][at]["shape"] == list(
            truth.get(name, np.empty(links[at]["shape"])).shape
        )
        if name in truth:
            np.testing.assert_array_equal(found["values"], truth[name].reshape(-1))


def test_every_derivative_can_be_traced(session):
    for at, link in enumerate(explained.backward(session, SEEN, 7, 0)["links"]):
        values = explained.backward(session, SEEN, 7, at)["values"]
        number = len(values) // 2
        found = explained.backward_unit(session, SEEN, 7, at, number)
        assert found["value"] == values[number]
        made = {
            "loss": lambda f: -np.log(f["probability"]),
            "dlogits": lambda f: f["probability"] - f["onehot"],
            "dW": lambda f: f["input"] * f["blame"],
            "db": lambda f: f["blame"],
            "dA": lambda f: f["sum"],
            "dZ": lambda f: f["blame"] * f["derivative"],
        }[link["kind"]](found)
        assert made == pytest.approx(found["value"], rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_an_update_changes_a_copy_alone(session, optimiser):
    found = explained.update(session, SEEN, 7, optimiser, 0.001)
    assert found["after"][7] > found["before"][7]
    assert found["losses"][1] < found["losses"][0] == pytest.approx(-np.log(found["before"][7]))


@pytest.mark.parametrize(
    ("size", "overflows"), [(20, False), (88, False), (89, True), (1e30, True), (1e300, True)]
)
def test_the_naive_softmax_overflows_and_the_stable_one_does_not(session, size, overflows):
    found = explained.softmax_by_size(session, SEEN, size)
    naive, stable = found["naive"]["probs"], found["stable"]["probs"]
    assert naive.dtype == stable.dtype == np.float32
    assert np.isnan(naive).any() == overflows
    assert stable.sum() == pytest.approx(1)
    assert stable.argmax() == found["logits"].argmax()
    assert np.isfinite(found["stable"]["loss"])
    if not overflows:
        np.testing.assert_allclose(naive, stable, rtol=1e-4)


@pytest.mark.parametrize("layer", [0, 1])
def test_the_definition_sides_with_the_sum_over_examples(session, layer):
    found = explained.bias_gradients(session, 0, layer)
    right, wrong = found["errors"]
    assert right < 1e-8 < 1e-4 < wrong
    dZ = found["dZ"].reshape(found["shape"])
    np.testing.assert_array_equal(found["right"], dZ.sum(axis=0))
    np.testing.assert_allclose(found["wrong"], dZ.sum(), atol=1e-12)
    assert len(set(found["wrong"])) == 1


@pytest.mark.parametrize("start", explained.STARTS)
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_the_spread_is_that_of_the_signals(session, start, activation):
    found = explained.spread(session, start, 6, activation, 0)
    assert [row["name"] for row in found["layers"]] == [*(f"A{i}" for i in range(1, 7)), "logits"]
    for row, units in zip(found["layers"], [64] * 6 + [10], strict=True):
        for part in (row["signal"], row["blame"]):
            assert sum(part["counts"]) + part["lost"] == 50 * units
    if start == "zeros":
        assert found["loss"] == pytest.approx(np.log(10))
        assert {row["signal"]["std"] for row in found["layers"]} == {0.0}


def test_he_keeps_signals_alive_where_small_weights_lose_them(session):
    assert "he" in INITIALISERS
    last = {
        start: explained.spread(session, start, 8, "relu", 0)["layers"][-2]["signal"]["std"]
        for start in ("he", "normal_tiny", "uniform_positive")
    }
    assert last["normal_tiny"] < 1e-6 < 0.05 < last["he"] < 10 < 1e6 < last["uniform_positive"]


def test_an_exam_counts_what_pycore_counts(session):
    explained.begin_exam(session, "shipped")
    for b in (layer.b for layer in session.shipped.dense):
        b += 100  # it goes on learning, which is nothing to the exam
    found = {"figures": None}
    while not found["figures"]:
        found = explained.exam_for(session, 0)
    for b in (layer.b for layer in session.shipped.dense):
        b -= 100
    network, *_ = own(session)
    truth: Evaluation = evaluate(network, session.test_set)
    assert found["confusion"] == truth.confusion.reshape(-1).tolist()
    assert found["accuracy"] == truth.accuracy == found["right"] / 200
    of = {each["who"]: each for each in found["figures"]}
    assert of["this network"]["accuracy"] == pytest.approx(truth.accuracy)
    nothing = of["ten times 0"]
    assert nothing["accuracy"] == 0
    assert nothing["agreement"] == pytest.approx(0.9)


@pytest.mark.parametrize("name", LINES)
def test_the_line_of_a_formula_is_in_the_source(name):
    module, place, piece = LINES[name]
    found = explained.code(None, name)
    assert piece in found["text"]
    assert not found["text"].startswith(('"""', "#")), "a line of code"
    file = found["file"] if found["file"].startswith("pycore") else f"web/{found['file']}"
    with open(file, encoding="utf-8") as source:
        assert source.read().split("\n")[found["line"] - 1].strip() == found["text"]
    assert module.endswith(found["file"].removesuffix(".py").replace("/", "."))
    assert place or name == "tanh"


@pytest.mark.parametrize(("sizes", "activation"), [([784, 10], "relu"), ([784, 5, 10], "tanh")])
def test_any_network_can_be_explained(session, sizes, activation):
    session.network = lambda which: network
    network = Network.create(sizes, np.random.default_rng(0), activation)
    steps = explained.forward(session, SEEN)["steps"]
    links = explained.backward(session, SEEN, 7, 0)["links"]
    assert [each["name"] for each in steps][-3:] == ["logits", "probs", "answer"]
    assert [each["name"] for each in links][-2:] == ["dW1", "db1"]
    for each in steps:
        explained.code(None, each["formula"])
    assert explained.update(session, SEEN, 7, "sgd", 0.01)["losses"]
    assert explained.softmax_by_size(session, SEEN, 100)["stable"]["loss"] > 0


def test_where_ones_own_network_is_not_dense_the_shipped_one_stands_in_and_it_is_said(session):
    mine = Network.create([784, "conv4", "pool", "norm", 10], np.random.default_rng(0))
    session.network = lambda which: mine if which == "mine" else session.shipped
    for seen in (SEEN, SEEN | {"which": "mine"}):
        found = explained.forward(session, seen)
        assert found["layers"] == [784, 20, 12, 10]
        assert found["who"] == "small"
        assert step(found, "answer")["values"] == [found["digit"]], "what it says itself"
    layers = [784, "conv4", "pool", "norm", 10]
    assert explained.about(session, SEEN)["insteadOf"] is None
    assert explained.about(session, seen)["insteadOf"] == {"who": "mine", "layers": layers}
    explained.begin_exam(session, "mine")  # whatever answers can be counted
    found = {"figures": None}
    while not found["figures"]:
        found = explained.exam_for(session, 0)
    truth = evaluate(mine, session.test_set)
    assert found["confusion"] == truth.confusion.reshape(-1).tolist()


def test_a_broken_network_is_shown_as_it_is(session):
    network = Network.create([784, 5, 10], np.random.default_rng(0))
    network.dense[0].W[:] = np.nan
    session.network = lambda which: network
    assert np.isnan(step(explained.forward(session, SEEN), "logits")["values"]).all()
    assert np.isnan(explained.backward(session, SEEN, 7, 0)["loss"])
    assert 0 <= explained.second_best(session, SEEN) < 10
