import numpy as np
import pytest

from pycore import centre_digit, to_input
from pycore.preprocess import area_weights


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
    picture[:, 0] = 1  # hardly any mass, but ink: the box reaches from here …
    picture[40:160, 190:] = 255  # … to the heavy bar
    digit = centre_digit(picture)
    columns = np.flatnonzero(digit.any(axis=0))
    assert columns[-1] == 19, "the box can't be moved further left than to the edge"


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros(784),
        np.zeros((0, 28)),
        np.zeros((28, 28), np.int64),
        np.full((28, 28), 2.0),
        np.full((28, 28), np.nan),
    ],
)
def test_what_is_no_picture_is_refused(picture):
    with pytest.raises(ValueError, match="a picture"):
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
