"""The pad as a grid of cells, for who cannot draw a line: by keyboard and by single clicks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.page import ONE, SEVEN, answered, button, clear, draw, pad, prediction, settle
from tests.support.watch import watched_page

pytestmark = pytest.mark.native


@pytest.fixture
def cells(booted: Page) -> Page:
    clear(booted)
    if button(booted, "Cells").get_attribute("aria-pressed") != "true":
        button(booted, "Cells").click()
    return booted


def cell(page: Page, row: int, column: int) -> Locator:
    """Counted from 1, as screen readers do."""
    rows = page.get_by_role("grid", name="Cells").get_by_role("row")
    return rows.nth(row - 1).get_by_role("gridcell").nth(column - 1)


def painted(page: Page) -> int:
    return page.get_by_role("gridcell", name="painted", exact=True).count()


def type_seven(page: Page) -> None:
    """A bar and a stem, from wherever the keyboard is."""
    page.keyboard.press("PageUp")
    page.keyboard.press("Home")
    for key in ["ArrowDown"] * 2 + ["ArrowRight"] * 4 + ["Space"]:
        page.keyboard.press(key)
    for key in ["ArrowRight"] * 5 + ["ArrowDown"] * 9:
        page.keyboard.press(key)
        page.keyboard.press("Enter")


def test_a_digit_is_painted_with_keys_alone(booted: Page) -> None:
    clear(booted)
    button(booted, "Cells").press("Enter")
    grid = booted.get_by_role("grid", name="Cells")
    expect(grid.get_by_role("row")).to_have_count(14)
    expect(grid.get_by_role("gridcell")).to_have_count(14 * 14)
    expect(grid.locator(":focus")).to_have_count(1)
    type_seven(booted)
    expect(cell(booted, 3, 10)).to_have_accessible_name("painted")
    expect(cell(booted, 4, 5)).to_have_accessible_name("empty")
    assert painted(booted) == 15
    assert answered(settle(booted)) == 7
    booted.keyboard.press("Enter")
    expect(booted.get_by_label("Pen", exact=True)).to_have_text("erased")
    expect(cell(booted, 12, 10)).to_have_accessible_name("empty")
    booted.keyboard.press("Control+z")
    expect(cell(booted, 12, 10)).to_have_accessible_name("painted")
    booted.keyboard.press("Delete")
    expect(prediction(booted)).to_have_text("Draw a digit")
    assert painted(booted) == 0
    booted.keyboard.press("Tab")  # one stop, however many cells
    expect(grid.locator(":focus")).to_have_count(0)
    button(booted, "Cells").click()
    expect(grid).to_be_hidden()


def test_the_edges_hold(cells: Page) -> None:
    cell(cells, 1, 1).click()
    for key in ("ArrowUp", "ArrowLeft", "Home", "PageUp"):
        cells.keyboard.press(key)
        expect(cell(cells, 1, 1)).to_be_focused()
    cells.keyboard.press("End")
    cells.keyboard.press("PageDown")
    expect(cell(cells, 14, 14)).to_be_focused()
    cells.keyboard.press("ArrowDown")
    cells.keyboard.press("ArrowRight")
    expect(cell(cells, 14, 14)).to_be_focused()


def test_single_clicks_paint_and_erase(cells: Page) -> None:
    for row in range(3, 13):
        cell(cells, row, 7).click()
    assert answered(settle(cells)) == 1
    assert painted(cells) == 10
    cell(cells, 12, 7).click()
    assert painted(cells) == 9
    button(cells, "Clear").click()
    assert painted(cells) == 0


def test_what_was_drawn_can_be_erased_cell_by_cell(cells: Page) -> None:
    button(cells, "Cells").click()
    draw(cells, SEVEN)
    assert answered(settle(cells)) == 7
    button(cells, "Cells").click()
    expect(cell(cells, 4, 7)).to_have_accessible_name("painted")
    before = cells.evaluate("app.reader.ink.picture(app.pad.marks).filter(value => value).length")
    cell(cells, 4, 7).click()
    after = cells.evaluate("app.reader.ink.picture(app.pad.marks).filter(value => value).length")
    assert before - 400 <= after < before - 200
    button(cells, "Cells").click()
    draw(cells, ONE)  # and the pen draws again
    assert cells.evaluate("app.status().drawing.marks.length") == 3


def test_the_canvas_is_out_of_the_way_meanwhile(cells: Page) -> None:
    assert pad(cells).evaluate("canvas => canvas.inert")
    button(cells, "Cells").click()
    assert not pad(cells).evaluate("canvas => canvas.inert")


def test_a_finger_finds_a_cell(
    browser: Browser, site_url: str, boot: Callable[[Page], Page]
) -> None:
    settings = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with watched_page(browser, site_url, **settings) as (page, watch):
        boot(page)
        button(page, "Cells").tap()
        for row in range(3, 13):
            cell(page, row, 7).tap()
        assert answered(settle(page)) == 1
        box = cell(page, 3, 7).bounding_box()
        assert box
        assert min(box["width"], box["height"]) > 23
        watch.verdict()
