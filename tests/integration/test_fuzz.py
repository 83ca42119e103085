"""The first of the fuzzer's inputs, always the same; `build.py fuzz` runs more."""

import zlib

import pytest

from tests.fuzz.__main__ import fuzz, input_of, run
from tests.fuzz.targets import TARGETS, Target


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_the_packages_own_errors_comes_out(name):
    for number, seed in enumerate(TARGETS[name].seeds):
        assert run(name, seed) is None, f"seed {number}"
    for number in range(int(150 * TARGETS[name].weight)):
        error = run(name, input_of(name, number))
        assert error is None, f"python3 build.py fuzz --only {name} --at {number}: {error!r}"


def test_the_same_number_is_the_same_input():
    assert input_of("npz", 7) == input_of("npz", 7) != input_of("npz", 8)


def test_a_foreign_error_is_found_and_can_be_seen_again(monkeypatch, tmp_path):
    monkeypatch.setattr("tests.fuzz.__main__.FOUND", tmp_path)
    target = Target(zlib.decompress, [zlib.compress(b"sound")])
    monkeypatch.setitem(TARGETS, "zlib", target)
    done, faults = fuzz("zlib", 0, 50, 60)
    assert done == 50
    [again] = faults.values()
    number = int(again.rpartition(" ")[2])
    assert again == f"python3 build.py fuzz --only zlib --at {number}"
    assert (tmp_path / f"zlib-{number}").read_bytes() == input_of("zlib", number)
    assert isinstance(run("zlib", input_of("zlib", number)), zlib.error)
