"""The two networks that the page ships are what their cards say, and know what they do not know."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from networks.pretrained import EXPERIMENTS, calibrate, train_pretrained
from pycore import Experiment, Network, centre_digit, evaluate, load, to_input
from pycore.arrays import NONE
from pycore.doubt import is_sure
from pycore.files.url import read_experiment
from pycore.handwriting.strokes import draw
from tests.support.nonsense import nonsense

FILES = {"small": Path("web/small.npz"), "strong": Path("web/strong.npz")}
MOST_BYTES = {"small": 150_000, "strong": 1_000_000}
LEAST_ACCURACY = {"small": 0.984, "strong": 0.995}
SCRIBBLES = ("dot", "blob", "zigzag", "hatching", "spiral", "tangle", "scrawl", "coil")


@pytest.fixture(scope="module")
def mnist():
    return load(Path(".cache/mnist"))


@pytest.fixture(scope="module", params=FILES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def card(name):
    return json.loads(FILES[name].with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def network(name):
    return Network.load(FILES[name])


def test_the_figures_of_the_card_are_those_of_the_network(mnist, name, card, network):
    found = evaluate(network, mnist.test)
    assert card["test"]["images"] == found.count == 10_000
    # A processor that rounds otherwise may decide an image or two otherwise.
    assert card["test"]["accuracy"] == pytest.approx(found.accuracy, abs=3e-4)
    assert card["test"]["calibration_error"] == pytest.approx(found.calibration.error, abs=1e-3)
    assert card["test"]["refused"] == pytest.approx(found.refused / found.count, abs=5e-4)
    assert found.accuracy >= LEAST_ACCURACY[name]
    assert found.calibration.error <= 0.01
    assert found.refused / found.count <= 0.03


def test_the_card_says_how_it_was_made_and_that_little_was_lost_in_the_file(name, card, network):
    size = FILES[name].stat().st_size
    assert card["bytes"] == size <= MOST_BYTES[name]
    assert card["layers"] == network.layer_specs == EXPERIMENTS[name].layers
    assert card["parameters"] == network.parameter_count
    assert Experiment.from_dict(card["recipe"]) == EXPERIMENTS[name]
    assert read_experiment(card["address"]) == (EXPERIMENTS[name], ())
    assert (card["training_images"], card["no_digits"]) == (55_000, 12_000)
    assert abs(card["float32_accuracy"] - card["test"]["accuracy"]) <= 0.001


def test_what_is_scribbled_is_seldom_named_and_hardly_ever_if_both_must_see_a_digit():
    drawn = [draw(strokes) for family in SCRIBBLES for strokes in nonsense(family, 12, seed=5)]
    digits = [digit for picture in drawn if (digit := centre_digit(picture)) is not None]
    assert len(digits) >= 12 * 7, "all but the dots get as far as the network"
    X = to_input(np.array(digits))
    small, strong = (Network.load(FILES[name]).predict(X) for name in ("small", "strong"))
    for opinions, most in (((small,), 0.05), ((strong,), 0.05), ((strong, small), 0.01)):
        assert is_sure(*opinions).sum() <= most * len(drawn)


def test_a_recipe_gives_the_same_network_again(mnist):
    layers = ("conv4", "pool", "norm", 16, "drop20")
    quick = replace(EXPERIMENTS["strong"], images=2_000, hidden_layers=layers, epochs=2)
    runs = [train_pretrained(quick, mnist.train, drawn=60, made=40) for _ in range(2)]
    for one, other in zip(*(run.network.state() for run in runs), strict=True):
        np.testing.assert_array_equal(one, other)
    run, _ = runs
    assert run.data.size == 2_000 + 60 + 40
    assert list(run.data.labels[-100:]) == [NONE] * 100

    before = evaluate(run.network, run.validation)
    temperature = calibrate(run.network, run.validation)
    after = evaluate(run.network, run.validation)
    assert temperature != 1
    assert after.accuracy == before.accuracy
    assert after.loss < before.loss
