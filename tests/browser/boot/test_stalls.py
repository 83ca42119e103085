"""What does not come is named after a few seconds, whatever it is, and there is a way out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.page import BOOT, ONE, TRAINING, button, draw, prediction, small, status

Expect = Callable[[str], None]
Boot = Callable[[Page], Page]
SOON = 9_000  # milliseconds; four seconds of silence, and what leads up to them
IN_CONSOLE = r"preload|Failed to load"


class Held:
    """Requests of some kind that get no answer until they are let go."""

    def __init__(self, page: Page, pattern: str, after: int = 0) -> None:
        self.routes: list[Route] = []
        self.passing = after
        page.route(pattern, self.take)

    def take(self, route: Route) -> None:
        if self.passing:
            self.passing -= 1
            route.continue_()
        else:
            self.routes.append(route)

    def release(self) -> None:
        self.passing = 1_000
        while self.routes:
            self.routes.pop().continue_()


@pytest.mark.native
@pytest.mark.parametrize("part", ["app.js", "bars.js", "style.css"])
def test_a_part_of_the_page_that_stalls_is_named(
    page: Page, site_url: str, allow: Expect, part: str
) -> None:
    allow(IN_CONSOLE)
    held = Held(page, f"**/{part}")
    page.goto(site_url, wait_until="commit")
    alert = page.get_by_role("alert").filter(has_text=f"Still waiting for {part}")
    expect(alert).to_be_visible(timeout=SOON)
    expect(alert.get_by_role("button", name="Reload")).to_be_visible()
    if not part.endswith(".css"):  # without its looks the page works
        held.release()
    expect(prediction(page)).to_have_text("Draw a digit", timeout=BOOT)
    held.release()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.native
def test_an_icon_that_stalls_does_not_matter(page: Page, boot: Boot) -> None:
    for icon in ("icon.svg", "app.webmanifest", "icons/*.png"):
        Held(page, f"**/{icon}")
    boot(page)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(
    ("file", "passing", "sentence"),
    [
        ("manifest.json", 0, "Still waiting for manifest.json"),
        ("pyodide.asm.wasm", 0, "Still waiting for vendor/pyodide/pyodide.asm.wasm"),
        ("pyodide.mjs", 1, r"\d+ s so far"),
        ("core.js", 1, r"\d+ s so far"),
    ],
)
def test_what_stalls_the_start_is_named_and_the_start_can_be_cancelled_and_tried_again(
    page: Page, site_url: str, allow: Expect, file: str, passing: int, sentence: str
) -> None:
    """A module that has come once, and is right, is asked for again by its import: `passing`."""
    allow(IN_CONSOLE)
    held = Held(page, f"**/{file}", passing)
    page.goto(site_url)
    boot = page.locator("#boot")
    expect(boot).to_contain_text(re.compile(sentence), timeout=30_000)
    expect(prediction(page)).to_contain_text("Waiting for Python")
    expect(status(page)).to_have_text("Waiting for Python")
    expect(page.get_by_role("alert")).to_have_count(0)
    button(page, "Cancel").click()
    expect(page.get_by_role("alert")).to_contain_text("The start was cancelled")
    expect(prediction(page)).to_have_text("Python is not running, so it reads nothing")
    if file == "core.js":
        return  # a module that a page has asked for is not asked for again
    held.passing = 1_000
    button(page, "Retry").click()
    draw(page, ONE)
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_stalled_start_can_be_tried_again_at_once(
    page: Page, site_url: str, allow: Expect
) -> None:
    allow(IN_CONSOLE)
    held = Held(page, "**/small.npz")
    page.goto(site_url)
    expect(page.locator("#boot")).to_contain_text("Still waiting", timeout=30_000)
    held.passing = 1_000
    button(page, "Retry").click()
    expect(prediction(page)).to_have_text("Draw a digit", timeout=BOOT)


def test_no_start_is_called_late_or_dead(page: Page, site_url: str, allow: Expect) -> None:
    """Neither while it goes on nor when one draws meanwhile; a slow one says how long it takes."""
    allow(IN_CONSOLE)
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          globalThis.said = new Set();
          const note = () => said.add(document.querySelector("main").innerText);
          new MutationObserver(note).observe(document.body, { subtree: true, childList: true });
        })"""
    )
    held = Held(page, "**/pyodide.mjs", after=1)
    page.goto(site_url)
    draw(page, ONE)
    expect(page.locator("#boot")).to_contain_text("16 s so far", timeout=60_000)
    held.release()
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)
    said = "\n".join(page.evaluate("[...said]"))
    assert "Starting Python and NumPy" in said
    assert "not running" not in said
    assert "not answered" not in said


