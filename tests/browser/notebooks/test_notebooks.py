"""The view "Notebooks": addresses, runs side by side, switches and their effect, figures."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pycore import load
from pycore.notebooks import NOTEBOOKS
from tests.support.page import BOOT, SEVEN, TRAINING, draw, prediction
from tools.paths import MNIST

LANES = "app.status().runs.notebooks.lanes"

FORGET = """
async () => {
  const opened = app.tabs?.opened.get("notebooks");
  for (const notebook of opened?.notebooks.values() ?? []) await notebook.loop.reset();
  opened?.notebooks.clear();
}
"""


@pytest.fixture
def view(booted: Page) -> Iterator[Page]:
    """The page with no notebook open."""
    yield booted
    booted.evaluate(FORGET)
    go(booted, "notebooks")


def go(page: Page, address: str) -> None:
    page.goto(re.sub("#.*|$", f"#{address}", page.url, count=1))


def notebook(page: Page, number: str, **quantities: str) -> Locator:
    """Open a notebook, with few rows and steps."""
    go(page, f"notebooks/{number}")
    article = page.get_by_role("article", name=f"Notebook {number}")
    expect(status(article)).to_contain_text("Ready", timeout=BOOT)
    fields = {"Rows": "300", "Steps": "12", "Seed": "0"} | quantities
    for label, value in fields.items():
        field = article.get_by_role("textbox", name=label, exact=True)
        field.fill(value)
        field.press("Tab")
    return article


def press(article: Locator, name: str) -> Locator:
    return article.get_by_role("button", name=name, exact=True)


def status(article: Locator) -> Locator:
    return article.get_by_role("status").filter(has_text=re.compile(r"\w")).first


def switch(article: Locator, title: str) -> Locator:
    return article.get_by_role("switch", name=title)


def finished(article: Locator) -> None:
    expect(status(article)).to_contain_text("Finished", timeout=TRAINING)


def lanes(page: Page, number: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LANES)
    return found


def test_every_notebook_has_an_address_and_the_overview_leads_there(view: Page) -> None:
    go(view, "notebooks")
    links = view.locator(".cards a")
    expect(links).to_have_count(5, timeout=BOOT)
    for number, notebook in NOTEBOOKS.items():
        go(view, f"notebooks/{number}")
        article = view.get_by_role("article", name=f"Notebook {number}")
        expect(article.get_by_role("heading", level=2)).to_have_text(f"{number} · {notebook.title}")
        expect(article.locator("math")).to_have_count(13)
        for each in notebook.switches:
            expect(article.get_by_role("switch", name=each.title).first).to_be_attached()
        expect(view.get_by_role("navigation").locator("[aria-current]")).to_have_text(number)
    view.go_back()
    expect(view.get_by_role("article", name="Notebook 003")).to_be_visible()


def test_a_page_run_gives_the_same_curves_as_a_native_one(view: Page) -> None:
    article = notebook(view, "002", Rows="500", Steps="15", Seed="3")
    press(article, "Run").click()
    finished(article)
    found = lanes(view, "002")
    data, test, _ = load(MNIST)
    assert data
    assert test
    native = NOTEBOOKS["002"]
    held_out = round(1_000 * 500 / 42_000)
    for name, switches in (("as written", native.as_written), ("as meant", frozenset[str]())):
        run = native.run(data, test, switches, rows=500, held_out=held_out, steps=15, seed=3)
        curve = list(run)
        assert found[name]["step"] == [m.step for m in curve] == list(range(1, 16))
        assert found[name]["loss"] == pytest.approx([m.loss for m in curve], rel=1e-3)
        figures = run.figures()
        assert figures.test
        truth = found[name]["figures"]["test"]["truth"]
        assert truth == pytest.approx(figures.test.truth, abs=1e-3)
    expect(press(article, "Step")).to_be_disabled()
    press(article, "Run again").click()
    expect(press(article, "Run again")).to_have_count(0)
    finished(article)
    again = lanes(view, "002")
    for name, lane in found.items():
        assert again[name]["loss"] == lane["loss"]


def test_a_switch_starts_a_third_run_and_shows_its_effect(view: Page) -> None:
    article = notebook(view, "002", Steps="30")
    press(article, "Run").click()
    finished(article)
    before = lanes(view, "002")
    switch(article, "A learning rate of 0.01").click()
    expect(article.get_by_text(re.compile("as switched: step 30 of 30"))).to_be_visible(
        timeout=TRAINING
    )
    finished(article)
    after = lanes(view, "002")
    assert after["as written"]["loss"] == before["as written"]["loss"]
    assert after["as switched"]["loss"][-1] < 0.9 * after["as written"]["loss"][-1]
    assert after["as switched"]["plan"]["rate"] == 0.1
    switch(article, "A learning rate of 0.01").click()
    expect(article.get_by_text("as switched: step")).to_have_count(0)


def test_pause_step_on_and_finish_early(view: Page) -> None:
    article = notebook(view, "001", Rows="1000", Steps="1000")
    press(article, "Run").click()
    view.wait_for_function(f"{LANES}['as meant']?.step.length > 3", timeout=TRAINING)
    press(article, "Pause").click()
    expect(status(article)).to_contain_text("Paused")
    at = {name: len(lane["step"]) for name, lane in lanes(view, "001").items()}
    press(article, "Step").click()
    expect(press(article, "Step")).to_be_enabled()
    now = {name: len(lane["step"]) for name, lane in lanes(view, "001").items()}
    assert now == {name: steps + 1 for name, steps in at.items()}
    press(article, "Finish here").click()
    finished(article)
    row = article.get_by_role("row").filter(has_text="of 1,000 steps").first
    expect(row).to_contain_text(re.compile(r"\d+\.\d\d %"))
    assert {name: len(lane["step"]) for name, lane in lanes(view, "001").items()} == now
    switch(article, "The gradient is doubled").click()  # a third goes no further than the others
    third = re.compile(rf"as switched: step {max(now.values())} of 1,000")
    expect(article.get_by_text(third)).to_be_visible(timeout=TRAINING)
    finished(article)
    assert len(lanes(view, "001")["as written"]["step"]) == now["as written"]


def test_nan_is_shown_as_nan(view: Page) -> None:
    article = notebook(view, "000", Steps="3")
    switch(article, "Softmax's derivative in the backward pass").click()
    finished(article)
    expect(article.get_by_text("as switched: the loss is NaN from step 2 on.")).to_be_visible()
    loss = article.get_by_role("figure").filter(has=view.get_by_role("heading", name="Loss"))
    expect(loss.get_by_role("paragraph")).to_contain_text(re.compile("as switched.NaN"))


def test_the_code_beside_a_formula_is_pycores_own(view: Page) -> None:
    article = notebook(view, "003")
    expect(article.locator(".maths")).to_contain_text("self.db = dZ.sum(axis=0)")
    expect(article.locator(".maths")).to_contain_text("db2 = 1 / m * np.sum(dl2)")


def test_the_answer_comes_on_demand(view: Page) -> None:
    article = notebook(view, "004")
    answer = article.get_by_text(NOTEBOOKS["004"].answer)
    expect(answer).to_be_hidden()
    article.get_by_text(NOTEBOOKS["004"].question).press("Enter")
    expect(answer).to_be_visible()


def test_samples_with_their_labels(view: Page) -> None:
    article = notebook(view, "001")
    press(article, "Show samples").click()
    labels = [f"a {digit}" for digit in (5, 0, 4, 1, 9)]
    samples = article.locator(".samples canvas")
    expect(samples).to_have_count(24, timeout=TRAINING)
    assert [samples.nth(i).get_attribute("aria-label") for i in range(5)] == labels
    go(view, "notebooks/002")
    for _ in range(2):  # they take the theme's colour, in sight or not
        view.get_by_label("Dark theme").click()


def test_bad_values_are_told_at_their_field(view: Page) -> None:
    article = notebook(view, "002", Rows="7")
    expect(
        article.locator(".note", has_text="Rows: a whole number from 100 to 60,000.")
    ).to_be_visible()


def test_the_drawing_is_read_while_notebooks_run(view: Page) -> None:
    article = notebook(view, "004", Rows="2000", Steps="1000")
    press(article, "Run").click()
    expect(status(article)).to_contain_text("Training", timeout=TRAINING)
    draw(view, SEVEN)
    expect(prediction(view)).to_contain_text("It is a 7")
    expect(press(article, "Pause")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1920])
def test_no_view_of_it_is_wider_than_the_screen(view: Page, width: int) -> None:
    before = view.viewport_size
    view.set_viewport_size({"width": width, "height": 800})
    for number in NOTEBOOKS:
        notebook(view, number)
        assert view.evaluate("document.documentElement.scrollWidth") <= width
    assert before
    view.set_viewport_size(before)


def test_rates_counts_lines_and_charts_tell_the_whole(view: Page) -> None:
    article = notebook(view, "002", Rows="1000")
    expect(article.locator(".facts")).to_contain_text(
        "0.1 as meant, 0.01 as written (switch low-rate)"
    )
    for cut in article.locator("pre.source").all():
        assert cut.evaluate("it => it.scrollWidth <= it.clientWidth"), cut.inner_text()
    press(article, "Run").click()
    finished(article)
    row = article.get_by_role("row").filter(has_text="held-out rows").first
    expect(row).to_contain_text(re.compile(r"\d % \(\d+ of 24\)"))
    last = """async name => {
      const { options } = await import("./charts/plot.js");
      const chart = app.tabs.opened.get("notebooks").notebooks.get("002")[name];
      return options(chart).scales.x.range(null, 1, chart.data[0].at(-1));
    }"""
    assert view.evaluate(last, "loss") == view.evaluate(last, "accuracy") == [1, 500]
    go(view, "notebooks/004")
    lesson = NOTEBOOKS["004"].lesson
    expect(view.get_by_role("article", name="Notebook 004")).to_contain_text(lesson)
