import numpy as np
import pytest

from pycore import centre_digit
from pycore.errors import DataError
from pycore.handwriting.photo import find_ink


def seven(height=240, width=320, stroke=12):
    """Where the ink of a 7 is on a sheet: 100 high, 60 wide, its corner at row 70, column 190."""
    ink = np.zeros((height, width))
    ink[70 : 70 + stroke, 130:190] = 1
    ink[70:170, 190 - stroke : 190] = 1
    return ink


def photo(ink, light=0.8, paper=1.0, pen=0.3, noise=0.01):
    """A photograph, uint8: what the light falls on is paper or pen."""
    rng = np.random.default_rng(0)
    seen = light * np.where(ink > 0, pen, paper) + rng.normal(0, noise, ink.shape)
    return (255 * np.clip(seen, 0, 1)).astype(np.uint8)


def slope(height=240, width=320):
    """Light that falls from the left."""
    return np.broadcast_to(np.linspace(0.95, 0.35, width), (height, width))


def assert_is_seven(ink):
    """The drawing is a 7, whose longest side fills 0.72 of the square, in its middle."""
    assert ink.shape == (280, 280)
    rows, columns = np.flatnonzero((ink > 127).any(axis=1)), np.flatnonzero((ink > 127).any(axis=0))
    assert abs(np.ptp(rows) + 1 - 0.72 * 280) <= 10
    assert abs(np.ptp(columns) + 1 - 0.6 * 0.72 * 280) <= 12
    assert abs(rows.mean() - 139.5) <= 5
    assert abs(columns.mean() - 139.5) <= 5
    assert ink[100:230, 90:150].mean() < 10, "paper under the bar"
    assert ink[60:220, 185:190].mean() > 200, "the stem"


def test_dark_on_light():
    assert_is_seven(find_ink(photo(seven())))


def test_light_on_dark():
    assert_is_seven(find_ink(photo(seven(), paper=0.2, pen=0.9)))


def test_uneven_light():
    assert_is_seven(find_ink(photo(seven(), light=slope())))


def test_the_edge_of_a_shadow():
    light = np.where(np.arange(320) < 110, 0.4, 0.9)
    assert_is_seven(find_ink(photo(seven(), light=light)))


def test_what_runs_off_the_edge_is_no_digit():
    picture = photo(seven())
    picture[:, :6] = 20  # the table beside the sheet
    picture[225:228] = 90  # a ruled line
    assert_is_seven(find_ink(picture))


def test_specks_are_no_digit():
    picture = photo(seven())
    picture[20:24, 30:34] = 20
    assert_is_seven(find_ink(picture))


def test_a_part_that_is_large_enough_belongs_to_the_digit():
    ink = seven()
    ink[:, 165:170] = 0  # cuts off half of the bar
    rows, columns = find_ink(photo(ink)).any(axis=1), find_ink(photo(ink)).any(axis=0)
    assert rows.sum() > columns.sum() > 0.55 * rows.sum()


def test_thin_strokes_become_as_thick_as_a_pens():
    thin, thick = (find_ink(photo(seven(stroke=stroke))) > 127 for stroke in (3, 12))
    assert thin.sum() > 0.7 * thick.sum()


@pytest.mark.parametrize("pen", [0, 255])
def test_what_is_transparent_is_paper(pen):
    picture = np.zeros((240, 320, 4), np.uint8)
    picture[seven() > 0] = (pen, pen, pen, 255)
    assert_is_seven(find_ink(picture))


def test_colours():
    picture = np.full((240, 320, 4), 255, np.uint8)
    picture[seven() > 0] = (30, 60, 200, 255)
    assert_is_seven(find_ink(picture))


def test_the_layout_of_mnist_comes_through():
    """A picture of 28 × 28 pixels, and its digit, not one cell away from what it was."""
    digit = centre_digit((255 * seven(stroke=14)).astype(np.uint8))
    again = centre_digit(find_ink(digit))
    assert np.abs(again.astype(int) - digit).mean() < 8


@pytest.mark.parametrize("light", [0.1, 0.9, slope()])
def test_paper_alone_holds_no_digit(light):
    assert find_ink(photo(np.zeros((240, 320)), light=light)) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (3, 2), (28, 28), (2, 2, 4)])
@pytest.mark.parametrize("value", [0, 255])
def test_one_colour_holds_no_digit(shape, value):
    assert find_ink(np.full(shape, value, np.uint8)) is None


@pytest.mark.parametrize(
    "picture",
    [np.zeros(9, np.uint8), np.zeros((0, 4), np.uint8), np.zeros((2, 9, 9)), np.zeros((9, 9, 2))],
)
def test_what_is_no_picture_is_refused(picture):
    with pytest.raises(DataError, match="a picture is"):
        find_ink(picture)


@pytest.mark.parametrize("inverted", [False, True])
def test_a_picture_that_is_cut_close_to_its_digit(inverted):
    close = photo(seven(stroke=16), pen=0, light=1, noise=0)[66:174, 126:194]
    assert_is_seven(find_ink(255 - close if inverted else close))


def in_colours(ink, paper, pen, noise=3):
    """A photograph in colours, uint8 (height, width, 3)."""
    colours = np.where(ink[..., None] > 0, np.array(pen), np.array(paper)).astype(float)
    return np.clip(colours + np.random.default_rng(0).normal(0, noise, colours.shape), 0, 255)


