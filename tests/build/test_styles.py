"""A style sheet that is loaded later reaches nothing outside the part of the page that loads it."""

import re
from collections.abc import Iterator

import pytest

from tools.paths import WEB

ROOTS = {
    "train/augmented/strip.css": ":where(#augmented)",
    "networks/cards.css": ":where(#cards)",
    "code/view.css": ":where(#view-code)",
    "explained/view.css": ":where(#view-explained)",
    "runs/runs.css": ":where(#view-notebooks, #view-race)",
    "share/share.css": ".share",
    "draw/other_inputs.css": ":where(#pad-frame)",
}
"""For each sheet but the page's own, where its rules begin."""

GROUPS = ("@media", "@container", "@supports")
"""What stands around rules and is none itself."""

WITHIN = re.compile(r'(?![+~])[^&]*|(\[data-theme="dark"\] )?&\S*+(?! [+~])[^&]*')
"""A nested selector of the root or of what is in it, not of its neighbours."""


def rules(css: str) -> Iterator[tuple[int, str]]:
    """Each selector, or what else stands before a brace, and how many braces are around it."""
    depth = 0
    for text, brace in re.findall(r"([^{};]*)([{};])", re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        if brace == "{":
            yield depth, " ".join(text.split())
        depth += {"{": 1, "}": -1, ";": 0}[brace]


def escapes(css: str, root: str) -> list[str]:
    """The selectors that could match something outside `root`."""
    found = []
    for depth, text in rules(css):
        if depth == 0:
            inside = text == root
        elif text.startswith("@"):
            inside = text.startswith(GROUPS)
        else:
            inside = all(WITHIN.fullmatch(each) for each in re.split(r", ?(?![^(]*\))", text))
        if not inside:
            found.append(text)
    return found


@pytest.mark.parametrize("path", sorted(ROOTS))
def test_a_sheet_stays_within_its_part_of_the_page(path: str) -> None:
    assert escapes((WEB / path).read_text(encoding="utf-8"), ROOTS[path]) == []


def test_no_sheet_is_forgotten() -> None:
    sheets = {str(path.relative_to(WEB)) for path in WEB.rglob("*.css")}
    assert sheets == {"style.css", *ROOTS}


@pytest.mark.parametrize(
    "css",
    [
        ".cards {}",
        "#a { .b {} } .c {}",
        "@media (min-width: 720px) { .b {} }",
        "#a { .c:not(&) {} }",
        "#a { @keyframes turn { } }",
        "#a, .b { }",
        "#a { .b, :root:not(&) .c { } }",
        "#a { + .c { } }",
        "#a { &.b ~ .c { } }",
    ],
)
def test_what_reaches_further_is_found(css: str) -> None:
    assert escapes(css, "#a")
