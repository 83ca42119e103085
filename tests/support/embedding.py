"""A page around an embedded one: what it hears."""

from typing import Any

from playwright.sync_api import FrameLocator, Page

PLACEHOLDER = "https://name.github.io/pycore/"
"""What an author replaces by the address of a site: in one place of each example."""
START = 120_000  # milliseconds
LISTEN = """
globalThis.heardHere = [];
const everyOne = () => [...document.querySelectorAll("pycore-digits")];
for (const type of ["ready", "reading", "metrics", "progress", "finished", "error"])
  addEventListener(`pycore-${type}`, ({ target, detail }) =>
    heardHere.push({ from: everyOne().indexOf(target), type, ...detail }));
"""


def frame_of(page: Page, which: int) -> FrameLocator:
    return page.locator("pycore-digits").nth(which).frame_locator("iframe")


def wait_heard(page: Page, which: int, type: str, condition: str = "true") -> Any:
    """What an element has told: the first of this type for which a condition on `it` holds."""
    said = page.wait_for_function(
        f"heardHere.find((it) => it.from === {which} && it.type === '{type}' && ({condition}))",
        timeout=START,
    )
    return said.json_value()
