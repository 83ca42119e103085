"""The notebooks: each against a plain loop that does what its notebook does, and sound as meant."""

import re

import numpy as np
import pytest

from pycore import DataError, DivergedError, ExperimentError, Network, check_gradients, to_input
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.notebook import cut
from tests.core.helpers import blobs

DATA = blobs(5_000)
SMALL = {"rows": 300, "held_out": 100, "steps": 5}


def curve(run):
    return [m.loss for m in run]


def plain_loop(run, rate, divide_by, factor=1.0, scalar_bias=False, biases=True):
    """Five steps as the notebooks write them: float64, images as columns, softmax as it comes.

    Nothing of `pycore` is used but the first weights; returns W and b, transposed back.
    """
    W = [layer.W.T.astype(np.float64) for layer in run.network.dense]
    b = [layer.b[:, None].astype(np.float64) for layer in run.network.dense]
    images, labels = run.data.take(slice(None))
    X, Y = images.reshape(len(images), -1).T / 255.0, np.eye(10)[labels].T
    for _ in range(5):
        A = [X]
        for w, bias in zip(W, b, strict=True):
            A.append(w @ np.maximum(A[-1], 0) + bias)
        e = np.exp(A[-1] - A[-1].max(axis=0) * (run.plan.average_over == 784))
        dZ = factor * (e / e.sum(axis=0) - Y)
        for i in reversed(range(len(W))):
            dW = dZ @ np.maximum(A[i], 0).T / divide_by
            db = dZ.sum() / divide_by if scalar_bias else dZ.sum(axis=1, keepdims=True) / divide_by
            dZ = (W[i].T @ dZ) * (A[i] > 0)
            W[i] = W[i] - rate * dW
            b[i] = b[i] - rate * db * biases
    return [array.T for array in W], [array[:, 0] for array in b]


