import numpy as np
import pytest

from pycore.doubt import SURE, is_sure, verdict


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


def test_nothing_is_sure_of_what_is_no_number():
    assert not is_sure(np.full((1, 10), np.nan))[0]
    assert verdict(np.full(10, np.nan)) == (None, None)
