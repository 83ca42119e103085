"""What the view "Code" asks of Python; the worker imports it when that view is opened.

Each function is given the worker's session first, and answers with plain values. `page` is what the
page has of the drawing: its `ink`, and `which` network is to read it.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from web.python.answers import Answer
from web.python.session import Session

from . import cells, gradients, prompt
from .hotswap import Bench
from .output import captured
from .suite import begin_tests, test_for

__all__ = [
    "adopt",
    "begin",
    "begin_tests",
    "check_gradients",
    "complete",
    "edits",
    "prompt_line",
    "reset",
    "run_cell",
    "test_for",
]

Page: TypeAlias = Mapping[str, Any]


def begin(session: Session) -> Answer:
    """Everything that the view shows at first."""
    bench = session.state(Bench)
    session.blame = bench.blame
    return {"cells": [cell.as_dict() for cell in cells.CELLS], "edited": bench.edited}


def run_cell(session: Session, name: str, text: str, page: Page) -> Answer:
    """Take the text of a cell over, and try it out. On an error all stays as it was."""
    bench, names = session.state(Bench), prompt.names(session, page)
    with captured(bench.files) as result:
        bench.run(cells.BY_NAME[name], text, names)
    return result.as_dict() | {"edited": bench.edited}


def reset(session: Session, name: str | None) -> Answer:
    """Bring one function back, or without a name all of them."""
    bench = session.state(Bench)
    for each in [name] if name else bench.edited:
        bench.reset(each)
    return {"edited": bench.edited}


def prompt_line(session: Session, line: str, page: Page) -> Answer:
    """Answer a line of the prompt."""
    with captured(session.state(Bench).files) as result:
        prompt.run(session, line, prompt.names(session, page))
    return result.as_dict()


def complete(session: Session, line: str, page: Page) -> Answer:
    """How the last name in `line` may go on."""
    return prompt.complete(session, line, prompt.names(session, page))


def check_gradients(session: Session, page: Page) -> Answer:
    """Check the gradients of a small network, by the code in use.

    It has layers as the visitor's own network or else the small shipped one: layers as the strong
    one has them would take long.
    """
    mine = page["which"] == "mine"
    with captured(session.state(Bench).files) as result:
        return gradients.check(session.network("mine") if mine else session.shipped)
    return result.as_dict()


def edits(session: Session) -> Answer:
    """The text of every function that is edited, by its name."""
    return {"texts": {name: edit.text for name, edit in session.state(Bench).edits.items()}}


def adopt(session: Session, texts: Mapping[str, str]) -> None:
    """Use the edits of another worker."""
    for name, text in texts.items():
        session.state(Bench).adopt(cells.BY_NAME[name], text)
