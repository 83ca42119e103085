"""Files that other programs read agree with what build.py does: editors, pre-commit, the bot."""

import re
import subprocess
import tomllib

import pytest

import pycore
from tools.paths import ROOT
from tools.stages import IMPORT_LINTER, ZIZMOR_OPTIONS


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def committed(*patterns: str) -> list[str]:
    command = ["git", "ls-files", "-z", "--", *patterns]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if (ROOT / name).is_file()]


HOOKS = re.findall(r"^ +entry: (.*)\n +language: system$", text(".pre-commit-config.yaml"), re.M)


def test_hooks_are_the_projects_own_tools_and_download_nothing() -> None:
    config = text(".pre-commit-config.yaml")
    assert re.findall(r"repo: (.*)", config) == ["local"]
    assert set(re.findall(r"language: (.*)", config)) == {"system", "pygrep"}
    assert [hook.split()[0] for hook in HOOKS] == [
        *[".venv/bin/python"] * 3,
        "node_modules/.bin/biome",
        ".venv/bin/lint-imports",
        ".venv/bin/zizmor",
    ]
    assert f".venv/bin/{' '.join(IMPORT_LINTER)}" in HOOKS
    assert f".venv/bin/zizmor {' '.join(ZIZMOR_OPTIONS)} .github" in HOOKS


@pytest.mark.parametrize("hook", [hook for hook in HOOKS if "ruff" in hook or "zizmor" in hook])
def test_a_hook_passes_on_a_file_that_is_in_order(hook: str) -> None:
    words = hook.split() if "zizmor" in hook else [*hook.split(), "build.py"]
    assert subprocess.run(words, cwd=ROOT).returncode == 0


@pytest.mark.parametrize(("length", "passes"), [(72, True), (73, False)])
def test_the_subject_of_a_commit_has_a_limit(length: int, passes: bool) -> None:
    [pattern] = re.findall(r"entry: (\\A.*)", text(".pre-commit-config.yaml"))
    message = "x" * length + "\n\n" + "y" * 100
    assert (re.search(pattern, message, re.MULTILINE) is None) is passes


def test_editors_and_formatters_break_lines_at_the_same_place() -> None:
    widths = re.findall(r"max_line_length = (\d+)", text(".editorconfig"))
    ruff = tomllib.loads(text("pyproject.toml"))["tool"]["ruff"]["line-length"]
    [biome] = re.findall(r'"lineWidth": (\d+)', text("biome.json"))
    assert widths[:2] == [str(ruff), biome]


def test_every_text_file_is_as_editorconfig_wants_it() -> None:
    files = committed(
        "*.py", "*.js", "*.mjs", "*.css", "*.json", "*.md", "*.toml", "*.yml", "*.html"
    )
    assert len(files) > 200
    for name in files:
        content = (ROOT / name).read_bytes()
        assert content == b"" or (content.endswith(b"\n") and b"\r" not in content), name
        assert not re.search(rb"[ \t]$", content, re.MULTILINE), name


def test_the_bot_looks_after_every_pin() -> None:
    bot = text(".github/dependabot.yml")
    [folders] = re.findall(r"directories: \[(.*)\]", bot)
    locks = [f"{folder}/package-lock.json".lstrip("/") for folder in folders.split(", ")]
    assert sorted(lock.replace("//", "/") for lock in locks) == sorted(
        committed("*package-lock.json")
    )
    assert re.findall(r"directory: (.*)", bot) == ["/", "/requirements"]
    assert all((ROOT / f"{name[:-3]}.txt").is_file() for name in committed("requirements/*.in"))


def test_the_citation_is_of_this_version() -> None:
    citation, urls = text("CITATION.cff"), tomllib.loads(text("pyproject.toml"))["project"]["urls"]
    assert f"\nversion: {pycore.__version__}\n" in citation
    assert f"\nrepository-code: {urls['Source']}\nurl: {urls['Homepage']}\n" in citation
