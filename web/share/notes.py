"""Whether the texts give what is on the screen, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pycore import Experiment, ExperimentError, Run

NOTHING_YET = "Nothing is trained yet. These copies have the present settings."
OF_A_NOTEBOOK = "These copies give the notebook's runs with the present fields and switches."
THE_RUN = "These copies give the run on the screen."

TITLES = {
    "images": "training images",
    "l2": "weight decay",
    "ema_decay": "weight averaging",
}


def title(field: str) -> str:
    """What a setting is called in a sentence."""
    return TITLES.get(field) or field.replace("_", " ")


def listed(fields: Iterable[str]) -> str:
    """Several settings in a sentence: `seed, weight decay and batch size`."""
    *first, last = [title(field) for field in fields]
    return f"{', '.join(first)} and {last}" if first else last


def of_run(run: Run, settings: Mapping[str, Any]) -> str:
    """What is to be known of the texts of a run; `settings` are those that the form shows."""
    sentences = [altered(run) or THE_RUN]
    if waiting(run, settings):
        sentences.append("They do not have the changes that wait for Reset.")
    return " ".join(sentences)


def altered(run: Run) -> str:
    """That a run can't be had again, if so."""
    if not run.changed_settings:
        return ""
    names = listed(sorted(run.changed_settings))
    return (
        f"During the run on the screen, {names} changed. "
        "These copies use the present settings from the start, which gives another curve."
    )


def waiting(run: Run, settings: Mapping[str, Any]) -> bool:
    """Whether the form asks for what this run is not; nonsense in it is no answer."""
    try:
        wanted = Experiment.from_dict(settings)
    except ExperimentError:
        return False
    return replace(wanted, **vars(run.settings)) != run.current_experiment
