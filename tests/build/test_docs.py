"""What the documents name is there: files, headings, commands."""

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

from pycore.cli import make_parser
from pycore.settings import SETTINGS
from tools.commands import parser
from tools.paths import ROOT, WEB
from tools.stages import ON_REQUEST, STAGES

DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
}


def slug(heading: str) -> str:
    """A heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(document: Path) -> set[str]:
    text = document.read_text(encoding="utf-8")
    return {slug(heading) for heading in re.findall(r"^#+ (.*)", text, re.MULTILINE)}


def test_there_are_documents() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/results.md", "docs/embedding.md"} <= set(
        DOCUMENTS
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", DOCUMENTS[name]):
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_are_there(name: str) -> None:
    """Those of build.py, those of pycore, and every other module that is run."""
    text = DOCUMENTS[name]
    for command in re.findall(r"(?:`|python3 )build\.py ([a-z][^#`\n)]*)", text):
        words = shlex.split(command)
        parser().parse_args(words[: words.index("--") if "--" in words else None])
    for command in re.findall(r"^    python -m pycore (.*)", text, re.MULTILINE):
        make_parser().parse_args(shlex.split(command))
    for module in re.findall(r"python3? -m ([\w.]+)", text):
        assert find_spec(module), module


def test_each_figure_stands_beside_a_command_that_prints_it() -> None:
    """A section of the results that has a table names a command."""
    results = re.split(r"^##+ ", DOCUMENTS["docs/results.md"], flags=re.MULTILINE)[1:]
    assert len(results) == 7
    for section in results:
        assert re.search(r"`(python3 |\.venv/bin/)?(build\.py|python -m)", section), section[:40]


def test_the_readme_is_short_and_leaves_tables_of_figures_to_the_results() -> None:
    readme = DOCUMENTS["README.md"]
    assert len(readme.split()) <= 1_500
    assert len(re.findall(r"\d %", readme)) <= 2


def test_contributing_names_every_stage() -> None:
    table = DOCUMENTS["CONTRIBUTING.md"].split("| stage | |\n")[1].split("\n\n")[0]
    firsts = "".join(row.split("|")[1] for row in table.splitlines())
    assert re.findall(r"`(\w+)`", firsts) == [*STAGES, *ON_REQUEST]
    assert f"all of it: {', '.join(STAGES)}\n" in DOCUMENTS["CONTRIBUTING.md"]


def test_each_setting_of_an_experiment_is_an_attribute_of_the_element() -> None:
    rows = re.findall(r"^\| (`.*?`) \| [^|]*\|$", DOCUMENTS["docs/embedding.md"], re.MULTILINE)
    documented = set(re.findall(r"`(\w+)`", " ".join(rows)))
    [known] = re.findall(r'"(v images [\w ]+)"', (WEB / "embed.js").read_text(encoding="utf-8"))
    assert {setting.key for setting in SETTINGS.values()} <= documented & set(known.split())
