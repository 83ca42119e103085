import numpy as np
import pytest

from pycore.doubt import SEEN, SURE, is_sure, verdict


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
