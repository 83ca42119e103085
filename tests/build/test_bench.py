"""The bench's report says what was measured; nothing here depends on how fast anything is."""

import itertools
import json
from pathlib import Path

import pytest

from bench.speed import report
from bench.speed.figures import Figure, Spread, compare
from bench.speed.goals import goals
from bench.speed.groups import GROUPS
from bench.speed.names import KERNEL, NATIVE, PAGE
from bench.speed.products import SHAPES


def results() -> report.Results:
    """Two products, two steps and a latency, as a run finds them."""
    products = {KERNEL: [30.0, 40.0, 32.0], "np.matmul": [1.0, 2.0, 1.0]}
    steps = {PAGE: [2.0, 4.0], NATIVE: [1.0, 1.0]}
    figures = [
        *compare("products", SHAPES[0], "GFLOP/s", products, KERNEL),
        *compare("step", "784-128-10, batch 128", "ms", steps, PAGE, {NATIVE: "its own way"}),
        Figure("memory", "training", PAGE, "MB", Spread.of([1_234.0])),
    ]
    return report.Results({"Browser": "Chromium 1.2"}, figures, quick=True)


def test_spread() -> None:
    assert Spread.of([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0, 3)
    assert Spread.of([float(i) for i in range(101)]).p95 == 95


def test_ratios_are_of_one_round_and_more_is_better() -> None:
    """Rates: 30 / 1, 40 / 2, 32 / 1; times: 1 / 2, 1 / 4."""
    by_name = {figure.who: figure for figure in results().figures}
    assert by_name["np.matmul"].ratio == Spread(30.0, 20.0, 32.0, 3)
    assert by_name[NATIVE].ratio == Spread(0.375, 0.25, 0.5, 2)
    assert by_name[KERNEL].ratio is None


def test_who_was_not_measured_has_no_figure() -> None:
    figures = compare("step", "a", "ms", {PAGE: [1.0], NATIVE: []}, PAGE)
    assert [figure.who for figure in figures] == [PAGE]


def test_goals_are_reached_missed_or_not_measured() -> None:
    met = {goal.what: goal.met for goal in goals(results().figures)}
    assert met[f"products at {SHAPES[0]}, beside np.matmul"] is True
    assert met[f"a step, beside {NATIVE}"] is True
    assert met["memory of the tab while training"] is False
    assert met["longest task of the page while training"] is None


def test_json_has_every_figure_and_can_be_read_again(tmp_path: Path) -> None:
    report.write(results(), tmp_path)
    plain = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    first, *_ = plain["figures"]
    assert first["who"] == KERNEL
    assert {"median", "min", "max", "n", "unit"} <= set(first)
    assert report.Results.from_dict(plain) == results()


def test_page_has_every_figure(tmp_path: Path) -> None:
    report.write(results(), tmp_path)
    page = (tmp_path / "bench.md").read_text(encoding="utf-8")
    assert f"| {KERNEL} | 32 GFLOP/s | (30 – 40) | 3 × |  |" in page
    assert "30 × (20 – 32)" in page
    assert "| its own way |" in page
    assert "1,234 MB" in page
    assert "- Browser: Chromium 1.2" in page
    assert "A quick run" in page
    assert GROUPS["start"].title not in page, "a title of a part that was not measured"


def test_tables_in_the_page_have_no_ragged_rows() -> None:
    lines = report.markdown(results()).splitlines()
    for before, line in itertools.pairwise(lines):
        if before.startswith("|") and line.startswith("|"):
            assert before.count("|") == line.count("|")


def test_table_for_the_terminal() -> None:
    lines = report.table(results().figures).splitlines()
    assert lines[1] == "MATRIX PRODUCTS"
    assert "np.matmul" in lines[3]
    assert "1 GFLOP/s" in lines[3]


@pytest.mark.parametrize(
    ("value", "text"), [(0.12345, "0.123"), (12.345, "12.3"), (1234.5, "1,234"), (0.0, "0")]
)
def test_three_digits(value: float, text: str) -> None:
    assert report.number(value) == text
