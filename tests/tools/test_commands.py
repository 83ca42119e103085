"""A failure is one line on the error stream, and exit code 1."""

import pytest

from tools import commands
from tools.console import BuildError


def failing(error: BaseException) -> commands.Command:
    def fail(_: object) -> int:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BuildError("no network; try later"), 1, "error: no network; try later"),
        (ValueError("two\nlines"), 1, "error: ValueError: two lines (--debug shows where)"),
        (KeyboardInterrupt(), 130, "stopped: the same command takes up again from here"),
    ],
)
def test_one_line(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(commands, "build", failing(error))
    assert commands.main(["build"]) == code
    assert capsys.readouterr().err == f"build.py: {said}\n"


def test_unknown_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["test", "units"]) == 1
    assert "no stage units; there are check, unit, pyodide, e2e" in capsys.readouterr().err


def test_what_follows_the_dashes_is_for_pytest() -> None:
    assert commands.split_arguments(["test", "unit", "--", "-k", "pad"]) == (
        ["test", "unit"],
        ["-k", "pad"],
    )


def test_unknown_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["train", "large"]) == 1
    assert "no network large; there are small, strong" in capsys.readouterr().err
