"""The networks that come with the page: the small one at once, the strong one when it has come."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.faults import IN_CONSOLE, Expect, Fault, flipped, missing
from tests.support.page import (
    BOOT,
    SEVEN,
    STRONG,
    answered,
    button,
    clear,
    doubt,
    draw,
    score,
    settle,
)
from tools.paths import WEB

pytestmark = pytest.mark.native

WHO = "app.python.call('predict', app.reader.seen, 'shipped').then(({ by }) => by)"
LISTEN = (
    "addEventListener('reading', ({ detail }) => (globalThis.by ??= []).push(detail?.by), true)"
)


def card(name: str) -> dict[str, object]:
    """What is said of a network, "small" or "strong", in its file."""
    found: dict[str, object] = json.loads((WEB / f"{name}.json").read_text(encoding="utf-8"))
    return found


def accuracy(name: str) -> str:
    """Its share of right answers on the test set, as the page writes it."""
    return f"{100 * card(name)['test']['accuracy']:.2f} %"  # type: ignore[index]


def shipped(page: Page) -> Locator:
    return page.locator("#shipped")


def test_the_small_network_answers_until_the_strong_one_takes_over(
    page: Page, boot: Callable[[Page], Page]
) -> None:
    held: list[Route] = []
    page.route("**/strong.npz", lambda route: held.append(route))
    boot(page)
    draw(page, SEVEN)
    assert answered(settle(page)) == 7
    expect(shipped(page)).to_contain_text("Pre-trained network: small, 784–", timeout=BOOT)
    expect(shipped(page)).to_contain_text("the strong one is loading")
    assert page.evaluate(WHO) == "small"
    expect(score(page)).to_contain_text(accuracy("small"))
    page.evaluate(LISTEN)
    for route in held:
        route.continue_()
    page.wait_for_function("globalThis.by?.includes('strong')")  # the drawing is read anew
    expect(shipped(page)).to_contain_text("Pre-trained network: strong, 784–conv")
    assert answered(settle(page)) == 7
    expect(score(page)).to_contain_text(accuracy("strong"))


@pytest.mark.parametrize(
    ("file", "fault", "sentence"),
    [
        ("strong.npz", missing, r"no strong\.npz \(HTTP status 404\)"),
        ("strong.npz", flipped, r"strong\.npz is damaged"),
        ("strong.json", missing, r"no strong\.json \(HTTP"),
    ],
)
def test_without_the_strong_network_the_small_one_goes_on_and_a_sentence_says_so(
    page: Page,
    boot: Callable[[Page], Page],
    allow: Expect,
    file: str,
    fault: Fault,
    sentence: str,
) -> None:
    allow(IN_CONSOLE)
    page.route(f"**/{file}", fault)
    boot(page)
    expect(shipped(page)).to_contain_text("the strong one could not be loaded", timeout=BOOT)
    expect(shipped(page)).to_contain_text(re.compile(sentence))
    expect(page.get_by_role("alert")).to_have_count(0)
    draw(page, SEVEN)
    assert answered(settle(page)) == 7
    assert page.evaluate(WHO) == "small"
    button(page, "About the networks").click()
    expect(page.locator("#cards thead th")).to_have_text(["small"])


def test_python_started_anew_has_both_again(page: Page, boot: Callable[[Page], Page]) -> None:
    boot(page)
    page.wait_for_function(STRONG, timeout=BOOT)
    page.evaluate("app.start()")
    draw(page, SEVEN)
    assert answered(settle(page)) == 7
    assert page.evaluate(WHO) == "strong"


def test_both_are_described_side_by_side(booted: Page) -> None:
    booted.wait_for_function(STRONG, timeout=BOOT)
    button(booted, "About the networks").click()
    expect(booted.locator("#cards summary")).to_be_focused()
    table = booted.get_by_role("table", name="The networks that come with the page")
    expect(table.get_by_role("columnheader")).to_have_text(["small", "strong"])
    for title, texts in {
        "In use": ["until the strong one had loaded", "yes, it reads your drawing"],
        "Accuracy on MNIST’s test set": [accuracy("small"), accuracy("strong")],
    }.items():
        row = table.get_by_role("row").filter(has=booted.get_by_role("rowheader", name=title))
        for cell, text in zip(row.get_by_role("cell").all(), texts, strict=True):
            expect(cell).to_contain_text(text)
    for limit in card("strong")["limits"]:  # type: ignore[attr-defined]
        expect(table).to_contain_text(limit)
    booted.locator("#cards summary").click()
    expect(table).to_be_hidden()


def test_where_it_is_not_sure_no_digit_is_named(page: Page, boot: Callable[[Page], Page]) -> None:
    boot(page)
    doubt(page, 2)
    draw(page, SEVEN)
    assert settle(page) == "Not sure. Is it a digit?"
    expect(page.locator("#digit")).to_have_text("?")
    expect(page.locator("#second")).to_be_empty()
    bars = page.get_by_label("Probability of each digit").get_by_role("listitem")
    expect(bars.nth(7)).to_contain_text("%")
    expect(page.locator("#bars .winner")).to_have_count(0)
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("#peek")).to_have_text("not sure")
    clear(page)
    doubt(page, 0.5)
    draw(page, SEVEN)
    assert answered(settle(page)) == 7
    expect(page.locator("#digit")).to_have_text("7")
    expect(page.locator("#bars .winner .name")).to_have_text("7")
    expect(page.locator("#second")).to_be_empty()
    doubt(page, 0.5, close=0)
    expect(page.locator("#second")).to_have_text(re.compile(r"^or a [0-689] \(\d+ %\)$"))
