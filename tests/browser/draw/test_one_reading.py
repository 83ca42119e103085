"""What is shown of a reading is of one reading, by one network; on a failure it goes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.code_view import output, paste
from tests.support.page import (
    BOOT,
    ONE,
    SEVEN,
    STRONG,
    TRAINING,
    answered,
    button,
    clear,
    draw,
    prediction,
    settle,
    small,
    status,
)

pytestmark = pytest.mark.native

WATCH = """() => {
  window.told = [];
  const text = (id) => document.getElementById(id).textContent;
  const look = () => window.told.push({
    digit: text("digit"),
    sentence: text("sentence"),
    winner: document.querySelector("#bars .winner .name")?.textContent ?? "",
    share: document.querySelector("#bars .winner .value")?.textContent ?? "",
  });
  new MutationObserver(look).observe(document.getElementById("answer"), {
    subtree: true, childList: true, characterData: true,
  });
}"""

SLOW = """() => {
  const { call } = app.python;
  window.waiting = [];
  app.python.call = function (name, ...args) {
    if (name !== "predict") return call.call(this, name, ...args);
    return new Promise((resolve) => window.waiting.push(resolve))
      .then(() => call.call(this, name, ...args));
  };
}"""
"""From here on, a reading waits until it is let go: `waiting.shift()()`."""


@pytest.fixture
def plain(booted: Page) -> Iterator[Page]:
    clear(booted)
    yield booted
    booted.evaluate("delete app.python.call; window.waiting?.forEach((go) => go())")
    booted.wait_for_function("!app.status().reading")


def sentence(page: Page) -> Locator:
    return page.locator("#sentence")


def expect_nothing_read(page: Page, says: str) -> None:
    expect(sentence(page)).to_have_text(says)
    expect(page.locator("#digit")).to_be_empty()
    expect(page.locator("#bars .winner")).to_have_count(0)
    assert not page.evaluate("app.inputCanvas.pixels.some(Boolean)")


def test_digit_sentence_and_bars_agree_at_every_moment(plain: Page) -> None:
    plain.evaluate(WATCH)
    draw(plain, [*SEVEN, (60, 220), (220, 220), (60, 120)], steps=40)
    settle(plain)
    told = plain.evaluate("window.told")
    named = [each for each in told if each["digit"] not in ("", "?")]
    assert len({each["digit"] for each in named}) > 1, "it changed its mind"
    for each in named:
        assert f" {each['digit']} ({each['share']})" in each["sentence"], each
        assert each["winner"] == each["digit"], each
    for each in told:
        if each["digit"] == "?":
            assert " (" not in each["sentence"], each
    expect(prediction(plain)).to_have_text(sentence(plain).inner_text())


def test_an_answer_that_was_overtaken_is_not_shown(plain: Page) -> None:
    plain.evaluate(SLOW)
    draw(plain, SEVEN)
    plain.wait_for_function("window.waiting.length === 1")
    button(plain, "Clear").click()
    draw(plain, ONE)
    plain.evaluate(WATCH)
    plain.evaluate("window.waiting.shift()()")  # the seven, which is gone
    plain.wait_for_function("window.waiting.length === 1")
    assert plain.evaluate("window.told") == []
    plain.evaluate("window.waiting.shift()()")
    assert answered(settle(plain)) == 1


def test_nor_is_that_of_a_network_which_is_no_longer_chosen(plain: Page) -> None:
    small(plain)
    button(plain, "Step").click()
    expect(status(plain)).to_contain_text("step 1 of", timeout=TRAINING)
    draw(plain, SEVEN)
    settle(plain)
    plain.evaluate(SLOW)
    plain.evaluate("void app.reader.request()")
    plain.wait_for_function("window.waiting.length === 1")
    plain.get_by_role("radio", name="pre-trained").check(force=True)
    plain.evaluate("document.addEventListener('reading', ({ detail }) => window.by = detail?.by)")
    plain.evaluate("window.by = 'nobody', window.waiting.shift()()")
    plain.wait_for_function("window.waiting.length === 1")
    assert plain.evaluate("window.by") == "nobody"
    plain.evaluate("window.waiting.shift()()")
    settle(plain)
    assert plain.evaluate("window.by") in ("small", "strong")
    plain.evaluate("delete app.python.call")
    button(plain, "Reset").click()


def test_why_nothing_is_named_is_said(plain: Page) -> None:
    plain.wait_for_function(STRONG, timeout=BOOT)
    draw(plain, [(140, 140), (144, 144)])
    settle(plain)
    expect_nothing_read(plain, "The drawing is too small to read. Draw it larger.")
    clear(plain)
    draw(plain, [(30, 90), (110, 90), (60, 200)])
    draw(plain, [(170, 90), (250, 90), (200, 200)])
    assert settle(plain) == "This looks like more than one digit. Draw one at a time."
    clear(plain)
    draw(plain, SEVEN)
    small(plain)
    button(plain, "Step").click()
    expect(status(plain)).to_contain_text("step 1 of", timeout=TRAINING)
    expect(sentence(plain)).to_have_text(
        "Your network is not sure. Train it longer or on more images."
    )
    button(plain, "Reset").click()
    expect(sentence(plain)).to_contain_text("It is a 7")


def test_eight_eleven_and_eighteen_have_their_article(plain: Page) -> None:
    said = plain.evaluate("""async () => {
      const { aDigit } = await import("./ui/format.js");
      return Array.from({ length: 20 }, (_, n) => aDigit(n));
    }""")
    assert said == [f"{'an' if n in (8, 11, 18) else 'a'} {n}" for n in range(20)]
    plain.evaluate("app.answer.show({ digit: 8, second: 8, probabilities: Array(10).fill(0.5) })")
    expect(sentence(plain)).to_have_text("It is an 8 (50 %)")
    expect(plain.locator("#second")).to_have_text("or an 8 (50 %)")


def run_cell(page: Page, name: str, text: str) -> Locator:
    """Write code into a cell and run it; return what comes of it."""
    paste(page, name, text)
    page.keyboard.press("Control+Enter")
    return output(page, name)


def test_code_that_fails_or_loops_leaves_no_answer_of_the_code_before(
    page: Page, boot: Callable[[Page], Page], site_url: str
) -> None:
    boot(page)
    page.goto(f"{site_url}#code")
    expect(page.locator(".cell")).not_to_have_count(0, timeout=BOOT)
    draw(page, SEVEN)
    assert "It is a 7" in settle(page)
    result = run_cell(page, "softmax", "def softmax(logits):\n    return logits / nothing\n")
    expect(result).to_contain_text("This code could not read the drawing. Your softmax, line 2:")
    expect_nothing_read(page, "The drawing could not be read")
    page.get_by_role("alert").get_by_role("button", name="Restore the original code").click()
    expect(prediction(page)).to_contain_text("It is a 7")
    page.evaluate("app.python.patience = 300")
    result = run_cell(page, "softmax", "def softmax(logits):\n    while True:\n        pass\n")
    expect(page.get_by_role("alert")).to_contain_text("Python has not answered for a while")
    expect_nothing_read(page, "Waiting for Python")
    expect(result).to_have_text("…")
    page.evaluate("app.python.patience = 15_000")
    button(page, "Restart Python").click()
    expect(prediction(page)).to_contain_text("It is a 7", timeout=BOOT)
    expect(result).to_have_text("Python was stopped.")


def test_explained_says_whose_answer_it_explains(
    page: Page, boot: Callable[[Page], Page], site_url: str
) -> None:
    boot(page)
    page.wait_for_function(STRONG, timeout=BOOT)
    page.goto(f"{site_url}#explained/forward")
    draw(page, SEVEN)
    settle(page)
    said = page.locator(".subject")
    expect(said).to_contain_text(
        "Your drawing, read by the small pre-trained network, 784–160–64–10"
    )
    expect(said).to_contain_text("which says 7 (")
    expect(said).to_contain_text(
        "beside the canvas is from the strong pre-trained network, 784–conv"
    )
    page.goto(f"{site_url}#explained/accuracy")
    strong = page.get_by_role("button", name="Count the answers of the strong pre-trained network")
    expect(strong).to_be_visible()
