"""Running other programs: with their output kept in a log, or shown as it comes."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .console import BuildError, say
from .paths import LOGS, ROOT, shown

TAIL_LINES = 15
Command = Sequence[str | Path]


def run(name: str, command: Command, advice: str, env: Mapping[str, str] | None = None) -> None:
    """Run quietly; on failure show the end of its output and raise with what to do."""
    if not succeeds(name, command, env):
        log = LOGS / f"{name}.log"
        show_tail(log)
        raise BuildError(f"{name} failed (all it said is in {shown(log)}); {advice}")


def succeeds(
    name: str,
    command: Command,
    env: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> bool:
    """Run quietly in the project's folder, its output in a log; whether it ended well, in time."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("wb") as log:
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=timeout,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            log.write(f"{error}\n".encode())
            return False
    return done.returncode == 0


def show_tail(log: Path) -> None:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    say("")
    for line in lines[-TAIL_LINES:]:
        say(f"  | {line}")


def run_openly(command: Command) -> int:
    """Run with its output going straight to the user; the exit code."""
    try:
        return subprocess.run(command, cwd=ROOT).returncode
    except OSError as error:
        raise BuildError(f"{command[0]} could not run: {error}") from error
