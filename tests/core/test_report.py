import numpy as np
import pytest

from pycore import DataError, Network, centre_digit
from pycore.cli.notebook_commands import show_run
from pycore.cli.report import read_drawings, show_drawings, show_evaluation
from pycore.handwriting.strokes import Drawing, draw, place
from pycore.metrics import Evaluation
from pycore.notebooks import NOTEBOOKS
from tests.core.helpers import blobs

ONE = Drawing(1, [np.array([[0.0, 0.0], [1.0, 40.0], [0.0, 90.0]])])
DOT = Drawing(1, [np.array([[5.0, 5.0]])])


def says_one(sureness):
    """A network that says one, whatever it is shown; how sure it is grows with its logit."""
    network = Network.create([784, 10], np.random.default_rng(0))
    for layer in network.dense:
        layer.W[:], layer.b[:] = 0, sureness * np.eye(10)[1]
    return network


def test_reading_drawings_counts_the_right_the_wrong_and_the_refused():
    assert centre_digit(draw(place(DOT.strokes, 100, np.random.default_rng(0)))) is None
    drawings = [ONE, DOT, ONE._replace(label=7)]
    reading = read_drawings(says_one(9), drawings, 22, (160, 160))
    assert (reading.count, reading.blank, reading.refused) == (3, 1, 1)
    assert reading.accuracy == pytest.approx(1 / 3)
    assert reading.answered_accuracy == pytest.approx(1 / 2)
    assert np.isfinite(reading.loss)
    again = read_drawings(says_one(9), drawings, 22, (160, 160))
    assert (again.confusion == reading.confusion).all()


def test_one_that_is_never_sure_refuses_all_and_is_scored_all_the_same():
    reading = read_drawings(says_one(1), [ONE, DOT])
    assert (reading.count, reading.refused, reading.accuracy) == (2, 2, 0.5)
    assert np.isnan(reading.answered_accuracy)


def test_where_all_is_blank_nothing_is_read():
    reading = read_drawings(says_one(9), [DOT])
    assert (reading.count, reading.refused, reading.accuracy) == (1, 1, 0)


def test_drawings_are_of_every_size_between_the_two(monkeypatch):
    sizes = []
    monkeypatch.setattr(
        "pycore.cli.report.place", lambda strokes, size, rng: sizes.append(size) or strokes
    )
    read_drawings(says_one(9), [ONE] * 300)
    assert 100 <= min(sizes) < 103
    assert 217 < max(sizes) <= 220


def test_what_is_printed_of_an_evaluation(capsys):
    evaluation = Evaluation()
    evaluation.add(9 * np.eye(10, dtype=np.float32)[[0, 0, 1, 1]], np.array([0, 0, 1, 7]))
    evaluation.add(np.zeros((1, 10), np.float32), np.array([0]))
    show_evaluation(evaluation)
    unsure, error, head, *rows = capsys.readouterr().out.splitlines()
    assert unsure == "not sure of 20.00%; of the others, 75.00% right"
    assert error == "expected calibration error 37.91%"  # (|3 − 4 · 0.99889| + |1 − 0.1|) / 5
    assert head.startswith("digit  recall")
    assert rows[0].split() == ["0", "100.0%", "3", *["0"] * 9]
    assert rows[7].split() == ["7", "0.0%", "0", "1", *["0"] * 8]


def test_what_is_printed_of_drawings(capsys):
    show_drawings(says_one(9), [ONE, DOT])
    head, unsure, error, _, *rows = capsys.readouterr().out.splitlines()
    assert head == "2 drawings by the page's brush, of any size: 50.0 % (9.5–90.5) right"
    assert unsure == "not sure of 50.00%; of the others, 100.00% right"
    assert error == "expected calibration error 0.11%"
    assert rows[1].split()[:3] == ["1", "100.0%", "0"]
    assert [row.split()[0] for row in rows[-3:]] == ["16", "22", "28"]
    assert all(row.count("50.0 % (9.5–90.5)") == 3 for row in rows[-3:])


def test_the_table_of_recalls_has_the_names_of_the_classes(capsys):
    names = (*"abcdefghijk", "ampersand")
    labels = np.repeat(np.arange(12), 3)
    evaluation = Evaluation(12, names)
    evaluation.add(np.eye(12)[labels], labels)
    show_evaluation(evaluation)
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["class", "recall", "taken", "for", *names]
    assert [line.split()[0] for line in lines[3:]] == list(names)
    assert len({len(line) for line in lines[2:]}) == 1, "the columns stand below one another"


@pytest.mark.parametrize("outputs", [9, 12])
def test_drawings_are_not_for_a_network_of_other_classes(outputs):
    one = Drawing(1, (np.array([[0.0, 0.0], [0.0, 9.0]]),))
    network = Network.create([784, outputs], np.random.default_rng(0))
    with pytest.raises(DataError, match=f"tells {outputs} classes apart"):
        read_drawings(network, [one])


def test_the_command_line_tells_the_rates_counts_of_small_sets_and_what_was_learned(capsys):
    notebook, data = NOTEBOOKS["004"], blobs(5_000)
    run = notebook.run(data, data.take(slice(0, 24)), rows=200, steps=2, learning_rate=0.1)
    show_run(notebook, run, set())
    said = capsys.readouterr().out
    assert "learning rate here 0.1 (the notebook's: 0.5 as meant, 0.005 as written" in said
    right = round(24 * run.figures().test.truth)
    assert f"test accuracy {right / 24:.2%}, {right} of 24 (" in said
    assert f"As meant: {notebook.lesson}" in said
    assert {number for number, each in NOTEBOOKS.items() if each.lesson} == {"001", "004"}
