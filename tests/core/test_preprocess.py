import numpy as np
import pytest

from pycore import centre_digit, to_input
from pycore.checks import UNIT
from pycore.errors import DataError
from pycore.handwriting.pixels import as_picture
from pycore.handwriting.preprocess import _clean_ink, _is_noisy, centre_ink
from pycore.handwriting.resize import area_weights


def seven(size=280, left=40, top=30, width=90, height=150, brush=20):
    """A 7 of two bars, drawn by rectangles."""
    picture = np.zeros((size, size), np.uint8)
    picture[top : top + brush, left : left + width] = 255
    picture[top : top + height, left + width - brush : left + width] = 255
    return picture


def test_input_is_scaled_to_one_and_flat():
    images = np.zeros((2, 28, 28), np.uint8)
    images[1, 0, 3] = 255
    images[1, 27, 27] = 51
    X = to_input(images)
    assert X.shape == (2, 784)
    assert X.dtype == np.float32
    assert X[1, 3] == 1
    assert X[1, 783] == np.float32(0.2)
    assert X.sum() == np.float32(1.2)


def test_the_longest_side_is_20_pixels_and_the_centre_of_mass_at_14():
    digit = centre_digit(seven())
    rows, columns = np.flatnonzero(digit.any(axis=1)), np.flatnonzero(digit.any(axis=0))
    assert rows[-1] - rows[0] + 1 == 20
    assert columns[-1] - columns[0] + 1 == 12
    mass = digit.astype(float) / digit.sum()
    assert abs(mass.sum(axis=1) @ np.arange(28) - 14) <= 0.5
    assert abs(mass.sum(axis=0) @ np.arange(28) - 14) <= 0.5


def test_place_and_size_do_not_matter():
    digit = centre_digit(seven())
    np.testing.assert_array_equal(centre_digit(seven(left=150, top=100)), digit)
    np.testing.assert_array_equal(
        centre_digit(seven(size=560, left=99, top=7, width=180, height=300, brush=40)), digit
    )


def test_dark_on_light_is_inverted_and_floats_are_as_good_as_bytes():
    digit = centre_digit(seven())
    np.testing.assert_array_equal(centre_digit(255 - seven()), digit)
    np.testing.assert_array_equal(centre_digit(seven() / 255), digit)
    np.testing.assert_array_equal(centre_digit(1 - seven() / 255), digit)


def test_a_digit_laid_out_already_is_left_alone():
    digit = centre_digit(seven())
    np.testing.assert_array_equal(centre_digit(digit), digit)


@pytest.mark.parametrize("value", [0, 255])
def test_a_blank_picture_holds_no_digit(value):
    assert centre_digit(np.full((280, 280), value, np.uint8)) is None


def test_a_dot_is_no_digit_but_a_small_bar_is():
    picture = np.zeros((280, 280), np.uint8)
    picture[100:122, 100:122] = 255
    assert centre_digit(picture) is None
    picture[100:160, 100:122] = 255
    assert centre_digit(picture) is not None


def test_a_hairline_keeps_its_length_and_stays_on_the_paper():
    for picture in (np.zeros((280, 280), np.uint8), np.zeros((50, 300), np.uint8)):
        picture[3, :] = 255
        digit = centre_digit(picture)
        assert digit.any(axis=0).sum() == 20
        assert digit.any(axis=1).sum() == 1


def test_lopsided_ink_is_clamped_to_the_paper():
    picture = np.zeros((200, 200), np.uint8)
    picture[:, 0] = 255  # little mass, but ink: the box reaches from here …
    picture[40:160, 190:] = 255  # … to the heavy bar
    digit = centre_digit(picture)
    columns = np.flatnonzero(digit.any(axis=0))
    assert columns[-1] == 19, "the box can't be moved further left than to the edge"