@pytest.mark.parametrize(
    ("paper", "pen"),
    [
        ((50, 51, 255), (200, 0, 0)),
        ((0, 86, 223), (255, 0, 0)),  # the same brightness to the eye
        ((255, 0, 0), (0, 130, 0)),
        ((255, 255, 255), (255, 255, 0)),
        ((255, 255, 0), (0, 0, 255)),
        ((0, 0, 0), (110, 0, 0)),
    ],
)
def test_ink_that_differs_from_its_paper_in_colour(paper, pen):
    assert_is_seven(find_ink(in_colours(seven(), paper, pen).astype(np.uint8)))


def test_coloured_paper_alone_holds_no_digit():
    assert find_ink(in_colours(np.zeros((240, 320)), (50, 51, 255), (0, 0, 0))) is None


def frame(top, left, bottom, right, width=4):
    """Where the ink of a box is, on the same sheet."""
    box = np.zeros((240, 320))
    box[top:bottom, left:right] = 1
    box[top + width : bottom - width, left + width : right - width] = 0
    return box


ROUND = np.abs(np.hypot(*(np.mgrid[:240, :320] - np.array([120, 160])[:, None, None])) - 80) < 3
BOXES = {
    "box": frame(50, 100, 190, 220),
    "hairline": frame(50, 100, 190, 220, 1),
    "thicker than the pen": frame(40, 90, 200, 230, 18),
    "at the edge": frame(0, 0, 240, 320),
    "open above": frame(50, 100, 190, 220) * (np.arange(240)[:, None] > 54),
    "open on the right": frame(50, 100, 190, 220) * (np.arange(320) < 216),
    "two boxes": frame(50, 100, 190, 220) + frame(30, 80, 210, 240),
    "circle": ROUND,
    "touched on the left": frame(50, 128, 190, 220),
    "touched below": frame(50, 100, 173, 220),
}


@pytest.mark.parametrize(
    ("box", "pen"),
    [(box, 0.3) for box in BOXES.values()] + [(BOXES["box"], 0.8), (BOXES["two boxes"], 0.8)],
    ids=[*BOXES, "box, pencil", "two boxes, pencil"],
)
def test_a_digit_in_a_box_is_what_is_in_the_box(box, pen):
    light = np.where(box > 0, 0.24, np.where(seven() > 0, 0.8 * pen, 0.8))
    ink = find_ink(photo(np.zeros((240, 320)), light=light))
    rows, columns = (np.flatnonzero((ink > 127).any(axis=axis)) for axis in (1, 0))
    assert abs(np.ptp(columns) / np.ptp(rows) - 0.6) < 0.1
    assert ink[110:230, 90:140].mean() < 10, "paper under the bar"


SEGMENTS_OF_8 = frame(60, 110, 180, 200, 12)
SEGMENTS_OF_8[114:126, 110:200] = 1


@pytest.mark.parametrize(
    "ink",
    [ROUND, frame(60, 110, 180, 200, 12), SEGMENTS_OF_8],
    ids=["0", "0 of straight lines", "8 of straight lines"],
)
def test_a_digit_with_a_hole_is_no_box(ink):
    found = find_ink(photo(ink))
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    outline = np.ptp(columns) / np.ptp(rows)
    rows, columns = (np.flatnonzero((found > 127).any(axis=axis)) for axis in (1, 0))
    assert abs(np.ptp(columns) / np.ptp(rows) - outline) < 0.05
    assert abs(np.ptp(rows) + 1 - 0.72 * 280) <= 20, "all of it, its strokes thickened"


Y, X = np.mgrid[:240, :320]
CARDS = {
    "upright": (Y > 40) & (Y < 200) & (X > 100) & (X < 225),
    "turned": np.maximum(
        np.abs(0.995 * (Y - 120) + 0.1 * (X - 160)), np.abs(0.995 * (X - 160) - 0.1 * (Y - 120))
    )
    < 85,
}


@pytest.mark.parametrize(("table", "card", "pen"), [(0.2, 0.9, 0.25), (0.9, 0.2, 0.85)])
@pytest.mark.parametrize("shape", CARDS.values(), ids=CARDS)
def test_a_digit_on_a_card_is_what_is_on_the_card(shape, table, card, pen):
    light = np.where(shape, np.where(seven() > 0, pen, card), table)
    assert_is_seven(find_ink(photo(np.zeros((240, 320)), light=light)))


def ring(width, slant=0.0):
    """A 0 of an outer height of 180, whose strokes are so wide."""
    x, y = X - 160 + slant * (Y - 120), Y - 120
    inner = (y / (90 - width)) ** 2 + (x / (70 - width)) ** 2 < 1
    return ((y / 90) ** 2 + (x / 70) ** 2 < 1) & ~inner


@pytest.mark.parametrize("slant", [0, 0.4])
@pytest.mark.parametrize("width", [12, 30, 50])
def test_a_fat_0_is_no_card_with_something_on_it(width, slant):
    found = find_ink(photo(ring(width, slant)))
    assert found[130:150, 20:260].max() > 200, "its sides"
    assert found[134:146, 134:146].mean() < 30, "its hole"
