import numpy as np
import pytest

from pycore.doubt import SEEN, SURE, TALL, is_sure, side_by_side, verdict


@pytest.mark.parametrize(
    ("largest", "next_best", "expected"),
    [
        (0.99, 0.01, (7, None)),
        (0.7, 0.25, (7, 2)),
        (SURE, 0.1, (7, 2)),
        (SURE - 0.01, 0.4, (None, None)),
        (0.1, 0.1, (None, None)),
    ],
)
def test_what_is_said(largest, next_best, expected):
    probs = np.full(10, (1 - largest - next_best) / 8)
    probs[7], probs[2] = largest, next_best
    assert verdict(probs) == expected


def test_a_second_opinion_need_not_be_the_same_but_must_be_one():
    probs, other = np.eye(10)[[7, 7]], np.full((2, 10), (1 - SEEN) / 9)
    other[:, 2] = SEEN, SEEN - 0.01
    assert list(is_sure(probs, other)) == [True, False]
    assert [verdict(*each).digit for each in zip(probs, other, strict=True)] == [7, None]
    assert not is_sure(probs[:1], np.full((1, 10), np.nan))[0]


def test_nothing_is_sure_of_what_is_no_number():
    assert not is_sure(np.full((1, 10), np.nan))[0]
    assert verdict(np.full(10, np.nan)) == (None, None)


def bars(*boxes):
    """Ink, (40, 60), in these boxes of rows and columns."""
    ink = np.zeros((40, 60), np.uint8)
    for rows, columns in boxes:
        ink[slice(*rows), slice(*columns)] = 200
    return ink


def test_digits_side_by_side_are_taken_apart():
    left, right = ((5, 35), (10, 15)), ((5, 5 + round(30 * TALL)), (30, 32))
    parts = side_by_side(bars(left, right))
    np.testing.assert_array_equal(parts, [bars(left), bars(right)])
    taller = bars(left, right, ((0, 40), (50, 55)))
    np.testing.assert_array_equal(side_by_side(taller), [taller], "one is too low beside the third")


@pytest.mark.parametrize(
    "ink",
    [
        bars(((5, 35), (10, 15))),
        bars(((5, 35), (10, 15)), ((5, 10), (20, 25))),  # a stroke of the same digit
        bars(((5, 35), (10, 15)), ((5, 35), (15, 20))),  # no blank column between them
        bars(((0, 18), (10, 15)), ((20, 40), (12, 17))),  # one above the other
    ],
)
def test_what_is_one_digit_stays_whole(ink):
    [part] = side_by_side(ink)
    np.testing.assert_array_equal(part, ink)


def test_blank_paper_has_no_parts():
    assert side_by_side(bars()) == []
