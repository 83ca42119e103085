"""The workflow runs what build.py offers, trusts none but GitHub's own actions, and is linted."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tools.commands import parser
from tools.environment import PYTHON
from tools.paths import ROOT
from tools.stages import ZIZMOR_OPTIONS

WORKFLOW = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
PINNED = r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"


def test_every_action_is_githubs_own_and_pinned_by_commit() -> None:
    uses = re.findall(r"uses: (.*)", WORKFLOW)
    assert len(uses) == 5
    assert [use for use in uses if not re.fullmatch(PINNED, use)] == []


def test_only_the_deploy_job_may_write() -> None:
    before, deploy = WORKFLOW.split("\n  deploy:\n")
    assert "permissions: {}" in before
    assert ": write" not in before
    assert re.findall(r"([\w-]+): write", deploy) == ["pages", "id-token"]
    assert re.search(r"\n    needs: site\n    if: github.ref == 'refs/heads/main'\n", deploy)


def test_its_commands_are_those_of_build_py() -> None:
    commands = re.findall(r"run: (.*)", WORKFLOW)
    assert commands
    for command in commands:
        assert "${{" not in command
        python, program, *words = shlex.split(command)
        assert (python, program) == ("python3", "build.py")
        parser().parse_args(words)


def test_the_readme_gives_commands_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    python3 build\.py ([^#\n]*)", readme, re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        parser().parse_args(shlex.split(command))


@pytest.mark.parametrize(
    ("sound", "fault", "named"),
    [
        (r"(checkout)@\w{40}", r"\1@v6", "unpinned-uses"),
        (r"permissions: \{\}", "permissions: write-all", "excessive-permissions"),
        (r"run: python3", "run: echo ${{ github.head_ref }} && python3", "template-injection"),
    ],
)
def test_the_lint_finds_faults(tmp_path: Path, sound: str, fault: str, named: str) -> None:
    workflows = tmp_path / ".github/workflows"
    workflows.mkdir(parents=True)
    faulty, changed = re.subn(sound, fault, WORKFLOW)
    assert changed == 1
    (workflows / "pages.yml").write_text(faulty, encoding="utf-8")
    command: list[str | Path] = [PYTHON.with_stem("zizmor"), *ZIZMOR_OPTIONS, tmp_path / ".github"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode != 0
    assert named in done.stdout
