import numpy as np
import pytest

from pycore.calibration import Calibration, calibration_error, fit_temperature
from pycore.loss import cross_entropy, softmax


def answers(*most):
    """Probabilities (n, 10) that are largest for 3, as given; the other digits share the rest."""
    probs = np.repeat((1 - np.array(most))[:, None] / 9, 10, axis=1)
    probs[:, 3] = most
    return probs


def test_the_error_by_hand():
    """0.95 and 0.97 in one bin: 1.92 promised, 1 kept. 0.5 in another: 0.5 promised, 1 kept."""
    error = calibration_error(answers(0.95, 0.97, 0.5), np.array([3, 0, 3]))
    assert error == pytest.approx((0.92 + 0.5) / 3)


def test_too_much_and_too_little_make_up_for_each_other_within_a_bin_only():
    y = np.array([3, 3, 3, 0])
    assert calibration_error(answers(0.75, 0.75, 0.75, 0.75), y) == pytest.approx(0)
    assert calibration_error(answers(0.55, 0.95, 0.75, 0.75), y) == pytest.approx(
        (0.45 + 0.05 + 0.5) / 4
    )


def test_a_bin_ends_with_its_edge():
    calibration = Calibration()
    calibration.add(answers(3 / 15, 3 / 15 + 1e-9, 1.0), np.array([3, 3, 3]))
    assert np.flatnonzero(calibration.count).tolist() == [2, 3, 14]


def test_the_error_is_that_of_a_plain_loop_and_chunks_add_up():
    rng = np.random.default_rng(0)
    probs, y = softmax(2 * rng.normal(size=(600, 10))), rng.integers(0, 10, 600)
    expected = 0.0
    for i in range(15):
        most = probs.max(axis=1)
        mine = (most > i / 15) & (most <= (i + 1) / 15)
        if mine.any():
            right = np.mean(probs[mine].argmax(axis=1) == y[mine])
            expected += mine.mean() * abs(right - most[mine].mean())
    assert calibration_error(probs, y) == pytest.approx(expected)
    calibration = Calibration()
    for part in (slice(0, 7), slice(7, 600)):
        calibration.add(probs[part], y[part])
    assert calibration.error == pytest.approx(expected)


def test_what_is_no_number_is_told_by_the_error():
    assert np.isnan(calibration_error(np.full((2, 10), np.nan), np.array([1, 2])))


def test_the_temperature_by_hand():
    """Three of four right at a distance of 4: e⁴ᐟᵀ / (e⁴ᐟᵀ + 1) = 3/4, so that T = 4 / ln 3."""
    logits = np.full((4, 10), -1e9)
    logits[:, 3], logits[:, 5] = 4, 0
    assert fit_temperature(logits, np.array([3, 3, 3, 5])) == pytest.approx(4 / np.log(3), rel=1e-5)


@pytest.mark.parametrize("true", [0.4, 1.0, 3.0])
def test_the_temperature_is_the_best_of_a_fine_grid_and_mends_the_error(true):
    rng = np.random.default_rng(1)
    honest = 2 * rng.normal(size=(4000, 10))
    y = (softmax(honest).cumsum(axis=1) < rng.random((4000, 1))).sum(axis=1)
    logits = (true * honest).astype(np.float32)  # too sure where `true` is above 1
    found = fit_temperature(logits, y)
    grid = np.geomspace(0.2, 5, 1000)
    best = grid[np.argmin([cross_entropy(logits / t, y)[0] for t in grid])]
    assert found == pytest.approx(best, rel=4e-3)
    assert found == pytest.approx(true, rel=0.05)
    assert calibration_error(softmax(logits / found), y) < 0.03


def test_where_all_is_right_the_coldest_is_the_best():
    assert fit_temperature(np.eye(10), np.arange(10)) == pytest.approx(1 / 20, rel=1e-4)


def test_where_all_is_wrong_the_hottest_is_the_best():
    wrong = (np.arange(10) + 1) % 10
    assert fit_temperature(np.eye(10), wrong) == pytest.approx(20, rel=1e-4)
