"""The page on every screen and in both themes: nothing sticks out, everything has a name."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.page import SEVEN, button, draw, pad, prediction, score, status
from tests.support.watch import watched_page

pytestmark = pytest.mark.native

NAMES = {
    "button": ["Undo", "Clear", "Train", "Step", "Reset", "Dark theme"],
    "status": ["Prediction", "Training status", "Test accuracy"],
    "progressbar": ["Training progress"],
    "radio": ["pre-trained", "yours"],
}
FIELDS = ["Training images", "Hidden layers", "Learning rate", "Batch size", "Epochs", "Seed"]
CHOICES = ["Activation", "Optimiser", "Initial weights"]


def test_everything_has_its_name(booted: Page) -> None:
    for role, names in NAMES.items():
        for name in names:
            expect(booted.get_by_role(role, name=name, exact=True)).to_have_count(1)  # type: ignore[arg-type]
    for label in FIELDS + CHOICES:
        expect(booted.get_by_label(label, exact=True)).to_be_enabled()
    for region in (prediction(booted), status(booted), score(booted)):
        assert region.inner_text().strip()
    expect(pad(booted)).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_nothing_sticks_out_sideways(booted: Page, width: int) -> None:
    booted.set_viewport_size({"width": width, "height": 800})
    assert booted.evaluate("document.documentElement.scrollWidth") <= width
    expect(button(booted, "Train")).to_be_visible()
    booted.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(browser: Browser, site_url: str, theme: str) -> None:
    with watched_page(browser, site_url, color_scheme=theme) as (page, watch):
        page.goto(site_url)
        assert page.locator("html").get_attribute("data-theme") == theme
        tokens = ["ink", "muted", "accent", "bad", "validation"]
        for token, ratio in page.evaluate(CONTRAST, tokens).items():
            assert ratio >= 4.5, token
        watch.verdict()


CONTRAST = """tokens => {
  const style = getComputedStyle(document.documentElement);
  const light = token => {
    const hex = style.getPropertyValue(`--${token}`).trim();
    const [r, g, b] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const lowest = token => Math.min(ratio(token, "page"), ratio(token, "surface"));
  const ratios = Object.fromEntries(tokens.map(token => [token, lowest(token)]));
  return { ...ratios, button: ratio("on-accent", "accent") };
}"""


def test_the_theme_is_remembered(page: Page, site_url: str) -> None:
    page.goto(site_url)
    toggle = button(page, "Dark theme")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    toggle.click()
    assert page.evaluate("localStorage.getItem('theme')") is None  # as the system has it


def test_without_storage_it_works_too(page: Page, site_url: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })"
    )
    page.goto(site_url)
    button(page, "Dark theme").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_on_a_phone_the_answer_stays_in_sight(
    browser: Browser, site_url: str, boot: Callable[[Page], Page]
) -> None:
    with watched_page(browser, site_url, viewport={"width": 360, "height": 640}) as (page, watch):
        boot(page)
        draw(page, SEVEN)
        expect(prediction(page)).to_contain_text("It is a 7")
        expect(page.locator("#peek")).to_be_hidden()
        page.get_by_label("Epochs", exact=True).scroll_into_view_if_needed()
        expect(page.locator("#peek")).to_contain_text("7")
        watch.verdict()


def test_every_control_can_be_reached_with_the_keyboard(booted: Page) -> None:
    booted.evaluate("document.getElementById('more').open = true")
    booted.evaluate("document.body.focus()")
    booted.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(50):
        booted.keyboard.press("Tab")
        reached.add(booted.evaluate("document.activeElement.id || document.activeElement.name"))
    wanted = {"theme", "pad", "about-networks", "reader", "run", "step"}
    wanted |= set(booted.evaluate("app.train.settings.fields.map(field => field.input.id)"))
    assert wanted <= reached
