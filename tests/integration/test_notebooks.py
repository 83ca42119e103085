"""The notebooks on the real MNIST and on the command line: these tests want `.cache/mnist`."""

import subprocess
import sys
from pathlib import Path

import pytest

from pycore import load
from pycore.__main__ import main
from pycore.cli.notebook_table import CASES, agrees, measure
from pycore.notebooks import NOTEBOOKS

QUICK = ("… softmax-slope", "… like Keras", "… right labels")


@pytest.fixture(scope="module")
def mnist():
    return load(Path(".cache/mnist"))


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.label in QUICK],
    ids=lambda case: f"{case.number} {case.label}",
)
def test_the_figures_are_those_of_the_notebooks(mnist, case):
    found = measure(case.run(NOTEBOOKS[case.number], mnist.train, mnist.test, seed=0))
    for column, known in case.known.items():
        assert agrees([found[column]], known), (column, found, known)


def test_a_network_that_knows_nothing_is_given_90_percent(mnist):
    """Notebook 004 printed 90.001 and 90.006 %; after a few of its steps nothing is above 0.5."""
    notebook = NOTEBOOKS["004"]
    run = notebook.run(mnist.train, mnist.test, notebook.as_written, rows=5_000, steps=10)
    list(run)
    score = run.score("test")
    assert score.said == pytest.approx(0.9, abs=0.001)
    assert score.truth < 0.4


def test_what_agrees_and_what_does_not():
    assert agrees([0.5, 0.8], (0.75, 0.76))
    assert agrees([0.75], (0.769, 0.769))
    assert not agrees([0.74, 0.73], (0.769, 0.769))
    assert not agrees([], (0.7, 0.8))
    nan = float("nan")
    assert agrees([nan, nan], (nan, nan))
    assert not agrees([nan, 0.1], (nan, nan))


def test_the_command_line_runs_a_notebook(capsys):
    words = ["notebook", "003", "--as-written", "--without", "overflow", "--with", "he-weights"]
    assert main([*words, "--rows", "500", "--held-out", "100", "--steps", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[1:5]] == [
        ["on", "scalar-bias"],
        ["off", "overflow"],
        ["on", "he-weights"],
        ["off", "like-keras"],
    ]
    assert lines[5] == "784-10-10, 500 rows, 4 steps"
    assert lines[6] == "learning rate here 0.1 (the notebook's: 0.1)"
    assert [line.split(":")[0] for line in lines[7:11]] == [f"step {i}" for i in (1, 2, 3, 4)]
    assert [line.split(" accuracy")[0] for line in lines[11:]] == ["train", "held out", "test"]


def test_the_names_of_before_still_work(capsys):
    words = ["2", "--rows", "200", "--steps", "1"]
    assert main(["notebook", *words]) == 0
    out = capsys.readouterr().out
    assert main(["recipe", *words]) == 0
    assert capsys.readouterr().out == out
    assert main(["recipes", "5"]) == 2
    assert "no notebook '5'" in capsys.readouterr().err


def test_the_command_line_prints_the_table(capsys, monkeypatch):
    monkeypatch.setattr(
        "pycore.cli.notebook_commands.CASES", [case for case in CASES if case.label == QUICK[0]]
    )
    assert main(["notebooks", "000", "--seeds", "2"]) == 0
    out = capsys.readouterr().out
    assert "loss NaN" in out
    assert out.splitlines()[-1] == "1 of 1 agree with what is known"


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["notebook", "005"], 2, "no notebook '005'"),
        (["notebooks", "5"], 2, "no notebook '5'"),
        (["notebook", "002", "--with", "nonsense"], 2, "no switch 'nonsense'"),
        (["notebook", "002", "--without", "nonsense"], 2, "no switch 'nonsense'"),
        (["notebook", "002", "--rows", "59500", "--held-out", "501"], 1, "more than the 60,000"),
    ],
)
def test_the_command_line_says_what_is_wrong_in_a_line(capsys, words, code, complaint):
    assert main(words) == code
    error = capsys.readouterr().err
    assert complaint in error
    assert error.count("\n") == 1


def test_who_only_draws_does_not_wait_for_the_notebooks():
    code = "import sys, pycore; print([name for name in sys.modules if 'notebooks' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
