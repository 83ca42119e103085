"""No view changes how another part of the page looks, in whichever order they are opened."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.page import BOOT, STRONG, wait_for
from tests.support.watch import boot_page, watched_page

pytestmark = pytest.mark.native

LAST = {
    "train": ("#status", "Ready"),
    "notebooks": ("#view-notebooks .overview", ""),
    "notebooks/002": ("#view-notebooks .status", "Ready"),
    "race": ("#view-race .status", "Ready"),
    "code": ("#view-code .editor", "def "),
    "explained": ("#view-explained .arithmetic", "="),
}
"""The views, and what comes last in each: an element, and words in it."""

PARTS = {
    "share": (".copies button:enabled", "Copy"),
    "more": ("fieldset:enabled", ""),
    "augmented": ("[role=status]", "MNIST"),
    "cards": ("tbody tr", "Limits"),
}
"""What can be unfolded, by id, and what comes last in it."""

VIEWS = [view for view in LAST if view != "train"]

PROPERTIES = [
    "display",
    "position",
    "width",
    "height",
    "padding",
    "margin",
    "border-top",
    "border-bottom",
    "border-radius",
    "color",
    "background-color",
    "font-family",
    "font-size",
    "font-weight",
    "line-height",
    "text-align",
    "text-decoration",
    "white-space",
    "list-style-type",
    "gap",
    "flex",
    "flex-wrap",
    "justify-self",
    "align-items",
    "grid-template-columns",
    "overflow",
    "opacity",
    "order",
    "cursor",
    "z-index",
]

LOOK = """(properties) => {
  const look = {};
  const add = (name, root) => [root, ...root.querySelectorAll("*:not(.edited, .edited *)")]
    .forEach((element, i) => {
      const style = getComputedStyle(element);
      const key = `${name} ${i} ${element.tagName}.${element.getAttribute("class") ?? ""}`;
      look[key] = properties.map((property) => style.getPropertyValue(property));
    });
  for (const part of document.querySelectorAll("header.top, .draw, [role=tablist], footer"))
    add(part.className || part.id || part.tagName, part);
  add(location.hash.split("?")[0], document.querySelector("[role=tabpanel]:not([hidden])"));
  return look;
}"""
"""How every element in sight is styled and laid out, by where it stands."""

Look = dict[str, list[str]]


def look_of(page: Page, address: str) -> Look:
    page.evaluate(f"location.hash = '{address}'")
    page.wait_for_function(f"app.status().view === '{address.split('/')[0]}'")
    wait_for(page, *LAST[address])
    look: Look = page.evaluate(LOOK, PROPERTIES)
    return look


def different(one: Look, other: Look) -> list[str]:
    """What is not alike, for whoever reads why a test failed."""
    found = [f"{name}: only in one" for name in one.keys() ^ other.keys()]
    for name in one.keys() & other.keys():
        pairs = zip(PROPERTIES, one[name], other[name], strict=True)
        found += [f"{name}: {which}: {a} / {b}" for which, a, b in pairs if a != b]
    return found


@pytest.mark.parametrize("views", [VIEWS, VIEWS[::-1]], ids=["in order", "backwards"])
def test_a_view_changes_nothing_outside(browser: Browser, site_url: str, views: list[str]) -> None:
    with watched_page(browser, site_url, reduced_motion="reduce") as (page, watch):
        boot_page(page, site_url + "#train")
        page.wait_for_function(STRONG, timeout=BOOT)
        page.wait_for_function("app.status().offline")
        wait_for(page, "#kernel", "products")
        for part, (last, words) in PARTS.items():
            page.evaluate(f"document.getElementById('{part}').open = true")
            wait_for(page, f"#{part} {last}", words)
        page.mouse.move(0, 0)
        before = look_of(page, "train")
        first = {view: look_of(page, view) for view in views}
        assert different(before, look_of(page, "train")) == []
        for view in views:
            assert different(first[view], look_of(page, view)) == [], view
        watch.verdict()
