"""What "Share" asks of Python; the worker imports it when that is first opened.

Each function is given the worker's session first, and answers with plain values.
"""

from pycore import Experiment
from pycore.files.curve import Curve
from pycore.files.url import write_experiment
from pycore.notebooks.url import read_variant

from . import beside, notes, texts

held: dict[str, Curve] = {}
"""The curve from elsewhere that the run is held beside, if there is one."""


def copies(session, settings, site):
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


def notebook_copies(session, address, site):
    """A notebook's runs, as its page has set them, as texts to take along."""
    variant, _ = read_variant(address)
    return {
        "script": texts.notebook_script(variant, site),
        "command": texts.command(address, site),
        "once": texts.install(site),
        "notes": notes.OF_A_NOTEBOOK,
    }


def hold(session, content, name):
    """Hold the run beside the curve in a file; tell what is in that."""
    held["curve"] = curve = Curve.read(bytes(content), name)
    return curve.as_dict() | {
        "settings": curve.experiment.as_dict(),
        "who": beside.who(curve.made_by),
        "here": beside.is_same(session.run, curve),
    }


def let_go(session):
    """No longer hold it beside anything."""
    held.clear()


def apart(session):
    """How far the run and the curve that it is held beside are apart, in words."""
    curve = held["curve"]
    words = beside.words(session.run, session.curve, curve)
    return {"words": words, "same": beside.is_same(session.run, curve)}
