"""The glossary: a sentence for each term, the code that it names, and a term for each setting."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from pycore.settings import SETTINGS
from tools.paths import ROOT

GLOSSARY = ROOT / "docs/glossary.md"
ENTRY = re.compile(
    r"\n## (?P<term>.+)\n\n(?P<sentence>.+)\n\n"
    r"\[`(?P<code>[\w.]+)`\]\(\.\./(?P<file>[\w/]+\.py)\)(?: · setting `(?P<setting>\w+)`)?\n"
)
ENTRIES = [match.groupdict() for match in ENTRY.finditer(GLOSSARY.read_text(encoding="utf-8"))]


def test_every_heading_is_an_entry_and_they_are_in_order() -> None:
    headings = re.findall(r"^## (.+)", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    assert [entry["term"] for entry in ENTRIES] == headings
    assert headings == sorted(headings, key=str.lower)
    assert len(headings) == len(set(headings)) > 50


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["term"])
def test_an_entry_is_one_sentence_and_names_code_that_is_there(entry: dict[str, str]) -> None:
    assert re.fullmatch(r"[^.]*(\.\d[^.]*)*\.", entry["sentence"])
    parts = [part for part in Path(entry["file"]).with_suffix("").parts if part != "__init__"]
    named = ".".join(parts).removeprefix("pycore.")
    assert f"{entry['code']}.".startswith(f"{named}.")
    value: object = import_module(".".join(parts))
    for name in entry["code"].removeprefix(named).split(".")[1:]:
        value = getattr(value, name)


def test_each_setting_of_an_experiment_has_one_term() -> None:
    settings = [entry["setting"] for entry in ENTRIES if entry["setting"]]
    assert sorted(settings) == sorted(setting.key for setting in SETTINGS.values())
