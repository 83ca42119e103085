"""glossary.html, of docs/glossary.md: the page of terms to which the page's settings link."""

import html
import re
from pathlib import Path
from typing import NamedTuple

from .console import BuildError
from .paths import ROOT

SOURCE = ROOT / "docs/glossary.md"
ENTRY = re.compile(
    r"\n## (?P<term>.+)\n\n(?P<sentence>.+)\n\n"
    r"\[`(?P<code>[\w.]+)`\]\(\.\./(?P<file>[\w/]+\.py)\)(?: · setting `(?P<setting>\w+)`)?\n"
)
PLACE = "<!-- the terms of docs/glossary.md, written by the build -->"


class Entry(NamedTuple):
    """A term, its sentence, the code that computes it, and its setting, if it has one."""

    term: str
    sentence: str
    code: str
    file: str
    setting: str | None

    @property
    def anchor(self) -> str:
        """Its place in the page, as "weight-decay"."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")

    def as_html(self) -> str:
        """The term as a part of the page."""
        code = f"<code>{html.escape(self.code)}</code> in <code>{html.escape(self.file)}</code>"
        return (
            f'<section id="{self.anchor}">\n'
            f"  <h2>{html.escape(self.term)}</h2>\n"
            f"  <p>{html.escape(self.sentence)}</p>\n"
            f'  <p class="fine">{code}</p>\n'
            "</section>"
        )


def entries() -> list[Entry]:
    """All terms, in their order."""
    text = SOURCE.read_text(encoding="utf-8")
    found = [Entry(**match.groupdict()) for match in ENTRY.finditer(text)]
    if len(found) != text.count("\n## "):
        raise BuildError("docs/glossary.md has an entry of another form; see tools/glossary.py")
    return found


def write_glossary(page: Path) -> None:
    """Write the terms into the page."""
    text = page.read_text(encoding="utf-8")
    if PLACE not in text:
        raise BuildError(f"{page.name} has no place for the terms; see tools/glossary.py")
    terms = "\n".join(entry.as_html() for entry in entries())
    page.write_text(text.replace(PLACE, terms), encoding="utf-8")
