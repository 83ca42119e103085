"""What the README promises, on the real MNIST: these tests want `.cache/mnist` and some seconds."""

from pathlib import Path

import numpy as np
import pytest

from pycore import Experiment, Run, centre_digit, evaluate, load
from pycore.__main__ import main
from pycore.sampling import SHARD_SIZE, first_shards

MNIST = Path(".cache/mnist")


@pytest.fixture(scope="module")
def mnist():
    return load(MNIST)


@pytest.mark.parametrize(
    ("settings", "least"),
    [
        ({"hidden_layers": (128,), "epochs": 5, "batch_size": 128}, 0.97),
        ({"images": 5_000, "hidden_layers": (128,), "epochs": 20, "batch_size": 128}, 0.93),
        ({}, 0.975),
    ],
    ids=["60,000 images", "5,000 images", "defaults"],
)
def test_accuracy_on_the_test_set(mnist, settings, least):
    run = Run(Experiment(**settings), mnist.train)
    *_, last = run
    assert evaluate(run.network, mnist.test).accuracy >= least
    assert last.validation_accuracy >= least - 0.01


@pytest.mark.parametrize("images", [1_000, 10_000, 30_000, 60_000])
def test_of_mnist_the_first_shards_are_drawn_from_as_the_page_does(mnist, images):
    experiment = Experiment(images=images, hidden_layers=(8,), seed=5)
    run = Run(experiment, mnist.train)
    for selection in (run.data, run.validation):
        assert selection.indices.max() < experiment.shards * SHARD_SIZE
    page = Run(experiment, first_shards(mnist.train, experiment.shards))
    np.testing.assert_array_equal(run.data.indices, page.data.indices)


@pytest.mark.parametrize("images", [100, 1_000])
def test_mnist_sorted_by_label_trains_as_well(mnist, images):
    order = np.argsort(mnist.train.labels, kind="stable")
    experiment = Experiment(images=images, hidden_layers=(32,), epochs=3, seed=7)
    run = Run(experiment, mnist.train.take(order))
    list(run)
    assert list(np.unique(run.data.labels)) == list(range(10))
    assert evaluate(run.network, mnist.test).accuracy > (0.2 if images == 100 else 0.7)


def test_a_digit_laid_out_by_mnist_is_left_where_it_is(mnist):
    """The notebook's claim about how MNIST was made, tested on 1,000 of its digits."""
    shifted = 0
    for image in mnist.test.images[:1_000]:
        found = centre_digit(image)
        shifted += np.abs(found.astype(int) - image).mean() > 2
    assert shifted <= 10


def test_the_command_line_trains_saves_and_judges(tmp_path, capsys):
    path = tmp_path / "mine.npz"
    train = ["train", "--images", "1000", "--epochs", "2", "--hidden-layers", "20,15"]
    assert main([*train, "--seed", "3", "--save", str(path)]) == 0
    trained = capsys.readouterr().out.splitlines()
    assert trained[0] == "784-20-15-10, 1,000 images to train on, 100 for validation"
    assert [line.split(",")[0] for line in trained[1:3]] == ["epoch 1", "epoch 2"]
    assert main(["evaluate", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == trained[3]


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["train", "--images", "5"], 2, "Training images must be"),
        (["train", "--data", "nowhere"], 1, "nowhere: there is no such file"),
        (["evaluate", "nothing.npz"], 1, "nothing.npz"),
        (["evaluate", "pyproject.toml"], 1, "not a readable .npz"),
    ],
)
def test_the_command_line_says_what_is_wrong_in_a_line(capsys, arguments, code, complaint):
    assert main(arguments) == code
    error = capsys.readouterr().err
    assert complaint in error
    assert error.count("\n") == 1