LATER = {
    "tabs.js": ("#tabs", "Still waiting for the other views (tabs.js)"),
    "uPlot.esm.js": ("#chart-state", "Still waiting for the charts (uPlot.esm.js)"),
    "strong.npz": ("#shipped", "still waiting for strong.npz"),
    "simd*.wasm": ("#python-notice", "Still waiting for kernel/simd"),
}


def test_what_comes_later_and_stalls_is_named_and_the_rest_works(
    page: Page, site_url: str, allow: Expect
) -> None:
    allow(IN_CONSOLE)
    held = [Held(page, f"**/{file}") for file in LATER]
    page.goto(site_url)
    for place, sentence in LATER.values():
        expect(page.locator(place)).to_contain_text(sentence, timeout=BOOT)
    draw(page, ONE)
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)
    for each in held:
        each.release()
    for place, _ in LATER.values():
        expect(page.locator(place)).not_to_contain_text("waiting", timeout=30_000)


@pytest.mark.native
def test_without_charts_the_page_starts(page: Page, boot: Boot, allow: Expect) -> None:
    allow(IN_CONSOLE)
    page.route("**/uPlot.esm.js", lambda route: route.fulfill(status=404))
    boot(page)
    expect(page.locator("#chart-state")).to_contain_text("The charts could not be loaded")
    draw(page, ONE)
    expect(prediction(page)).to_contain_text("It is a 1")
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.native
def test_a_view_that_stalls_says_so(page: Page, boot: Boot, allow: Expect) -> None:
    allow(IN_CONSOLE)
    boot(page)
    module = Held(page, "**/code/view.js")
    page.get_by_role("tab", name="Code").click()
    expect(page.locator("#view-code")).to_contain_text("Still waiting for “Code”", timeout=SOON)
    python = Held(page, "**/code/cells.py")
    module.release()
    expect(page.get_by_role("alert")).to_contain_text("waiting for code/cells.py", timeout=SOON)
    python.release()
    expect(page.get_by_text("activations.py").first).to_be_visible(timeout=BOOT)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.native
def test_the_bar_shows_what_the_words_say(page: Page, boot: Boot) -> None:
    boot(page)
    page.evaluate(
        """() => {
          globalThis.seen = [];
          const [bar, words] = ["progress", "status"].map((id) => document.getElementById(id));
          const note = () => seen.push([words.textContent, bar.value]);
          const look = () => { note(); requestAnimationFrame(look); };
          look();
        }"""
    )
    button(page, "Train").click()
    expect(status(page)).to_contain_text("images/s", timeout=TRAINING)
    button(page, "Pause").click()
    for words, value in page.evaluate("seen"):
        if found := re.search(r"([\d.]+) of ([\d.]+) MB", words):
            loaded, total = map(float, found.groups())
            assert value == pytest.approx(loaded / total, abs=0.02), words


@pytest.mark.native
def test_what_has_come_is_not_said_to_be_fetched_again(page: Page, boot: Boot) -> None:
    boot(page)
    small(page)
    expect(status(page)).to_contain_text("0.8 MB of images to fetch")
    button(page, "Step").click()
    expect(status(page)).to_contain_text("Paused", timeout=TRAINING)
    button(page, "Reset").click()
    expect(status(page)).to_contain_text("Ready")
    expect(status(page)).not_to_contain_text("to fetch")
