"""What `build.py mutate` takes for a mutant's lines and tests, and which modules it mutates."""

import json
from pathlib import Path

import pytest

from tools import mutate
from tools.console import BuildError
from tools.mutate import Covering, Mutant, core_modules
from tools.paths import PACKAGE, ROOT

ORIGINAL = (PACKAGE / "loss.py").read_text(encoding="utf-8")
LINE = next(n for n, line in enumerate(ORIGINAL.splitlines(), 1) if line.startswith("def "))
CHANGED = ORIGINAL.replace("\ndef ", "\ndef x", 1)


class Untouched:
    """A tree whose tests pass, and tell which test ran which line."""

    def __init__(self, code: int = 0) -> None:
        self.code = code

    def run(self, words: list[str], seconds: float) -> int:
        lines = {str(LINE): ["slow", "quick"], "1": ["", "slow"], "99": ["other"]}
        told = {"lines": {"pycore/loss.py": lines}, "seconds": {"slow": 9, "quick": 1, "other": 5}}
        Path(words[words.index("--covering") + 1]).write_text(json.dumps(told), encoding="utf-8")
        return self.code


@pytest.fixture
def covering(tmp_path: Path) -> Covering:
    return Covering(Untouched(), tmp_path / "covering.json")  # type: ignore[arg-type]


def test_a_mutant_is_tested_by_what_runs_its_line_the_quickest_first(covering: Covering) -> None:
    mutant = Mutant("pycore/loss.py", CHANGED)
    assert list(mutant.lines()) == [LINE]
    assert covering.tests(mutant) == ["quick", "slow"]
    assert covering.patience(["quick"]) < covering.patience(["slow"])


def test_a_line_of_the_import_is_tested_by_all_that_use_the_module(covering: Covering) -> None:
    first = Mutant("pycore/loss.py", f"x = 1\n{ORIGINAL}")
    assert covering.tests(first) == ["quick", "other", "slow"]
    assert covering.tests(Mutant("pycore/layers.py", "")) == []


def test_tests_that_fail_without_a_mutant_are_no_measure(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="fail without any mutant"):
        Covering(Untouched(code=1), tmp_path / "covering.json")  # type: ignore[arg-type]


def test_a_mutant_is_listed_by_its_changed_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutate, "EQUAL", tmp_path / "mutants.md")
    mutant = Mutant("pycore/loss.py", CHANGED)
    line = ORIGINAL.splitlines()[LINE - 1]
    (tmp_path / "mutants.md").write_text(f"```diff\n-{line}\n+{line} \n```\n", encoding="utf-8")
    assert not mutant.is_listed()
    (tmp_path / "mutants.md").write_text(f"-{line}\n+def x{line[4:]}\n", encoding="utf-8")
    assert mutant.is_listed()


def test_the_core_is_the_network_and_what_lays_out_a_drawing() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in core_modules([])}
    assert {"pycore/layers.py", "pycore/handwriting/preprocess.py"} <= names
    assert not {"pycore/__init__.py", "pycore/cli/train.py", "pycore/files/npz.py"} & names
    assert core_modules(["loss"]) == [PACKAGE / "loss.py"]
    with pytest.raises(BuildError, match="no module npz"):
        core_modules(["npz"])


def test_every_listed_mutant_is_of_a_line_that_is_there() -> None:
    listed = mutate.EQUAL.read_text(encoding="utf-8").splitlines()
    code = "\n".join(path.read_text(encoding="utf-8") for path in core_modules([]))
    assert [line for line in listed if line[:2] == "- " and f"\n{line[1:]}\n" not in code] == []
