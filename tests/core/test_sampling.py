"""Rows in any order are drawn from; MNIST in its own order gives what its first parts give."""

import zlib

import numpy as np
import pytest

from pycore import Dataset, Experiment, Run, sampling
from pycore.notebooks import NOTEBOOKS
from pycore.sampling import draw, first_shards, is_mnist
from tests.core.helpers import blobs

DATA = blobs(10_000, seed=3)
SMALL = Experiment(images=500, hidden_layers=(8,), epochs=1, batch_size=100, seed=4)


def losses(run):
    return [m.loss for m in run]


def notebook_of(data):
    return NOTEBOOKS["002"].run(data, rows=300, held_out=50, steps=3)


def reordered(how):
    labels = DATA.labels
    order = {
        "sorted": np.argsort(labels, kind="stable"),
        "sorted backward": np.argsort(labels, kind="stable")[::-1],
        "one digit last": np.argsort(labels == 7, kind="stable"),
        "second half sorted": np.r_[:5_000, 5_000 + np.argsort(labels[5_000:], kind="stable")],
    }[how]
    return DATA.take(order)


@pytest.mark.parametrize("how", ["sorted", "sorted backward", "one digit last"])
@pytest.mark.parametrize("run_of", [lambda data: Run(SMALL, data), notebook_of])
def test_rows_in_any_order_give_all_digits_in_their_proportion(how, run_of):
    run = run_of(reordered(how))
    share = run.data.size / 10
    for data in (run.data, run.validation):
        found = np.bincount(data.labels, minlength=10)
        np.testing.assert_allclose(found, data.size / 10, atol=1)
    assert share in (30, 50)


def test_all_rows_may_be_drawn():
    run = Run(SMALL, DATA)
    assert (run.data.indices >= 5_000).any()
    assert (run.validation.indices >= 5_000).any()


@pytest.fixture
def known(monkeypatch):
    """Make the toy data pass for MNIST in its own order."""
    halves = [zlib.crc32(DATA.labels[:n].tobytes()) for n in (5_000, 10_000)]
    monkeypatch.setattr(sampling, "MNIST", halves)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("run_of", [lambda data: Run(SMALL, data), notebook_of])
def test_only_the_parts_needed_matter_where_mnist_is_in_its_own_order(run_of):
    """The page fetches the first parts; natively the whole set is there: the same curve."""
    first = Dataset(DATA.images[:5_000], DATA.labels[:5_000])
    assert losses(run_of(DATA)) == losses(run_of(first)) == losses(run_of(first_shards(DATA, 1)))
    assert losses(run_of(reordered("sorted"))) != losses(run_of(DATA))


@pytest.mark.usefixtures("known")
def test_the_whole_of_what_is_drawn_from_must_be_in_mnists_order():
    assert is_mnist(DATA.labels, 1)
    assert is_mnist(DATA.labels, 2)
    half = reordered("second half sorted")
    assert is_mnist(half.labels, 1)
    assert not is_mnist(half.labels, 2)
    assert not is_mnist(DATA.labels, 3)


def test_a_class_that_is_not_drawn_is_said():
    labels = DATA.labels.copy()
    labels[labels == 7] = 6
    labels[9_999] = 7  # one image of 10,000
    data = Dataset(DATA.images, labels)
    with pytest.warns(UserWarning, match="classes was drawn to learn from: 7; draw more"):
        run = Run(SMALL, data)
    assert 7 not in run.data.labels
    with pytest.warns(UserWarning, match="7"):
        notebook_of(data)
    draw(DATA, 1, 50, 500, np.random.default_rng(0))  # and else no warning, which were an error


def test_the_checksums_of_mnist_are_those_that_were_found_to_be_true():
    """By `tests/integration/test_sampling.py`, which has the labels."""
    assert zlib.crc32(np.array(sampling.MNIST, "<u4").tobytes()) == 2714579453
