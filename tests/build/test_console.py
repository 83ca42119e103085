"""What is printed arrives, or nobody complains."""

import sys

import pytest

from tools.console import step


def test_a_step_where_the_output_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with step("Nothing"):
        pass
