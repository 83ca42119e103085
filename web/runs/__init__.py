"""What the views "Notebooks" and "Race" ask of Python; the worker imports it when one is opened.

Each function is given the worker's session first, and answers with plain values.
"""

from pycore.notebooks import NOTEBOOKS

from . import addresses, race, sources
from .contents import chapter, looks
from .lanes import Lanes

lanes = Lanes()


def contents(session):
    """All that is said of the five notebooks."""
    return [
        chapter(notebook) | {"lines": sources.lines(notebook)} for notebook in NOTEBOOKS.values()
    ]


def samples(session, count):
    """The first images of MNIST, as many as are asked for: their pixels in a row; their labels."""
    images, labels = session.pool.take(slice(0, count))
    return {"images": images.ravel(), "labels": labels.tolist()}


def plan(session, spec):
    """What the run of `spec` would be, and which parts of MNIST are still to come; checked."""
    found = lanes.plan(spec)
    missing = [part for part in range(found.shards) if part not in session.parts]
    return looks(found) | {"missing": missing}


def read_address(session, address):
    """What the address of a notebook or a race asks for, and what had to be changed in it."""
    return addresses.read(address)


def write_address(session, spec):
    """The address of what `plan` has found sound."""
    return addresses.write(spec)


def begin(session, lane, spec):
    """Put a new run on a lane; the parts that `plan` names must be there."""
    return lanes.begin(lane, spec, session)


def train_for(session, lane, milliseconds, most):
    """Go on with a lane for so long, but by no more than `most` steps."""
    return lanes.train_for(lane, milliseconds / 1000, most)


def judge_for(session, lane, milliseconds):
    """Go on judging a lane's network for so long; `figures` come when all sets have been seen."""
    return lanes.judge_for(lane, milliseconds / 1000, session.test_set)


def drop(session, lane):
    """Forget a lane."""
    lanes.drop(lane)


def entrants(session):
    """Who takes part in the race."""
    return race.entrants()


def first_part(session):
    """Which parts of MNIST `samples` needs that are still to come."""
    return {"missing": [part for part in (0,) if part not in session.parts]}
