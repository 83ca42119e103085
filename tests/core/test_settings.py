"""What a setting may be: its limits, and whether it may change during training."""

from dataclasses import fields
from math import inf, nextafter

import pytest

from pycore import ExperimentError
from pycore.settings import SETTINGS
from pycore.training import Settings

LIMITS = {
    "images": (100, 60_000),
    "learning_rate": (1e-8, 1e8),
    "batch_size": (1, 60_000),
    "epochs": (1, 1_000),
    "l2": (0.0, 10.0),
    "seed": (0, 2**32 - 1),
    "label_smoothing": (0.0, 0.5),
    "ema_decay": (0.0, 0.9999),
    "patience": (0, 1_000),
}


def test_the_numbers_are_those():
    numbers = {name: setting for name, setting in SETTINGS.items() if setting.numeric}
    assert set(LIMITS) == set(numbers)
    assert all(setting.ladder for setting in numbers.values())
    assert all(setting.choices == {} for setting in numbers.values())


@pytest.mark.parametrize(("name", "limits"), LIMITS.items())
def test_a_number_may_be_its_limits_and_not_beyond(name, limits):
    setting, (low, high) = SETTINGS[name], limits
    outside = (low - 1, high + 1) if setting.whole else (nextafter(low, -inf), nextafter(high, inf))
    for value, beyond in zip(limits, outside, strict=True):
        setting.check(name, value)
        with pytest.raises(ExperimentError, match="must be a") as error:
            setting.check(name, beyond)
        assert error.value.field == name
    kind = "a whole number" if setting.whole else "a number"
    assert f"{setting.title} must be {kind} from {low:,.10g} to " in str(error.value)
    assert setting.whole == isinstance(low, int)


def test_what_may_change_between_two_steps_is_what_a_step_is_told():
    live = [name for name, setting in SETTINGS.items() if setting.live]
    assert set(live) == {field.name for field in fields(Settings)}
