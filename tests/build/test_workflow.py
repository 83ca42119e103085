"""The workflow runs every stage of build.py, uses GitHub's own actions alone, and is linted."""

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from tools.commands import parser
from tools.environment import PYTHON
from tools.paths import REQUIREMENTS, ROOT
from tools.stages import ON_REQUEST, STAGES, ZIZMOR_OPTIONS

WORKFLOW = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"


def job(name: str) -> str:
    """What the workflow says of one job."""
    [found] = re.findall(rf"^  {name}:.*\n((?:(?:    .*)?\n)*)", WORKFLOW, re.MULTILINE)
    return str(found)


def pinned_numpy(name: str) -> str:
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    [version] = re.findall(r"^numpy==([\d.]+)", text, re.MULTILINE)
    return str(version)


def test_every_action_is_githubs_own_and_pinned_by_commit() -> None:
    uses = re.findall(r"uses: (.*)", WORKFLOW)
    assert len(uses) == 7
    assert [use for use in uses if not re.fullmatch(PINNED, use)] == []
    assert len(set(uses)) == 5  # the same action, the same commit


def test_only_the_deploy_job_may_write() -> None:
    deploy = job("deploy")
    before, after = WORKFLOW.split(deploy)
    assert "permissions: {}" in before
    assert ": write" not in before + after
    assert re.findall(r"([\w-]+): write", deploy) == ["pages", "id-token"]


def test_every_stage_is_a_job_of_its_own() -> None:
    stage = job("stage")
    [stages] = re.findall(r"stage: \[(.*)\]", stage)
    assert stages.split(", ") == list(STAGES)
    assert 'run: python3 build.py test "$STAGE"' in stage
    assert "STAGE: ${{ matrix.stage }}" in stage
    assert "fail-fast: false" in stage


def test_deployed_is_the_site_that_the_browser_has_tested() -> None:
    stage = job("stage")
    [uploading] = re.findall(r"upload-pages-artifact.*\n +if: matrix.stage == '(\w+)' &&", stage)
    assert uploading == "browser"
    assert stage.index("build.py test") < stage.index("upload-pages-artifact")


def test_the_site_is_deployed_when_every_other_job_has_passed() -> None:
    jobs = re.findall(r"^  ([\w-]+):", WORKFLOW.split("\njobs:\n")[1], re.MULTILINE)
    [needed] = re.findall(r"needs: \[(.*)\]", job("deploy"))
    assert [*needed.split(", "), "deploy"] == jobs
    assert "\n    if: github.ref == 'refs/heads/main'\n" in job("deploy")


def test_the_oldest_and_newest_python_and_numpy_that_are_promised() -> None:
    pairs = re.findall(r'python: "([\d.]+)", numpy: (\w+)', job("versions"))
    assert [name for _, name in pairs] == list(ON_REQUEST)
    [(oldest, _), (newest, _)] = pairs
    assert PROJECT["requires-python"] == f">={oldest}"
    assert PROJECT["classifiers"][-1] == f"Programming Language :: Python :: {newest}"
    assert f"{PROJECT['dependencies'][0]}.0" == f"numpy>={pinned_numpy('oldest')}"
    assert pinned_numpy("newest") == pinned_numpy("dev")


def test_its_commands_are_those_of_build_py() -> None:
    commands = re.findall(r"run: (.*)", WORKFLOW)
    assert len(commands) == 2
    for command in commands:
        assert "${{" not in command
        python, program, *words = shlex.split(command)
        assert (python, program) == ("python3", "build.py")
        parser().parse_args(words)


@pytest.mark.parametrize(
    ("sound", "fault", "named"),
    [
        (r"(configure-pages)@\w{40}", r"\1@v6", "unpinned-uses"),
        (r"permissions: \{\}", "permissions: write-all", "excessive-permissions"),
        (r'run: (.*) "\$STAGE"', r"run: \1 ${{ github.head_ref }}", "template-injection"),
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
