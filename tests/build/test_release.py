"""One version: what pycore says of itself, the changelog and the README agree."""

import re
import tomllib

import pycore
from tools.paths import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_newest_entry_of_the_changelog_is_the_version_of_the_package() -> None:
    versions = re.findall(
        r"^## \[(.*)\] - (?:unreleased|\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE
    )
    assert versions[0] == pycore.__version__
    assert versions == sorted(versions, key=lambda text: tuple(map(int, text.split("."))))[::-1]
    assert len(versions) == len(re.findall(r"^## ", CHANGELOG, re.MULTILINE))


def test_the_changelog_has_the_sections_that_keep_a_changelog_knows() -> None:
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    sections = re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE)
    assert sections
    assert set(sections) <= known


def test_the_readme_names_the_wheel_of_this_version() -> None:
    assert re.findall(r"pycore_digits-(.*?)-py3", README) == [pycore.__version__]


def test_the_addresses_of_the_project_are_written_as_in_the_readme() -> None:
    home, *others = PROJECT["urls"].values()
    assert f'src="{home}embed.js"' in README
    source = home.replace("https://name.github.io/", "https://github.com/name/").rstrip("/")
    assert all(f"{url}/".startswith(f"{source}/") for url in others)
    named = [url.split("/main/")[1] for url in others if "/main/" in url]
    assert named == ["docs", "CHANGELOG.md"]
    assert all((ROOT / path).exists() for path in named)
