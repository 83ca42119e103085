"""What the network will see: digits as the setting "Augmentation" changes them."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.support.faults import IN_CONSOLE, Expect, missing
from tests.support.page import BOOT, SEVEN, button, clear, draw, pixels

PICTURES = "[...document.querySelectorAll('.strip canvas')].map((canvas) => canvas.toDataURL())"


def words(page: Page) -> Locator:
    return page.get_by_role("status", name="Augmentation", exact=True)


def choose(page: Page, augment: str) -> None:
    page.get_by_role("combobox", name="Augmentation", exact=True).select_option(augment)


def test_twelve_pictures_made_anew_on_demand_and_with_every_choice(booted: Page) -> None:
    clear(booted)
    booted.get_by_text("More settings", exact=True).click()
    booted.get_by_text("See augmented images").click()
    expect(words(booted)).to_contain_text("Four of MNIST’s digits", timeout=BOOT)
    expect(words(booted)).to_contain_text("unchanged")
    plain = booted.evaluate(PICTURES)
    assert len(plain) == 12
    assert len(set(plain)) == 4
    choose(booted, "handwriting")
    expect(words(booted)).to_contain_text("as if written by another hand with another pen")
    changed = booted.evaluate(PICTURES)
    assert len(set(changed)) == 12
    button(booted, "Again").click()
    booted.wait_for_function(f"(before) => {PICTURES}[0] !== before[0]", arg=changed)
    assert not set(booted.evaluate(PICTURES)) & set(changed)
    expect(
        booted.get_by_role("img", name=re.compile("MNIST’s digits.*another hand"))
    ).to_be_visible()
    draw(booted, SEVEN)
    button(booted, "Again").click()
    expect(words(booted)).to_contain_text("Your drawing, twelve times")
    choose(booted, "none")
    expect(words(booted)).to_contain_text("unchanged")
    assert len(set(booted.evaluate(PICTURES))) == 1
    assert pixels(booted, ".strip canvas") > 40


def test_it_is_loaded_only_when_wanted_and_without_its_digits_it_says_so(
    page: Page, boot: Callable[[Page], Page], allow: Expect
) -> None:
    allow(IN_CONSOLE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/data/sample-images*", missing)
    boot(page)
    page.wait_for_function("app.status().offline", timeout=BOOT)
    assert not [url for url in asked if "augmented" in url or "sample-images" in url]
    page.get_by_text("More settings", exact=True).click()
    page.get_by_text("See augmented images").click()
    expect(words(page)).to_contain_text("The server has no data/sample-images", timeout=BOOT)
    page.unroute("**/data/sample-images*", missing)
    button(page, "Again").click()
    expect(words(page)).to_contain_text("Four of MNIST’s digits")
