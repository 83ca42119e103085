import numpy as np
import pytest

from pycore import Network, centre_digit
from pycore.cli.report import read_drawings, show_drawings, show_evaluation
from pycore.handwriting.strokes import Drawing, draw, place
from pycore.metrics import Evaluation

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
