"""What the view "Code" asks of Python; the worker imports it when that view is opened.

Each function is given the worker's session first, and answers with plain values.
"""

from . import cells, gradients, prompt, suite
from .hotswap import Bench
from .output import captured

bench = Bench()


def begin(session):
    """Everything that the view shows at first."""
    session.blame = bench.blame
    return {"cells": [cell.as_dict() for cell in cells.CELLS], "edited": bench.edited}


def run_cell(session, name, text, page):
    """Take the text of a cell over, and try it out. On an error all stays as it was."""
    names = prompt.names(session, page)
    with captured(bench.files) as result:
        bench.run(cells.BY_NAME[name], text, names)
    return result.as_dict() | {"edited": bench.edited}


def reset(session, name):
    """Bring one function back, or without a name all of them."""
    for each in [name] if name else list(bench.edited):
        bench.reset(each)
    return {"edited": bench.edited}


def prompt_line(session, line, page):
    """Answer a line of the prompt."""
    with captured(bench.files) as result:
        prompt.run(line, prompt.names(session, page))
    return result.as_dict()


def complete(session, line, page):
    """How the last name in `line` may go on."""
    return prompt.complete(line, prompt.names(session, page))


def check_gradients(session, page):
    """Check the gradients of a small network, by the code in use.

    It has layers as the visitor's own network or else the small shipped one: layers as the strong
    one has them would take long.
    """
    mine = page["which"] == "mine"
    with captured(bench.files) as result:
        return gradients.check(session.network("mine") if mine else session.shipped)
    return result.as_dict()


def edits(session):
    """The text of every function that is edited, by its name."""
    return {"texts": {name: edit.text for name, edit in bench.edits.items()}}


def adopt(session, texts):
    """Use the edits of another worker."""
    for name, text in texts.items():
        bench.adopt(cells.BY_NAME[name], text)


begin_tests, test_for = suite.begin, suite.run_for
