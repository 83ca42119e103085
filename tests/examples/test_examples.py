"""Each example, made by its own tool: it reads, it trains, and the page around hears of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.embed import open_and_draw, write_page
from tests.examples.conftest import PAGES
from tests.support.embedding import START, frame_of, wait_heard
from tests.support.hosts import PythonsOwn
from tests.support.page import SEVEN, draw, prediction
from tests.support.watch import Watch
from tools.server import serving

OWN_FAULTS = {
    # nbconvert's page wants two scripts from elsewhere, and does without.
    "jupyter": r"cdnjs\.cloudflare\.com|ERR_FAILED|MathJax|require is not defined",
    "jupyter-book": r"THEBE_JS_URL|Got invalid theme mode",
}
"""What the pages that a tool makes complain of, with us and without."""


@pytest.mark.parametrize("name", PAGES)
def test_it_reads_and_trains(
    page: Page, watch: Watch, example: Callable[[str], str], name: str
) -> None:
    watch.allow(OWN_FAULTS.get(name, "^$"))
    page.route("**/cdnjs.cloudflare.com/**", lambda route: route.abort())
    page.goto(example(name))
    reader, learner = frame_of(page, 0), frame_of(page, 1)

    page.locator("pycore-digits").nth(0).scroll_into_view_if_needed()
    wait_heard(page, 0, "ready")
    draw(page, SEVEN, frame=reader)
    reading = wait_heard(page, 0, "reading", "it.digit === 7")
    assert max(reading["probabilities"]) == reading["probabilities"][7]
    expect(prediction(reader)).to_contain_text("It is a 7")

    page.locator("pycore-digits").nth(1).scroll_into_view_if_needed()
    wait_heard(page, 1, "ready")
    learner.get_by_role("button", name="Train", exact=True).click()
    wait_heard(page, 1, "metrics", "it.step > 10 && it.loss > 0")
    finished = wait_heard(page, 1, "finished")
    assert finished["accuracy"] > 0.7
    expect(learner.get_by_label("Test accuracy", exact=True)).to_contain_text(
        f"{100 * finished['accuracy']:.2f}"
    )
    if name == "html":  # it has a script of its own
        expect(page.locator("#heard")).to_contain_text("% of the test images read rightly")


def test_a_plain_frame_works_in_a_notebook(
    page: Page, watch: Watch, example: Callable[[str], str]
) -> None:
    watch.allow(OWN_FAULTS["jupyter"])
    page.route("**/cdnjs.cloudflare.com/**", lambda route: route.abort())
    page.goto(example("jupyter"))
    page.locator("iframe[src*=softmax]").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe[src*=softmax]")
    expect(frame.get_by_role("heading", name="Softmax")).to_be_visible(timeout=START)


def test_the_readmes_two_lines_are_enough(page: Page, tmp_path: Path, site_url: str) -> None:
    write_page(tmp_path, site_url)
    with serving(tmp_path, PythonsOwn) as url:
        open_and_draw(page, url.replace("127.0.0.1", "localhost"))


TOGGLES = {
    "mkdocs": "label[for=__palette_1]",
    "sphinx": ".theme-toggle-header, .theme-toggle",
    "jupyter-book": ".theme-switch-button",
}
"""What makes each of these pages dark."""


@pytest.mark.parametrize("name", TOGGLES)
def test_it_follows_the_pages_own_toggle(
    page: Page, watch: Watch, example: Callable[[str], str], name: str
) -> None:
    watch.allow(OWN_FAULTS.get(name, "^$"))
    page.goto(example(name))
    root = frame_of(page, 0).locator("html")
    expect(root).to_have_attribute("data-theme", "light", timeout=START)
    page.locator(TOGGLES[name]).locator("visible=true").first.click()
    expect(root).to_have_attribute("data-theme", "dark")
