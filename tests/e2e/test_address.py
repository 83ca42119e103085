"""The address is the experiment: it fills the form in, it is written, it replays the run, natively too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pycore import Run, load
from pycore.address import read_experiment
from tests.e2e.helpers import BOOT, TRAINING, button, status
from tools.paths import MNIST

Boot = Callable[[Page], Page]

SMALL = "train?v=1&images=1000&layers=32&optimiser=sgd&rate=0.1&batch=50&epochs=2&seed=5"
CURVE = "app.train.charts.map((chart) => chart.series.figures)"


def go(page: Page, address: str) -> None:
    page.evaluate("(hash) => { location.hash = hash; }", address)


def field(page: Page, label: str):
    return page.get_by_label(label, exact=True)


def fragment(page: Page) -> str:
    return page.evaluate("location.hash.slice(1)")


@pytest.fixture
def settled(booted: Page) -> Page:
    """The page with everything as it starts."""
    if button(booted, "Reset").is_enabled():
        button(booted, "Reset").click()
    go(booted, "train?v=1")
    expect(field(booted, "Seed")).to_have_value("0")
    return booted


def test_opening_an_address_sets_what_it_says(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}#{SMALL}&hide=charts,footer&theme=dark")
    expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
    expect(field(page, "Hidden layers")).to_have_value("32")
    expect(field(page, "Training images")).to_have_value("1,000")
    expect(field(page, "Optimiser")).to_have_value("sgd")
    expect(status(page)).to_contain_text("784–32–10")
    expect(page.locator("#loss-chart")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    field(page, "Seed").fill("6")
    field(page, "Seed").press("Tab")
    page.wait_for_function("location.hash.includes('seed=6')")
    assert fragment(page).endswith("&hide=charts,footer&theme=dark")
