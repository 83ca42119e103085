"""The views: tabs, each with an address, by mouse, keys and Back; code comes when one is opened."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.faults import IN_CONSOLE, missing
from tests.support.page import BOOT, SEVEN, TRAINING, button, draw, prediction, small, status
from tools.paths import WEB

pytestmark = pytest.mark.native

Boot = Callable[[Page], Page]

# Two views beside the first, as somebody would add them: a line in the list, and a module.
MORE = """
VIEWS.splice(1);
VIEWS.push({ id: "one", name: "One", load: () => import("./one.js") });
VIEWS.push({ id: "two", name: "Two", pages: ["and/more"], load: () => import("./two.js") });
"""
MODULE = """
export function open(panel, page) {
  const told = document.createElement("p");
  panel.append(told);
  const tell = (word) => { told.textContent += `${word} `; };
  tell(page.python ? "opened" : "lost");
  return {
    shown: (rest) => tell(`shown${rest && `:${rest}`}`),
    hidden: () => tell("hidden"),
    up: (about) => tell(`up:${about.network.layers.length}`),
    down: () => tell("down"),
  };
}
"""


def script(route: Route, body: str) -> None:
    route.fulfill(body=body, content_type="text/javascript")


@pytest.fixture
def more(page: Page) -> Page:
    """A page with the views One and Two besides its own."""
    views = (WEB / "views.js").read_text(encoding="utf-8") + MORE
    page.route("**/views.js", lambda route: script(route, views))
    for name in ("one", "two"):
        page.route(f"**/{name}.js", lambda route: script(route, MODULE))
    return page


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name, exact=True)


def panel(page: Page) -> Locator:
    return page.locator("[role=tabpanel]:not([hidden])")


def expect_shown(page: Page, view: str) -> None:
    """One view is shown, this one, and one tab is selected, its own."""
    expect(panel(page)).to_have_count(1)
    expect(panel(page)).to_have_id(f"view-{view}")
    selected = page.get_by_role("tab", selected=True)
    expect(selected).to_have_count(1)
    expect(selected).to_have_attribute("aria-controls", f"view-{view}")


def test_the_first_view_is_train_and_nothing_else_is_loaded(more: Page, site_url: str) -> None:
    asked: list[str] = []
    more.on("request", lambda request: asked.append(request.url))
    more.goto(site_url)
    expect(tab(more, "Train")).to_be_visible()
    expect_shown(more, "train")
    expect(button(more, "Train")).to_be_enabled(timeout=BOOT)
    assert not [url for url in asked if url.endswith(("one.js", "two.js"))]


def test_addresses_back_and_forward(more: Page, site_url: str) -> None:
    more.route("**/manifest.json", lambda route: None)  # Python never comes, to tell of itself
    more.goto(site_url)
    tab(more, "One").click()
    expect(panel(more)).to_have_text("opened shown ")
    assert more.url.endswith("#one")
    assert more.title() == "One — pycore"
    tab(more, "Two").click()
    expect_shown(more, "two")
    more.go_back()
    expect(panel(more)).to_have_text("opened shown hidden shown ")
    more.go_back()
    expect_shown(more, "train")
    more.go_forward()
    expect_shown(more, "one")
    more.goto(f"{site_url}#two/and/more")
    expect(panel(more)).to_contain_text("shown:and/more")
    more.goto(f"{site_url}#nowhere")
    expect_shown(more, "train")


def test_a_view_can_be_the_first_thing_opened_and_is_told_of_python(
    more: Page, site_url: str
) -> None:
    more.goto(f"{site_url}#two")
    expect_shown(more, "two")
    expect(panel(more)).to_have_text("opened shown up:4 ", timeout=BOOT)
    tab(more, "One").click()
    expect(panel(more)).to_have_text("opened shown up:4 ")
    draw(more, SEVEN)
    expect(prediction(more)).to_contain_text("It is a 7")


def test_tabs_by_keyboard(more: Page, site_url: str) -> None:
    more.goto(site_url)
    tab(more, "Train").focus()
    for key, name in [
        ("ArrowRight", ""),
        ("End", "two"),
        ("ArrowRight", "train"),
        ("ArrowLeft", "two"),
        ("ArrowLeft", "one"),
        ("Home", "train"),
    ]:
        more.keyboard.press(key)
        if name:
            expect(more.locator(f"#tab-{name}")).to_be_focused()
        expect_shown(more, "train")  # to look along the row opens nothing
    more.keyboard.press("End")
    more.keyboard.press("Space")
    expect_shown(more, "two")
    more.keyboard.press("ArrowLeft")
    more.keyboard.press("Enter")
    expect_shown(more, "one")
    tabbable = more.locator("#tabs a:not([tabindex='-1'])")
    expect(tabbable).to_have_count(1)
    expect(tabbable).to_have_attribute("id", "tab-one")


def test_the_skip_link_leads_to_the_open_view(more: Page, site_url: str) -> None:
    more.goto(f"{site_url}#one")
    expect_shown(more, "one")
    more.get_by_text("Skip to the views").press("Enter")
    expect(more.locator("#tab-one")).to_be_focused()
    expect_shown(more, "one")


def test_a_view_that_cannot_be_loaded_says_so_and_can_be_tried_again(
    more: Page, site_url: str, allow: Callable[[str], None]
) -> None:
    allow(IN_CONSOLE)
    more.goto(site_url)
    more.route("**/one.js", missing)
    tab(more, "One").click()
    alert = more.get_by_role("alert")
    expect(alert).to_contain_text("“One” could not be loaded. The rest of the page works")
    tab(more, "Two").click()
    expect(panel(more)).to_contain_text("opened")
    tab(more, "One").click()
    more.unroute("**/one.js", missing)
    alert.get_by_role("button", name="Retry").click()
    expect(panel(more)).to_contain_text("opened shown")
    expect(alert).to_have_count(0)


def test_training_goes_on_behind_another_view(more: Page, boot: Boot) -> None:
    boot(more)
    small(more, Epochs="500")
    button(more, "Train").click()
    expect(status(more)).to_contain_text("images/s", timeout=TRAINING)
    tab(more, "One").click()
    expect(tab(more, "Train").locator("small")).to_contain_text("%")
    at = more.evaluate("app.status().run.step")
    more.wait_for_function("step => app.status().run.step > step + 10", arg=at)
    more.go_back()
    button(more, "Pause").click()
    expect(tab(more, "Train").locator("small")).to_have_text("paused")
    more.wait_for_function("document.querySelector('#loss-chart canvas').width > 100")


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_row_of_tabs_fits_every_screen(more: Page, site_url: str, width: int) -> None:
    more.set_viewport_size({"width": width, "height": 800})
    more.goto(f"{site_url}#two")
    expect(panel(more)).to_contain_text("opened")
    expect(tab(more, "Two")).to_be_visible()
    assert more.evaluate("document.documentElement.scrollWidth") <= width
