"""The walk: the modules of pycore that a reader takes in order. Together they stay short."""

import ast
import re
from pathlib import Path

from .console import complain
from .paths import PACKAGE

MOST_WORDS = 5_000
"""Twenty minutes, at 250 words a minute."""


def walk(package: Path) -> list[str]:
    """The modules that the first list in the package's docstring names, in its order."""
    docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8"))) or ""
    first, _, _ = docstring.partition("\n2. ")
    return re.findall(r"^ {4}([a-z_]+) {2,}", first, re.MULTILINE)


def count_words(package: Path) -> int:
    """How many words they have, code and prose, as `wc -w` counts."""
    return sum(len((package / f"{name}.py").read_text("utf-8").split()) for name in walk(package))


def check_walk(package: Path = PACKAGE) -> int:
    """1, and a line that says so, if the walk is too long."""
    words = count_words(package)
    if words > MOST_WORDS:
        complain("walk", f"the modules of the walk have {words:,} words, {MOST_WORDS:,} at most")
    return int(words > MOST_WORDS)
