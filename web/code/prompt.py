"""The prompt: one line of Python, among the objects that the page computes with."""

import linecache
import re
import rlcompleter
from collections.abc import Mapping
from typing import Any

import numpy as np

import pycore
from web.python.answers import Answer
from web.python.drawing import digit_of
from web.python.session import Session

from .hotswap import Names


class Prompt:
    """What the reader has set at the prompt."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.names: Names = {"__name__": "prompt", "__builtins__": __builtins__}


def names(session: Session, page: Mapping[str, Any]) -> Names:
    """What the reader can name: the page's own objects, as they are now."""
    drawn = digit_of(page["ink"])
    digit = np.zeros((28, 28), np.uint8) if drawn is None else drawn
    return {
        "net": session.network(page["which"]),
        "run": session.run,
        "data": session.run.data if session.run else session.test_set,
        "digit": digit,
        "X": pycore.to_input(digit[None]),
        "np": np,
        "pycore": pycore,
    }


def run(session: Session, line: str, given: Names) -> None:
    """Run a line; an expression's value is printed, and kept as `_`."""
    linecache.cache["<prompt>"] = (len(line), None, [line + "\n"], "<prompt>")
    space = session.state(Prompt).names
    space.update(given)
    exec(compile(line, "<prompt>", "single", dont_inherit=True), space)


def complete(session: Session, line: str, given: Names) -> Answer:
    """The beginning of the name that ends `line`, and all that it may become."""
    known = {**session.state(Prompt).names, **given}
    dotted = re.search(r"((?:\w|\.|\[[^\[\]()]*\])+)\.(\w*)$", line)  # net.layers[0].W: no calls
    word = dotted[2] if dotted else re.findall(r"\w*$", line)[0]
    if dotted:
        matches = attributes(dotted[1], word, known)
    else:
        matches = rlcompleter.Completer(known).global_matches(word) if word else []
    return {"word": word, "matches": sorted(dict.fromkeys(matches))}


def attributes(thing: str, word: str, known: Names) -> list[str]:
    """What of the object that is called `thing` begins with `word`."""
    try:
        it = eval(thing, known)
    except Exception:
        return []
    found = rlcompleter.Completer({"it": it}).attr_matches(f"it.{word}")
    return [each.removeprefix("it.") for each in found]
