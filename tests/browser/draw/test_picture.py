"""A picture as another way in: picked, pasted, dropped; what is none is told in a sentence."""

import base64
import struct
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.support.page import BOOT, SEVEN, answered, button, clear, draw, prediction, settle
from tests.support.pictures import PHOTO, alert, file, photo_of_seven, pick, png
from tests.support.watch import held

pytestmark = pytest.mark.native


@pytest.fixture
def blank(booted: Page) -> Page:
    clear(booted)
    return booted


@pytest.mark.parametrize("inverted", [False, True])
def test_a_photograph_that_is_picked_is_read(blank: Page, inverted: bool) -> None:
    pick(blank, file("seven.png", png(255 - photo_of_seven()) if inverted else PHOTO))
    expect(prediction(blank)).to_contain_text("It is a 7")
    button(blank, "Undo").click()
    expect(prediction(blank)).to_have_text("Draw a digit")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("seven", ""), ("SEVEN.TXT", "text/plain"), ("seven.svg", "image/svg+xml")],
)
def test_what_opens_as_a_picture_is_one_whatever_it_is_called(
    blank: Page, name: str, kind: str
) -> None:
    assert not blank.locator("#picture-file").get_attribute("accept"), "any file can be picked"
    pick(blank, file(name, PHOTO, kind))
    expect(prediction(blank)).to_contain_text("It is a 7")


def test_a_digit_in_a_printed_box_is_read(blank: Page) -> None:
    boxed = photo_of_seven()
    boxed[100:400, [340, 341, 342, 560, 561, 562]] = 30
    boxed[[100, 101, 102, 398, 399, 400], 340:563] = 30
    pick(blank, file("form.png", png(boxed)))
    expect(prediction(blank)).to_contain_text("It is a 7")


def test_a_picture_takes_the_place_of_the_drawing_until_undo(blank: Page) -> None:
    draw(blank, [(140, 50), (140, 230)])
    assert answered(settle(blank)) == 1
    pick(blank, file("seven.png", PHOTO))
    expect(prediction(blank)).to_contain_text("It is a 7")
    button(blank, "Undo").click()
    expect(prediction(blank)).to_contain_text("It is a 1")


DROP = """([encoded, name, type]) => {
  const bytes = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type }));
  const send = (kind, place) => place.dispatchEvent(
    new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  const place = document.querySelector("footer"); // beside the pad it counts, too
  const over = !send("dragover", place);
  const awaited = document.querySelector(".pad.awaited") !== null;
  return [over, awaited, !send("drop", place), document.querySelector(".pad.awaited") === null];
}"""


def test_a_picture_is_dropped(blank: Page) -> None:
    encoded = base64.b64encode(PHOTO).decode()
    assert blank.evaluate(DROP, [encoded, "seven.png", "image/png"]) == [True] * 4
    expect(prediction(blank)).to_contain_text("It is a 7")


COPY = """async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
  const item = new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) });
  await navigator.clipboard.write([item]);
}"""


def test_a_picture_is_pasted_but_not_into_a_field(blank: Page) -> None:
    blank.context.grant_permissions(["clipboard-read", "clipboard-write"])
    blank.bring_to_front()
    blank.evaluate(COPY, base64.b64encode(PHOTO).decode())
    blank.get_by_label("Hidden layers", exact=True).focus()
    blank.keyboard.press("Control+v")
    expect(prediction(blank)).to_have_text("Draw a digit")
    button(blank, "Step").focus()
    blank.keyboard.press("Control+v")
    expect(prediction(blank)).to_contain_text("It is a 7")


LYING = """() => {
  const canvas = new OffscreenCanvas(300, 300);
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, 300, 300);
  context.translate(150, 150);
  context.rotate(-Math.PI / 2);
  context.lineWidth = 22;
  context.beginPath();
  context.moveTo(-50, -80);
  context.lineTo(50, -80);
  context.lineTo(-20, 90);
  context.stroke();
  return canvas.convertToBlob({ type: "image/jpeg" }).then(async blob =>
    btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer()))));
}"""
# What a camera that was held on its side writes: turn this a quarter to the right.
ORIENTATION = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"


