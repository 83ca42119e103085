"""A failure is one line on the error stream, and exit code 1."""

import os
import subprocess
import sys

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
    said = capsys.readouterr().err
    assert "no stage units; there are check, unit, page, kernel, pyodide, browser" in said


def test_what_follows_the_dashes_is_for_pytest() -> None:
    assert commands.split_arguments(["test", "unit", "--", "-k", "pad"]) == (
        ["test", "unit"],
        ["-k", "pad"],
    )


def test_unknown_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["train", "large"]) == 1
    assert "no network large; there are small, strong" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "65536", "-1", "x", "", "1e3", "٣", "9" * 5_000])
def test_a_port_that_no_machine_has(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        commands.main(["serve", "--port", port])
    assert end.value.code == 2
    assert "ports are from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["", "8.8.8.8", "a..b", "::1", "9" * 80])
def test_a_host_that_is_not_this_machine_is_told_before_the_site_is_built(
    host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tools.site.build", lambda: pytest.fail("it was built"))
    assert commands.main(["serve", "--host", host]) == 1
    said = capsys.readouterr().err
    assert f"cannot listen on {host!r}" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("words", [["serve", "--hos", "127.0.0.1"], ["bench", "--qui"], ["--deb"]])
def test_no_abbreviation_is_taken(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        commands.main(words)
    assert end.value.code == 2
    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize("file", ["nothing", "", "."])
def test_strokes_are_looked_for_before_the_hour_of_training(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["train", "--strokes", file]) == 1
    assert f"--strokes {file!r}: there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["http://[::1", "http://a..b/", "garbage", ""])
def test_no_address_of_a_server(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["probe", address]) == 1
    assert "--debug" not in capsys.readouterr().err, "one of our own sentences"


def run_build(words: str, **variables: str) -> tuple[int, bytes, bytes]:
    """Run build.py in a real shell."""
    line = f"{sys.executable} build.py {words}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, env={**os.environ, **variables}, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


def test_streams_that_are_closed_or_poor_in_characters() -> None:
    assert run_build("test check --frog >&-")[0] == 2
    code, _, said = run_build("probe …", PYTHONIOENCODING="ascii")
    assert (code, said.count(b"\n")) == (1, 1)
    assert run_build("--help | true; echo ${PIPESTATUS[0]}")[2] == b""
