"""What the views "Notebooks" and "Race" ask of Python; the worker imports it when one is opened.

Each function is given the worker's session first, and answers with plain values. What a `spec` is
stands in `plans`. A run that has begun is driven by the worker's own functions.
"""

from pycore.notebooks import NOTEBOOKS, race
from web.python.answers import Answer
from web.python.runs import ActiveRun
from web.python.session import Session

from . import addresses, sources
from .contents import chapter, looks
from .plans import Spec, plan_of, run_of
from .scores import on_all_sets


def contents(session: Session) -> list[Answer]:
    """All that is said of the five notebooks."""
    return [
        chapter(notebook) | {"lines": sources.lines(notebook)} for notebook in NOTEBOOKS.values()
    ]


def first_part(session: Session) -> Answer:
    """Which parts of MNIST `samples` needs that are still to come."""
    return {"missing": session.missing(1)}


def samples(session: Session, count: int) -> Answer:
    """The first images of MNIST, as many as are asked for: their pixels in a row; their labels."""
    images, labels = session.pool.take(slice(0, count))
    return {"images": images.ravel(), "labels": labels.tolist()}


def plan(session: Session, spec: Spec) -> Answer:
    """What the run of `spec` would be, and which parts of MNIST are still to come; checked."""
    found = plan_of(spec)
    return looks(found) | {"missing": session.missing(found.shards)}


def read_address(session: Session, address: str) -> Answer:
    """What the address of a notebook or a race asks for, and what had to be changed in it."""
    return addresses.read(address)


def write_address(session: Session, spec: Spec) -> str:
    """The address of what `plan` has found sound."""
    return addresses.write(spec)


def begin(session: Session, name: str, spec: Spec) -> Answer:
    """Begin a run; the parts that `plan` names must be there."""
    run = run_of(spec, session)
    session.begin(name, ActiveRun(run, on_all_sets(run)))
    return looks(run.plan)


def entrants(session: Session) -> Answer:
    """Who takes part in the race, in the order of the table."""
    return {
        "entrants": [vars(each) | {"switches": sorted(each.switches)} for each in race.entrants()],
        "published": {"label": "003’s Keras, as published", "heldOut": race.KERAS},
    }
