"""Running other programs: quietly, with their output kept in a log, or with their output shown as it comes."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .console import BuildError, say
from .paths import LOGS, ROOT, shown

TAIL_LINES = 15


def run(
    name: str,
    command: Sequence[str | Path],
    advice: str,
    *,
    env: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> None:
    """Run in the project's folder; on failure show the end of the log and raise with what to do."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    try:
        with log.open("wb") as out:
            done = subprocess.run(
                [str(word) for word in command],
                cwd=ROOT,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=timeout,
            )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(f"{name} could not run ({error}); {advice}") from error
    if done.returncode:
        show_tail(log)
        raise BuildError(f"{name} failed (exit {done.returncode}, see {shown(log)}); {advice}")


def show_tail(log: Path) -> None:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    say("")
    for line in lines[-TAIL_LINES:]:
        say(f"  | {line}")


def run_openly(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run with its output going straight to the user; the exit code."""
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, cwd=ROOT, env={**os.environ, **(env or {})}).returncode
    except OSError as error:
        raise BuildError(f"{words[0]} could not run: {error}") from error
