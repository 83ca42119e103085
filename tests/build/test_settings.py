"""The list of settings is one: form, embed element and command line follow `pycore.settings`."""

import html
import re
from dataclasses import fields
from typing import NamedTuple

import pytest

from pycore.cli import make_parser
from pycore.experiment import Experiment
from pycore.settings import SETTINGS
from tools.paths import WEB

FORM = re.search(
    r'<form class="settings".*?</form>', (WEB / "index.html").read_text("utf-8"), re.DOTALL
)
LIVE = " May change during training."
"""The form says so of a setting outside the group of those that may."""


class Shown(NamedTuple):
    """A setting as the page's form has it."""

    title: str
    help: str
    key: str
    ladder: str
    kind: str
    value: str
    live: bool


def shown() -> dict[str, Shown]:
    """The fields of the form by the names of their settings."""
    assert FORM
    found = {}
    live = re.search(r'<fieldset id="live".*?</fieldset>', FORM[0], re.DOTALL)
    assert live
    for place in re.finditer(r'<div class="field[^>]*data-field="(\w+)".*?</div>', FORM[0], re.S):
        opening = place[0].partition(">")[0]
        attributes = dict(re.findall(r'data-(\w+)="([^"]*)"', opening))
        [(key, title)] = re.findall(r'<label for="f-(\w+)">([^<]*)</label>', place[0])
        [text] = re.findall(r'<p class="help">(.*?)</p>', place[0])
        [value] = re.findall(r'<option>(\w+)</option>|value="([^"]*)"', place[0])
        assert f'id="f-{key}"' in place[0]
        found[place[1]] = Shown(
            title,
            html.unescape(re.sub("<[^>]+>", "", text)).removesuffix(LIVE),
            key,
            attributes.get("ladder", ""),
            attributes["kind"],
            "".join(value).replace(",", "").replace(" ", ","),
            "data-live" in opening or live.start() <= place.start() < live.end(),
        )
        assert ("data-live" in opening) == text.endswith(LIVE)
    return found


def test_each_field_of_an_experiment_is_in_the_list_in_its_order() -> None:
    assert list(SETTINGS) == [field.name for field in fields(Experiment)]


def test_the_form_has_each_setting_once() -> None:
    assert FORM
    assert sorted(re.findall(r'data-field="(\w+)"', FORM[0])) == sorted(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_form_says_what_the_list_says(name: str) -> None:
    setting, default = SETTINGS[name], getattr(Experiment, name)
    kind = "choice" if setting.choices else "number" if setting.numeric else "list"
    value = ",".join(map(str, default)) if isinstance(default, tuple) else f"{default}"
    assert shown()[name] == Shown(
        setting.title,
        setting.help,
        setting.key,
        setting.ladder,
        kind,
        value.removesuffix(".0"),
        setting.live,
    )


@pytest.mark.parametrize("name", [name for name in SETTINGS if SETTINGS[name].ladder != "+1"])
def test_the_steps_of_a_field_are_values_that_it_can_have(name: str) -> None:
    setting = SETTINGS[name]
    steps = [(int if setting.whole else float)(step) for step in setting.ladder.split()]
    assert steps == sorted(set(steps))
    assert bool(steps) == setting.numeric
    for step in steps:
        setting.check(name, step)


def test_the_embed_element_has_an_attribute_for_each_setting() -> None:
    text = (WEB / "embed.js").read_text("utf-8")
    [attributes] = re.findall(r'const SETTINGS =\s*"([^"]*)"', text)
    keys = [setting.key for setting in SETTINGS.values()]
    others = {"v", "rows", "steps", "switches", "hide", "play"}
    assert sorted(set(attributes.split()) - others) == sorted(keys)


def test_the_command_line_has_an_option_for_each_setting() -> None:
    train = make_parser().parse_args(["train"])
    assert not set(SETTINGS) & set(vars(train))  # none has a default that would hide an address
    parser = make_parser().family["train"]
    options = {action.dest: action for action in parser._actions}
    for name, setting in SETTINGS.items():
        assert options[name].option_strings[0] == f"--{name.replace('_', '-')}"
        assert setting.help in str(options[name].help).replace("%%", "%")