@pytest.mark.parametrize(
    ("upside_down", "mirrored", "top", "left"),
    [(False, False, 6, 12), (True, False, 3, 12), (False, True, 6, 7), (True, True, 3, 7)],
)
def test_the_shift_is_towards_the_side_with_less_ink(upside_down, mirrored, top, left):
    ink = np.zeros((20, 10), np.uint8)
    ink[:2] = ink[:, :3] = 255  # its mass is at row 7.8 and column 1.9
    ink = ink[:: -1 if upside_down else 1, :: -1 if mirrored else 1]
    expected = np.zeros((28, 28), np.uint8)
    expected[top : top + 20, left : left + 10] = ink
    np.testing.assert_array_equal(centre_ink(ink), expected)


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros(784),
        np.zeros((0, 28)),
        np.zeros((3, 28, 28), np.uint8),
        np.zeros((28, 28, 2)),
        np.full((28, 28), 1.5),
        np.full((28, 28), 256),
        np.full((28, 28), -0.4),
        np.full((28, 28), np.nan),
        np.full((28, 28), "7a"),
    ],
)
def test_what_is_no_picture_is_refused(picture):
    with pytest.raises(DataError, match="picture: "):
        centre_digit(picture)


@pytest.mark.parametrize(("n", "m"), [(280, 20), (33, 20), (20, 20), (7, 20), (1, 1)])
def testarea_weights_average(n, m):
    weights = area_weights(n, m)
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(weights.sum(axis=0), m / n, rtol=1e-5)


def testarea_weights_by_hand():
    np.testing.assert_allclose(
        area_weights(3, 2), [[2 / 3, 1 / 3, 0], [0, 1 / 3, 2 / 3]], rtol=1e-6
    )


def on_paper(paper, pen, noise=0.0, seed=0):
    """The 7 in `pen` on `paper`, grey 0 to 255 both."""
    rng = np.random.default_rng(seed)
    grey = np.where(seven() > 0, pen, paper) + rng.normal(0, noise, (280, 280))
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


def salted(picture, share):
    """Pixels here and there are black or white."""
    rng = np.random.default_rng(1)
    hit = rng.random(picture.shape) < share
    return np.where(hit, 255 * rng.integers(0, 2, picture.shape), picture).astype(np.uint8)


def specked(picture, *specks):
    picture = picture.copy()
    for row, column, value in specks:
        picture[row : row + 3, column : column + 3] = value
    return picture


SLOPE = np.linspace(0.5, 1, 280)
PAPERS = {
    "one level off white": on_paper(254, 0),
    "off-white": on_paper(250, 0),
    "off-black": on_paper(3, 255),
    "grey, dark ink": on_paper(128, 20),
    "grey, light ink": on_paper(128, 240),
    "noise around white": on_paper(255, 0, 4),
    "noise": on_paper(240, 40, 8),
    "dark and noisy": on_paper(20, 220, 6),
    "pencil": on_paper(240, 200, 2),
    "faint": on_paper(250, 225),
    "chalk": on_paper(0, 60),
    "salt and pepper": salted(on_paper(250, 0), 0.02),
    "salt on clean paper": salted(on_paper(0, 255), 0.01),
    "a speck": specked(on_paper(255, 0), (260, 250, 0)),
    "faint speck": specked(on_paper(255, 0), (260, 250, 254)),
    "specks": specked(on_paper(0, 255), (260, 250, 255), (4, 4, 90), (7, 260, 255)),
    "uneven light": (on_paper(250, 30, 2) * SLOPE).astype(np.uint8),
    "colours": np.stack([on_paper(250, 30), on_paper(240, 60), on_paper(200, 160)], axis=2),
    "floats to 255": on_paper(250, 3).astype(np.float64),
}


@pytest.mark.parametrize("picture", PAPERS.values(), ids=PAPERS.keys())
def test_paper_of_any_grey_is_paper(picture):
    """The strokes come out within one of the 28×28 pixels of where they are on clean paper."""
    digit, clean = centre_digit(picture).astype(int), centre_digit(seven()).astype(int)
    around = np.pad(clean, 1)
    near = np.max([around[i : i + 28, j : j + 28] for i in range(3) for j in range(3)], axis=0)
    assert digit[near == 0].max() < 64
    assert np.abs(digit - clean).mean() < 12


BLANK = {
    **{f"paper {paper}": np.full((280, 280), paper, np.uint8) for paper in (1, 3, 128, 250, 254)},
    "noise": on_paper(250, 250, 5),
    "noise around white": on_paper(255, 255, 5),
    "noise around black": on_paper(0, 0, 5),
    "small and noisy": on_paper(200, 200, 5)[:28, :28],
    "salt and pepper": salted(on_paper(250, 250), 0.01),
    "a speck": specked(on_paper(250, 250), (100, 90, 0)),
    "uneven light": (on_paper(250, 250, 3) * SLOPE).astype(np.uint8),
    "blue": np.full((90, 80, 3), (20, 30, 200), np.uint8),
    "transparent": np.zeros((90, 80, 4), np.uint8),
}


