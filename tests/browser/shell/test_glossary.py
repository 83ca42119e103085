"""The glossary: each setting opens its term, in a tab of its own so that a training goes on."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.native


def test_a_setting_opens_its_term_in_another_tab(page: Page, site_url: str) -> None:
    page.goto(site_url)
    link = page.get_by_role("link", name="Learning rate in the glossary")
    with page.context.expect_page() as opened:
        link.click()
    glossary = opened.value
    term = glossary.locator("section:target")
    expect(term.get_by_role("heading", name="Learning rate", exact=True)).to_be_in_viewport()
    expect(term).to_contain_text("pycore/optimisers.py")
    glossary.get_by_role("link", name="pycore").click()
    expect(glossary).to_have_title("pycore — handwritten digits, learned in your browser")


def test_the_theme_is_the_pages(page: Page, site_url: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site_url}glossary.html")
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Dark theme").click()
    expect(root).to_have_attribute("data-theme", "light")
