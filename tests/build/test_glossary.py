"""The glossary: a sentence for each term, the code that it names, and a term for each setting."""

import html
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from pycore.settings import SETTINGS
from tools.glossary import SOURCE, Entry, entries, write_glossary
from tools.paths import WEB

ENTRIES = entries()


def test_every_heading_is_an_entry_and_they_are_in_order() -> None:
    headings = re.findall(r"^## (.+)", SOURCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [entry.term for entry in ENTRIES] == headings
    assert headings == sorted(headings, key=str.lower)
    assert len(headings) == len(set(headings)) > 50


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.term)
def test_an_entry_is_one_sentence_and_names_code_that_is_there(entry: Entry) -> None:
    assert re.fullmatch(r"[^.]*(\.\d[^.]*)*\.", entry.sentence)
    parts = [part for part in Path(entry.file).with_suffix("").parts if part != "__init__"]
    named = ".".join(parts).removeprefix("pycore.")
    assert f"{entry.code}.".startswith(f"{named}.")
    value: object = import_module(".".join(parts))
    for name in entry.code.removeprefix(named).split(".")[1:]:
        value = getattr(value, name)


def test_each_setting_of_an_experiment_has_one_term() -> None:
    settings = [entry.setting for entry in ENTRIES if entry.setting]
    assert sorted(settings) == sorted(setting.key for setting in SETTINGS.values())


def test_each_setting_on_the_page_links_to_its_term() -> None:
    form = (WEB / "index.html").read_text(encoding="utf-8")
    link = r'data-field="(\w+)"[^>]*>\s*<label.*?</label><a [^>]*glossary\.html#([^"]+)"'
    links = dict(re.findall(link, form))
    terms = {entry.setting: entry.anchor for entry in ENTRIES if entry.setting}
    assert links == {name: terms[setting.key] for name, setting in SETTINGS.items()}


def test_the_glossarys_page_has_every_term(tmp_path: Path) -> None:
    page = tmp_path / "glossary.html"
    shutil.copy(WEB / "glossary.html", page)
    write_glossary(page)
    text = page.read_text(encoding="utf-8")
    assert re.findall(r'<section id="([^"]+)">', text) == [entry.anchor for entry in ENTRIES]
    assert all(html.escape(entry.sentence) in text for entry in ENTRIES)