@pytest.mark.parametrize("picture", BLANK.values(), ids=BLANK.keys())
def test_a_blank_sheet_of_any_grey_is_blank(picture):
    assert centre_digit(picture) is None


@pytest.mark.parametrize(
    "same",
    [
        seven() > 0,
        seven().astype(np.int64),
        seven().astype(np.float64),
        seven()[..., None],
        np.repeat(seven()[..., None], 3, axis=2),
        np.dstack([seven()] * 3 + [np.full((280, 280), 255, np.uint8)]),
        (seven() / 255).tolist(),
    ],
    ids=["bool", "int64", "floats to 255", "one colour", "grey in colours", "opaque", "lists"],
)
def test_one_picture_in_another_dress_is_the_same_picture(same):
    np.testing.assert_array_equal(centre_digit(same), centre_digit(seven()))


def test_clean_ink_is_taken_as_it_is():
    """Two strokes, one of them at the edge, and a tapped dot: a drawing has all of these."""
    picture = np.maximum(seven(), np.roll(seven(height=60), (140, -60), (0, 1)))
    picture[0:90, 258:280] = 255
    picture[240:262, 10:32] = 255
    np.testing.assert_array_equal(centre_digit(picture), centre_ink(picture))
    np.testing.assert_array_equal(centre_digit(255 - picture), centre_ink(picture))


@pytest.mark.parametrize("white", [255, 1.0])
def test_what_is_grey_and_opaque_loses_its_colours_and_nothing_else_does(white):
    grey = (seven() / 255 * white).astype(np.uint8 if white == 255 else np.float32)
    opaque = np.stack([grey, grey, grey, np.full_like(grey, white)], axis=2)
    for picture in (opaque, opaque[..., :3], grey[..., None]):
        np.testing.assert_array_equal(as_picture(picture), grey)
    for channel in range(4):
        changed = opaque.copy()
        changed[0, 0, channel] = white / 2
        assert as_picture(changed).shape == opaque.shape


def test_a_rounding_error_above_one_is_cut_off():
    assert as_picture(np.array([[0.0, 0.5], [0.2, UNIT]])).max() == 1


@pytest.mark.parametrize(("width", "noisy"), [(1, True), (2, True), (3, False)])
def test_ink_at_the_border_is_noise_where_it_is_a_pixel_or_two_wide(width, noisy):
    border = np.tile(np.repeat([0, 9], [4, width]), 5)
    assert _is_noisy(border) == noisy
    assert not _is_noisy(border[: 2 * (4 + width)]), "two strokes may cross the border"
    assert _is_noisy(border[: 3 * (4 + width)]) == noisy


@pytest.mark.parametrize("turned", [False, True])
def test_a_speck_is_found_beside_the_digit_and_above_it(turned):
    picture = np.zeros((60, 60), np.uint8)
    picture[10:50, 10:30] = 255
    picture[30, 50] = 255  # in rows of the digit, in a column of its own
    assert _clean_ink(picture.T if turned else picture) is None
    picture[30, 50] = 0
    assert _clean_ink(picture.T if turned else picture) is not None


@pytest.mark.parametrize(
    ("strong", "faint", "clean"),
    [(100, 20, True), (60, 40, True), (59, 41, False), (10, 8, True), (10, 9, False)],
)
def test_ink_is_clean_if_eight_pixels_or_two_in_five_are_faint_at_most(strong, faint, clean):
    picture = np.zeros((30, 200), np.uint8)
    picture[10, 10 : 10 + strong] = 255
    picture[11, 10 : 10 + faint] = 20
    assert (_clean_ink(picture) is not None) == clean


@pytest.mark.parametrize(
    ("ink", "paper"), [((255, 0, 0), (0, 0, 0)), ((0, 0, 200), (255, 255, 255))]
)
def test_ink_of_a_colour_is_laid_out_as_grey_ink_is(ink, paper):
    drawn = seven() > 127
    coloured = np.where(drawn[:, :, None], ink, paper).astype(np.uint8)
    grey = centre_digit(drawn.astype(np.uint8) * 255)
    assert np.abs(centre_digit(coloured).astype(int) - grey).mean() < 3
