"""What "Share" asks of Python; the worker imports it when that is first opened.

Each function is given the worker's session first, and answers with plain values.
"""

from collections.abc import Mapping
from typing import Any

from pycore import DataError, Experiment
from pycore.files.curve import Curve
from pycore.files.url import write_experiment
from pycore.notebooks.url import read_variant
from web.python.answers import Answer
from web.python.session import TRAIN, Session

from . import beside, notes, texts
from .texts import Site


class Held:
    """The curve from elsewhere that the run is held beside, if there is one."""

    curve: Curve | None = None


def copies(session: Session, settings: Mapping[str, Any], site: Site) -> Answer:
    """The run on the screen as texts to take along, or else what the settings ask for.

    `site` says where the page's own wheel lies, and where the page itself does.
    """
    run = session.run
    experiment = run.current_experiment if run else Experiment.from_dict(settings)
    address = write_experiment(experiment)
    return {
        "address": address,
        "script": texts.script(experiment, site),
        "notebook": texts.notebook(experiment, site),
        "command": texts.command(address, site),
        "once": texts.install(site),
        "notes": notes.of_run(run, settings) if run else notes.NOTHING_YET,
    }


def notebook_copies(session: Session, address: str, site: Site) -> Answer:
    """A notebook's runs, as its page has set them, as texts to take along."""
    variant, _ = read_variant(address)
    return {
        "script": texts.notebook_script(variant, site),
        "command": texts.command(address, site),
        "once": texts.install(site),
        "notes": notes.OF_A_NOTEBOOK,
    }


def hold(session: Session, content: bytes, name: str) -> Answer:
    """Hold the run beside the curve in a file; tell what is in that."""
    session.state(Held).curve = curve = Curve.read(bytes(content), name)
    return curve.as_dict() | {
        "settings": curve.experiment.as_dict(),
        "who": beside.who(curve.made_by),
        "here": beside.is_same(session.run, curve),
    }


def let_go(session: Session) -> None:
    """No longer hold it beside anything."""
    session.state(Held).curve = None


def apart(session: Session) -> Answer:
    """How far the run and the curve that it is held beside are apart, in words."""
    held, here = session.state(Held).curve, session.runs.get(TRAIN)
    if held is None:
        raise DataError("there is no curve from elsewhere")
    words = beside.words(session.run, here.curve if here else None, held)
    return {"words": words, "same": beside.is_same(session.run, held)}