@pytest.mark.parametrize(
    ("number", "options"),
    [
        ("000", {"rate": 0.001, "divide_by": 784, "biases": False}),
        ("001", {"rate": 1, "divide_by": 42_000, "factor": 2}),
        ("002", {"rate": 0.01, "divide_by": 300, "scalar_bias": True}),
        ("003", {"rate": 0.1, "divide_by": 300, "scalar_bias": True}),
        ("004", {"rate": 0.005, "divide_by": 300}),
    ],
)
def test_as_written_it_does_what_the_notebook_does(number, options):
    notebook = NOTEBOOKS[number]
    run = notebook.run(DATA, switches=notebook.as_written, **SMALL)
    W, b = plain_loop(run, **options)
    list(run)
    for layer, right, bias in zip(run.network.dense, W, b, strict=True):
        np.testing.assert_allclose(layer.W, right, rtol=1e-3, atol=1e-5)
        np.testing.assert_allclose(layer.b, bias, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("notebook", NOTEBOOKS.values(), ids=NOTEBOOKS)
class TestEvery:
    def test_seed_has_a_curve_of_its_own(self, notebook):
        first, again, other = (
            curve(notebook.run(DATA, switches=notebook.as_written, **SMALL, seed=s))
            for s in (1, 1, 2)
        )
        assert first == again
        assert first != other

    def test_gradient_is_right_as_meant(self, notebook):
        assert max(error.error for error in checked(notebook.plan)) < 1e-5

    def test_run_in_pieces_is_the_run(self, notebook, monkeypatch):
        at_once = curve(notebook.run(DATA, switches=notebook.as_written, **SMALL))
        monkeypatch.setattr("pycore.network.MAX_BATCH", 70)
        by_and_by = curve(notebook.run(DATA, switches=notebook.as_written, **SMALL))
        assert by_and_by == pytest.approx(at_once, rel=1e-3)

    def test_word_is_there(self, notebook):
        names = [switch.name for switch in notebook.switches]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+|overflow", name) for name in names)
        for part in (*notebook.switches, *notebook.remarks):
            assert part.title
            assert part.effect.endswith((".", ".)"))
            assert part.line or not part.as_written
        assert notebook.aim.endswith(".")
        assert notebook.question.endswith("?")
        assert notebook.answer.endswith(".")

    def test_run_that_was_meant_can_be_had_in_full(self, notebook):
        """The plan's own quantities are possible with MNIST's 60,000 images."""
        assert cut(notebook.plan) == notebook.plan
        assert notebook.plan.shards <= 12
        assert notebook.plan.rows + notebook.plan.held_out <= 60_000


def checked(plan, n=60):
    """The gradient check of a plan's own layers and loss, with small biases, in float64."""
    rng = np.random.default_rng(0)
    made = Network.create(plan.layers, rng, initialiser=plan.initialiser, dtype=np.float64)
    dense = [plan.dense(layer.W, layer.b) for layer in made.dense]
    for layer in dense:
        layer.b += rng.normal(0, 0.01, layer.b.shape)
    data = blobs(n)
    X = to_input(data.images).astype(np.float64)
    return check_gradients(Network(dense), X, data.labels, rng, 20, loss=plan.loss)


def test_it_can_be_judged_at_any_time():
    run = NOTEBOOKS["004"].run(DATA, blobs(80, 3), rows=300, steps=40, held_out=100)
    before = run.figures()
    *_, last = run
    after = run.figures()
    assert last.step == 40
    assert run.progress == 1
    assert before.test.truth < 0.5 < after.test.truth
    assert after.train.said == after.train.truth
    assert NOTEBOOKS["004"].run(DATA, rows=300).figures()[1:] == (None, None)


def test_rows_held_out_are_never_learned_from():
    run = NOTEBOOKS["003"].run(DATA, rows=300, held_out=4_700)
    held_out = set(run.sets.held_out.indices)
    assert len(held_out) == 4_700
    assert len(held_out | set(run.sets.train.indices)) == 5_000
    assert set(run.validation.indices) <= held_out
    assert run.validation.size == 1_000


def test_the_validation_rows_are_measured_every_step_of_a_full_batch():
    run = NOTEBOOKS["001"].run(DATA, **SMALL)
    assert all(m.validation_accuracy is not None for m in run)


def test_without_defects_divergence_is_an_error_and_with_them_it_is_not():
    notebook = NOTEBOOKS["004"]
    with pytest.raises(DivergedError):
        list(notebook.run(DATA, **SMALL, learning_rate=1e8))
    broken = list(notebook.run(DATA, switches=["rounded-metric"], **SMALL, learning_rate=1e8))
    assert len(broken) == 5
    assert not np.isfinite(broken[-1].loss)


def test_the_rate_and_the_length_may_change_on_the_way():
    run = NOTEBOOKS["002"].run(DATA, **SMALL)
    next(run)
    before = run.network.dense[0].W.copy()
    run.change(learning_rate=1e-8)
    next(run)
    np.testing.assert_allclose(run.network.dense[0].W, before, atol=1e-6)
    run.change(epochs=7)
    assert len(list(run)) == 5
    with pytest.raises(ExperimentError, match="Learning rate must be"):
        run.change(learning_rate=-1)
    with pytest.raises(ExperimentError, match="can't change"):
        run.change(rows=5)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"switches": ["scalar-bias", "nonsense"]}, "003 has no switch 'nonsense'"),
        ({"rows": 7}, "Training images must be"),
        ({"held_out": -1}, "Rows held out"),
        ({"steps": 0}, "Epochs must be"),
        ({"learning_rate": float("nan")}, "Learning rate must be"),
        ({"rows": 4_000, "held_out": 1_001}, "more than the 5,000"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(options, error):
    with pytest.raises((ExperimentError, DataError), match=error):
        NOTEBOOKS["003"].run(DATA, **({"rows": 300, "held_out": 0} | options))


def test_the_rate_that_is_meant_and_the_one_that_is_written_are_told_apart():
    assert {number: notebook.rates() for number, notebook in NOTEBOOKS.items()} == {
        "000": "0.5 as meant, 0.001 as written (switch small-rate)",
        "001": "0.5 as meant, 1 as written (switch high-rate)",
        "002": "0.1 as meant, 0.01 as written (switch low-rate)",
        "003": "0.1",
        "004": "0.5 as meant, 0.005 as written (switch rate-ignored)",
    }


def test_no_defect_is_said_to_do_nothing_where_its_own_notebook_makes_nan_of_it():
    """Softmax overflows on images that nobody divided by 255."""
    for notebook in NOTEBOOKS.values():
        plan = notebook.with_switches(notebook.as_written)
        run = notebook.run(DATA, DATA, rows=300)
        unscaled = any(
            getattr(run.sets, name) is not None and plan.evaluate_on(name, run.sets).scale > 1
            for name in run.sets._fields
        )
        effects = [switch.effect for switch in notebook.switches if switch.name == "overflow"]
        assert not (unscaled and any(effect.startswith("Nothing") for effect in effects))
