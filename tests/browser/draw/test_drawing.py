"""The pad: what is drawn on it is seen, read, taken back."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from bench.drawings import (
    SIZES,
    mnist_digits,
    points,
    read_with_mouse,
)
from pycore.handwriting.strokes import SIDE, place
from tests.support.drawings import joined
from tests.support.page import (
    BOOT,
    ONE,
    SEVEN,
    answered,
    button,
    clear,
    draw,
    pad,
    pixels,
    prediction,
    settle,
)
from tests.support.watch import held, watched_page

pytestmark = pytest.mark.native


@pytest.fixture
def blank(booted: Page) -> Page:
    clear(booted)
    return booted


def test_a_drawing_is_read(blank: Page) -> None:
    draw(blank, SEVEN)
    assert answered(settle(blank)) == 7
    bars = blank.get_by_label("Probability of each digit").get_by_role("listitem")
    expect(bars).to_have_count(10)
    assert "%" in bars.nth(7).inner_text()
    assert pixels(blank, "#sight") > 40


def test_digits_of_mnist_drawn_with_the_mouse_are_read(blank: Page) -> None:
    rng = np.random.default_rng(0)
    drawings = [
        (label, points(place(joined(strokes), rng.uniform(*SIZES), rng)))
        for label, strokes in itertools.islice(mnist_digits(), 12)
    ]
    right = sum(read_with_mouse(blank, strokes) == label for label, strokes in drawings)
    assert right >= 11


def test_it_is_read_while_the_pen_still_moves(blank: Page) -> None:
    box = pad(blank).bounding_box()
    assert box
    blank.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    blank.mouse.down()
    blank.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 40, steps=10)
    expect(prediction(blank)).to_contain_text("It is a 1")
    blank.mouse.up()


def test_blank_and_specks_are_no_digits(blank: Page) -> None:
    expect(prediction(blank)).to_have_text("Draw a digit")
    draw(blank, [(140, 140)])
    assert settle(blank) == "The drawing is too small to read. Draw it larger."


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_click_is_a_dot_on_the_pad_and_in_what_is_read(blank: Page, clicks: int) -> None:
    box = pad(blank).bounding_box()
    assert box
    blank.mouse.click(box["x"] + box["width"] / 2, box["y"] + 100, click_count=clicks)
    see_a_dot(blank)
    assert blank.evaluate("app.status().drawing.marks.length") == clicks


@pytest.mark.parametrize(
    "places",
    [[(140, 140)], [(140, 140)] * 2, [(140, 140)] * 3, [(140, 140), (140.3, 140.2)]],
    ids=["a point", "two equal ones", "three equal ones", "less than a pixel"],
)
def test_a_stroke_of_no_length_is_a_dot(blank: Page, places: list[tuple[float, float]]) -> None:
    marks = [[{"x": x, "y": y} for x, y in places]]
    blank.evaluate("(marks) => app.pad.replace(marks)", marks)
    see_a_dot(blank)


def test_the_pen_of_the_keyboard_makes_a_dot(blank: Page) -> None:
    pad(blank).focus()
    blank.keyboard.press("Space")
    blank.keyboard.press("Space")
    see_a_dot(blank)


def see_a_dot(page: Page) -> None:
    """As wide as the brush, for the eye and for the network."""
    page.wait_for_function(FRAMES)
    scale = page.evaluate("document.getElementById('pad').width") / SIDE
    area = np.pi * 11**2
    assert pixels(page, "#pad") == pytest.approx(area * scale**2, rel=0.2)
    ink = page.evaluate("app.reader.seen.reduce((sum, value) => sum + value / 255, 0)")
    assert ink == pytest.approx(area, rel=0.05)


FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_a_digit_made_of_dots_is_read(blank: Page) -> None:
    for y in range(60, 230, 15):
        draw(blank, [(140, y)])
    assert answered(settle(blank)) == 1


def test_a_slow_hand_loses_no_way(blank: Page) -> None:
    """Movements of less than a unit add up, and a stroke ends where the pen was lifted."""
    steps = [["move", 1, 140 + i / 10, 60] for i in range(1, 58)]
    strokes = point(blank, [["down", 1, 140, 60], *steps, ["up", 1, 145.9, 60]], kind="mouse")
    [stroke] = strokes
    assert stroke[-1]["x"] == pytest.approx(145.9, abs=0.01)
    assert len(stroke) >= 6


POINT = """([events, kind]) => {
  const canvas = document.getElementById("pad");
  const { left, top, width } = canvas.getBoundingClientRect();
  for (const [what, pointerId, x, y, pointerType = kind, more = {}] of events) {
    const [clientX, clientY] = [left + x * width / 280, top + y * width / 280];
    canvas.dispatchEvent(new PointerEvent(`pointer${what}`,
      { pointerId, clientX, clientY, pointerType, button: 0, bubbles: true, ...more }));
  }
  return app.status().drawing.marks;
}"""


def point(page: Page, events: list[list[Any]], kind: str) -> list[list[dict[str, float]]]:
    """Send pointer events, [what, which pointer, x, y, kind], to the pad; return what is drawn."""
    marks: list[list[dict[str, float]]] = page.evaluate(POINT, [events, kind])
    return marks


PALM_DOWN = ["down", 1, 220, 250]
PEN_WRITES = [
    ["down", 2, 140, 50, "pen"],
    ["move", 2, 140, 140, "pen"],
    ["up", 2, 140, 230, "pen"],
]
WRITING = [{"x": 140, "y": 50}, {"x": 140, "y": 140}, {"x": 140, "y": 230}]


@pytest.mark.parametrize(
    "events",
    [
        [PALM_DOWN, *PEN_WRITES],
        [PALM_DOWN, ["move", 1, 225, 255], *PEN_WRITES, ["move", 1, 200, 200], ["up", 1, 200, 200]],
        [PALM_DOWN, *PEN_WRITES[:2], ["cancel", 1, 0, 0], PEN_WRITES[2]],
        [PALM_DOWN, ["cancel", 1, 0, 0], *PEN_WRITES],
        [PEN_WRITES[0], PALM_DOWN, ["move", 1, 200, 240], *PEN_WRITES[1:], ["up", 1, 200, 240]],
        [["move", 2, 100, 40, "pen"], PALM_DOWN, ["up", 1, 220, 250], *PEN_WRITES],
        [["enter", 2, 100, 40, "pen"], PALM_DOWN, *PEN_WRITES],
        [*PEN_WRITES, ["down", 3, 60, 60, "pen", {"button": 5}], ["up", 3, 60, 60, "pen"]],
    ],
    ids=["palm first", "palm moves", "palm is cancelled", "palm was cancelled", "palm comes later",
         "pen hovers", "pen came near", "eraser"],
)  # fmt: skip
def test_a_pen_goes_before_the_palm_that_holds_it(blank: Page, events: list[list[Any]]) -> None:
    [stroke] = point(blank, events, kind="touch")
    assert stroke == [pytest.approx(place, abs=0.01) for place in WRITING]
    assert not blank.evaluate("app.status().drawing.underway")
    button(blank, "Undo").click()
    assert blank.evaluate("app.status().drawing.blank")


def test_a_finger_draws_before_and_after_a_pen(blank: Page) -> None:
    finger = [["down", 1, 60, 60], ["move", 1, 60, 200], ["up", 1, 60, 200]]
    leaves = [["leave", 2, 140, 230, "pen"]]
    assert len(point(blank, [*finger, *PEN_WRITES, *leaves, *finger], kind="touch")) == 3


def test_undo_and_clear(blank: Page) -> None:
    draw(blank, SEVEN)
    draw(blank, [(20, 250), (260, 250)])
    settle(blank)
    button(blank, "Undo").click()
    assert answered(settle(blank)) == 7
    button(blank, "Clear").click()
    expect(prediction(blank)).to_have_text("Draw a digit")
    expect(button(blank, "Clear")).to_be_disabled()
    blank.keyboard.press("Control+z")  # brings back what was cleared
    assert answered(settle(blank)) == 7


def test_a_stroke_may_leave_the_pad_and_come_back(blank: Page) -> None:
    draw(blank, [(140, 50), (140, 230), (140, 400), (-50, 400), (-50, 330)])
    assert not blank.evaluate("app.status().drawing.underway")
    assert answered(settle(blank)) == 1
    blank.mouse.move(10, 10)
    strokes = blank.evaluate("app.status().drawing.marks.length")
    assert strokes == 1


def test_a_second_pointer_and_a_cancelled_one_leave_no_stroke_hanging(blank: Page) -> None:
    blank.evaluate(
        """() => {
          const canvas = document.getElementById("pad");
          const send = (type, pointerId, clientX, clientY) => canvas.dispatchEvent(
            new PointerEvent(type, { pointerId, clientX, clientY, button: 0, bubbles: true }));
          const { left, top } = canvas.getBoundingClientRect();
          send("pointerdown", 11, left + 100, top + 50);
          send("pointerdown", 12, left + 200, top + 50);
          send("pointermove", 12, left + 200, top + 200);
          send("pointermove", 11, left + 100, top + 250);
          send("pointercancel", 11, left + 100, top + 250);
          send("pointermove", 11, left + 300, top + 300);
        }"""
    )
    assert blank.evaluate("app.status().drawing.marks.map(stroke => stroke.length)") == [2]
    assert not blank.evaluate("app.status().drawing.underway")


def test_drawing_with_the_keyboard(blank: Page) -> None:
    pad(blank).focus()
    for _ in range(9):
        blank.keyboard.press("ArrowUp")
    blank.keyboard.press("Space")
    for _ in range(18):
        blank.keyboard.press("ArrowDown")
    expect(blank.get_by_label("Pen", exact=True)).to_have_text("Pen down")
    blank.keyboard.press("Space")
    assert answered(settle(blank)) == 1
    blank.keyboard.press("Delete")
    expect(prediction(blank)).to_have_text("Draw a digit")
    blank.keyboard.press("Tab")
    assert not pad(blank).evaluate("canvas => canvas === document.activeElement")


def test_the_drawing_survives_another_theme_and_another_size(blank: Page) -> None:
    draw(blank, SEVEN)
    answer = settle(blank)
    button(blank, "Dark theme").click()
    blank.set_viewport_size({"width": 500, "height": 900})
    blank.wait_for_function("document.getElementById('pad').width > 420")
    assert pixels(blank, "#pad") > 1_000
    blank.evaluate("app.reader.request()")
    assert settle(blank) == answer
    blank.set_viewport_size({"width": 1280, "height": 900})
    button(blank, "Dark theme").click()


def test_what_is_drawn_while_python_starts_is_answered(page: Page, site_url: str) -> None:
    with held(page):
        page.goto(site_url)
        draw(page, ONE)
        expect(prediction(page)).to_contain_text("Waiting for Python")
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)


def test_a_finger_draws_and_does_not_scroll(
    browser: Browser, site_url: str, boot: Callable[[Page], Page]
) -> None:
    settings = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
    with watched_page(browser, site_url, **settings) as (page, watch):
        boot(page)
        box = pad(page).bounding_box()
        assert box
        x, top = box["x"] + box["width"] / 2, box["y"]
        touch = page.context.new_cdp_session(page)
        for kind, y in [("Start", 40), *(("Move", 40 + 20 * i) for i in range(1, 12)), ("End", 0)]:
            points = [] if kind == "End" else [{"x": x, "y": top + y}]
            touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
        assert answered(settle(page)) == 1
        assert page.evaluate("scrollY") == 0
        watch.verdict()


def test_the_pad_is_square_even_where_it_is_as_wide_as_a_canvas_is_by_itself(
    page: Page, site_url: str
) -> None:
    page.set_viewport_size({"width": 334, "height": 700})
    page.goto(site_url)
    expect(pad(page)).to_have_attribute("height", "300")
    expect(pad(page)).to_have_attribute("width", "300")
