"""The prompt: one line of Python, among the objects that the page computes with."""

import linecache
import re
import rlcompleter

import numpy as np

import pycore

space = {"__name__": "prompt", "__builtins__": __builtins__}
"""What the reader has set at the prompt."""


def names(session, page):
    """What the reader can name: the page's own objects, as they are now."""
    digit = np.zeros((28, 28), np.uint8)
    if len(page["ink"]):  # none: nothing is drawn
        side = round(len(page["ink"]) ** 0.5)
        drawn = pycore.centre_digit(np.frombuffer(page["ink"], np.uint8).reshape(side, side))
        digit = digit if drawn is None else drawn
    return {
        "net": session.network(page["which"]),
        "run": session.run,
        "data": session.run.data if session.run else session.test_set,
        "digit": digit,
        "X": pycore.to_input(digit[None]),
        "np": np,
        "pycore": pycore,
    }


def run(line, given):
    """Run a line; an expression's value is printed, and kept as `_`."""
    linecache.cache["<prompt>"] = (len(line), None, [line + "\n"], "<prompt>")
    space.update(given)
    exec(compile(line, "<prompt>", "single", dont_inherit=True), space)


def complete(line, given):
    """The beginning of the name that ends `line`, and all that it may become."""
    known = {**space, **given}
    dotted = re.search(r"((?:\w|\.|\[[^\[\]()]*\])+)\.(\w*)$", line)  # net.layers[0].W: no calls
    word = dotted[2] if dotted else re.search(r"\w*$", line)[0]
    if dotted:
        matches = attributes(dotted[1], word, known)
    else:
        matches = rlcompleter.Completer(known).global_matches(word) if word else []
    return {"word": word, "matches": sorted(dict.fromkeys(matches))}


def attributes(thing, word, known):
    """What of the object that is called `thing` begins with `word`."""
    try:
        it = eval(thing, known)
    except Exception:
        return []
    found = rlcompleter.Completer({"it": it}).attr_matches(f"it.{word}")
    return [each.removeprefix("it.") for each in found]