def test_a_photograph_is_turned_as_the_camera_was_held(blank: Page) -> None:
    jpeg = base64.b64decode(blank.evaluate(LYING))
    header = b"\xff\xe1" + struct.pack(">H", len(ORIENTATION) + 2) + ORIENTATION
    pick(blank, file("upright.jpg", jpeg[:2] + header + jpeg[2:], "image/jpeg"))
    expect(prediction(blank)).to_contain_text("It is a 7")


HUGE = png(np.full((8_000, 8_000), 255, np.uint8))
SVG = b"<?xml version='1.0'?><!-- 7 --><svg xmlns='http://www.w3.org/2000/svg'><text>7</text></svg>"
TIFF = b"II*\0\x08\0\0\0\0\0"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (file("notes.txt", b"7", "text/plain"), "“notes.txt” is not a picture."),
        (file("seven.svg", SVG, "image/svg+xml"), "“seven.svg” is an SVG drawing"),
        (file("svg.png", b"\xef\xbb\xbf" + SVG), "“svg.png” is an SVG drawing"),
        (file("notes.png", b"seven"), "“notes.png” is not a picture."),
        (file("empty.png", b""), "“empty.png” is empty."),
        (file("huge.png", HUGE), "“huge.png” is too large: a picture has at most 25 MB"),
        (
            file("cut.png", PHOTO[:60]),
            "cannot open “cut.png”: it is a picture in PNG that is damaged",
        ),
        (file("half.png", PHOTO[: len(PHOTO) // 2]), "cannot open “half.png”"),
        (file("a.heic", b"\0\0\0 ftypheic", ""), "cannot open “a.heic”: it is a picture in HEIC."),
        (
            file("seven.jpg", TIFF),
            "cannot open “seven.jpg”: it is a picture in TIFF. Save it as PNG",
        ),
        (file("seven.pdf", b"%PDF-1.7", ""), "cannot open “seven.pdf”: it is a PDF document."),
        (file("paper.png", png(np.full((300, 400), 230, np.uint8))), "No digit was found"),
    ],
    ids=lambda value: value["name"] if isinstance(value, dict) else "",
)
def test_what_is_no_picture_of_a_digit_is_told(
    blank: Page, given: FilePayload, sentence: str
) -> None:
    draw(blank, SEVEN)
    assert answered(settle(blank)) == 7
    pick(blank, given)
    expect(alert(blank)).to_contain_text(sentence)
    assert answered(prediction(blank).inner_text()) == 7, "the drawing is kept"
    draw(blank, [(20, 20), (30, 20)])
    expect(alert(blank)).to_have_count(0)


def test_a_picture_that_comes_before_python_waits_for_it(
    page: Page, site_url: str, allow: Callable[[str], None]
) -> None:
    with held(page):
        page.goto(site_url)
        expect(button(page, "Picture")).to_be_enabled(timeout=BOOT)
        pick(page, file("seven.png", PHOTO))
        expect(page.get_by_label("Pen", exact=True)).to_have_text("the picture waits for Python")
    expect(prediction(page)).to_contain_text("It is a 7", timeout=BOOT)


def test_of_two_pictures_the_later_one_counts(blank: Page) -> None:
    one = np.full((300, 300), 240, np.uint8)
    one[60:240, 140:160] = 20
    with blank.expect_file_chooser() as chooser:
        button(blank, "Picture").click()
    chooser.value.set_files(file("seven.png", PHOTO))
    blank.locator("#picture-file").set_input_files(file("one.png", png(one)))
    expect(prediction(blank)).to_contain_text("It is a 1")
    assert blank.evaluate("app.status().drawing.marks.length") == 1
