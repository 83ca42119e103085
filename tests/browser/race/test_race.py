"""The view "Race": all runs on the same rows, one chart, one table; it can be stopped."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pycore import load
from pycore.notebooks import NOTEBOOKS
from tests.support.page import BOOT, TRAINING, pixels
from tools.paths import MNIST

LANES = "app.status().runs.race.lanes"


@pytest.fixture
def race(booted: Page) -> Iterator[Locator]:
    """The view, with few rows and steps."""
    booted.goto(re.sub("#.*|$", "#race", booted.url, count=1))
    view = booted.get_by_role("tabpanel", name="Race")
    expect(status(view)).to_contain_text("Ready: 12 runs", timeout=BOOT)
    for label, value in {"Rows": "200", "Steps at most": "4", "Seed": "5"}.items():
        field = view.get_by_role("textbox", name=label, exact=True)
        field.fill(value)
        field.press("Tab")
    yield view
    if press(view, "Reset").is_enabled():
        press(view, "Reset").click()
    expect(status(view)).to_contain_text("Ready")


def status(view: Locator) -> Locator:
    return view.get_by_label("Status of the race")


def press(view: Locator, name: str) -> Locator:
    return view.get_by_role("button", name=name, exact=True)


def row(view: Locator, name: str) -> list[str]:
    """The cells of one run."""
    header = view.page.get_by_role("rowheader", name=name, exact=True)
    found = view.get_by_role("row").filter(has=header)
    cells: list[str] = found.get_by_role("cell").all_inner_texts()
    return cells


def steps_of(page: Page) -> dict[str, Any]:
    lanes: dict[str, Any] = page.evaluate(LANES)
    return {name: lane["at"] for name, lane in lanes.items()}


def test_all_run_on_the_same_rows_and_are_judged(race: Locator, booted: Page) -> None:
    press(race, "Run").click()
    expect(status(race)).to_contain_text("Finished", timeout=TRAINING)
    data, test, _ = load(MNIST)
    assert data
    for number in ("000", "002"):
        notebook = NOTEBOOKS[number]
        run = notebook.run(data, test, rows=200, held_out=1_000, steps=4, seed=5)
        list(run)
        train, held_out, on_test = run.figures()
        assert train
        assert held_out
        assert on_test
        steps, *shares = row(race, f"{number} as meant")[:4]
        assert steps == "4 of 4"
        found = [float(share.partition(" %")[0]) / 100 for share in shares]
        truth = [train.truth, held_out.truth, on_test.truth]
        assert found == pytest.approx(truth, abs=6e-3)
    assert row(race, "your own")[0] == "4 of 4"
    assert row(race, "your own")[-1] == "159,010"
    assert row(race, "003’s Keras, as published")[2] == "90.55 %"
    assert pixels(booted, ".race canvas") > 500
    press(race, "Run again").click()
    expect(press(race, "Run again")).to_have_count(0)
    expect(status(race)).to_contain_text("Finished", timeout=TRAINING)
    assert row(race, "your own")[0] == "4 of 4"


def test_it_can_be_paused_and_finished_early(race: Locator, booted: Page) -> None:
    field = race.get_by_role("textbox", name="Steps at most")
    field.fill("1000")
    field.press("Tab")
    press(race, "Run").click()
    booted.wait_for_function(
        f"Object.values({LANES}).every(({{ at }}) => at > 2)", timeout=TRAINING
    )
    press(race, "Pause").click()
    expect(status(race)).to_contain_text("Paused")
    before = steps_of(booted)
    press(race, "Finish here").click()
    expect(status(race)).to_contain_text("Finished", timeout=TRAINING)
    assert steps_of(booted) == before
    assert row(race, "004 as written")[0] == f"{before['004 as written']} of 1,000"
    assert re.fullmatch(r"\d+\.\d\d %", row(race, "004 as written")[3])


def test_what_is_wrong_with_ones_own_settings_is_told(race: Locator, booted: Page) -> None:
    booted.evaluate("document.getElementById('f-layers').value = 'x'")
    press(race, "Run").click()
    expect(race.get_by_role("alert")).to_contain_text("Hidden layers: 'x' is no layer")
    booted.evaluate("document.getElementById('f-layers').value = '200'")


@pytest.mark.parametrize("width", [360, 1920])
def test_it_is_no_wider_than_the_screen(race: Locator, booted: Page, width: int) -> None:
    before = booted.viewport_size
    assert before
    booted.set_viewport_size({"width": width, "height": 800})
    assert booted.evaluate("document.documentElement.scrollWidth") <= width
    booted.set_viewport_size(before)
