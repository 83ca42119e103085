"""The race on the command line: every network on the same rows, by options or by an address."""

import pytest

from pycore import load
from pycore.__main__ import main
from pycore.notebooks import NOTEBOOKS
from pycore.notebooks.race import OWN, Race, entrants

DATA = ".cache/mnist"
QUICK = ("--rows", "200", "--steps", "3", "--seed", "5")


def table(capsys, *words):
    """The figures that a race prints, by the name of the network; and its other lines."""
    assert main([*words, "--data", DATA]) == 0
    printed = capsys.readouterr()
    _, _, *lines = printed.out.splitlines()
    return {line[:20].strip(): line[20:].split() for line in lines}, printed.err


def test_all_networks_run_on_the_same_rows_as_their_runs_alone(capsys):
    found, said = table(capsys, "race", *QUICK)
    assert said == ""
    assert list(found) == [entrant.label for entrant in entrants()]
    data, test, _ = load(DATA)
    run = NOTEBOOKS["002"].run(data, test, rows=200, held_out=1_000, steps=3, seed=5)
    list(run)
    assert found["002 as meant"] == ["3", *(f"{score.truth:.2%}" for score in run.figures())]


def test_an_address_of_the_page_gives_the_same_race(capsys):
    address = "https://me.example/#race?v=1&rows=200&steps=3&seed=5&layers=16&images=500"
    found, said = table(capsys, "train", address)
    again, _ = table(capsys, "race", "#race?v=1&layers=16", *QUICK)
    assert found == again
    assert said == ""
    own = Race(200, 3, 5).plan(next(each for each in entrants() if each.number == OWN))
    assert int(found["your own"][0]) == own.steps


def test_a_network_that_diverges_does_not_end_the_race(capsys):
    found, _ = table(capsys, "race", "#race?layers=&rate=1e8&optimiser=sgd", *QUICK)
    assert found["your own"][-1] == "diverged"


@pytest.mark.parametrize("address", ["#train?v=1", "race.txt", "#notebooks/002"])
def test_another_address_is_refused(capsys, address):
    assert main(["race", address]) == 2
    assert "is not the address of a race" in capsys.readouterr().err
