import pytest

from pycore.schedules import SCHEDULES


@pytest.mark.parametrize(
    ("name", "factors"),
    [
        ("constant", {0: 1, 0.5: 1, 1: 1}),
        ("step", {0: 1, 0.49: 1, 0.5: 0.1, 0.74: 0.1, 0.75: 0.01, 1: 0.01}),
        ("cosine", {0: 0, 0.025: 0.5, 0.05: 1, 0.525: 0.5, 0.7625: 0.14644661, 1: 0}),
    ],
)
def test_the_factor_at_each_share_of_the_training(name, factors):
    for progress, factor in factors.items():
        assert SCHEDULES[name](progress) == pytest.approx(factor, abs=1e-8)
