"""A browser, or an extension, that alters what a page reads back from a canvas."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.page import SEVEN, answered, button, draw, prediction, settle
from tests.support.pictures import PHOTO, alert, file, pick

pytestmark = pytest.mark.native

ALTERED = """(kind) => {
  const alter = {
    white: () => 255,
    nothing: () => 0,
    noise: () => Math.floor(256 * Math.random()),
    "a little noise": (value) => value + Math.round(2 * Math.random() - 1),
  }[kind];
  for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
    const { getImageData } = prototype;
    prototype.getImageData = function (...args) {
      const image = getImageData.apply(this, args);
      image.data.forEach((value, i) => { image.data[i] = alter(value); });
      return image;
    };
  }
}"""
HIDDEN = "hides pictures from this page"


@pytest.mark.parametrize("kind", ["white", "nothing", "noise"])
def test_drawings_and_cells_are_read_and_of_pictures_the_reason_is_told(
    page: Page, boot: Callable[[Page], Page], kind: str
) -> None:
    boot(page)
    page.evaluate(ALTERED, kind)
    draw(page, SEVEN)
    assert answered(settle(page)) == 7
    button(page, "Cells").click()
    assert 10 < page.get_by_role("gridcell", name="painted", exact=True).count() < 20
    button(page, "Cells").click()
    pick(page, file("seven.png", PHOTO))
    expect(alert(page)).to_contain_text(HIDDEN)
    assert answered(prediction(page).inner_text()) == 7, "the drawing is kept"


def test_a_picture_is_read_once_it_may_be_and_then_never_read_back(
    page: Page, boot: Callable[[Page], Page]
) -> None:
    boot(page)
    pick(page, file("seven.png", PHOTO))
    expect(prediction(page)).to_contain_text("It is a 7")
    page.evaluate(ALTERED, "white")
    page.evaluate("app.reader.request()")
    assert answered(settle(page)) == 7


def test_a_little_noise_hides_nothing(page: Page, boot: Callable[[Page], Page]) -> None:
    boot(page)
    page.evaluate(ALTERED, "a little noise")
    pick(page, file("seven.png", PHOTO))
    expect(prediction(page)).to_contain_text("It is a 7")
