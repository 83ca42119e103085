"""The address is the experiment: the page's own Python gives the curve of the command line."""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

from pycore import Run, load
from pycore.files.url import read_experiment
from tests.support.page import BOOT, TRAINING, score, status
from tools.environment import PYTHON
from tools.paths import MNIST

SMALL = "train?v=1&images=1000&layers=32&optimiser=sgd&rate=0.1&batch=50&epochs=2&seed=5"
LOSSES = "app.status().curves.loss.training"


def test_the_same_address_gives_the_same_curve_natively(page: Page, site_url: str) -> None:
    """Played at once by the page, and run by the command line: the same losses, the same score."""
    page.goto(f"{site_url}#{SMALL}&play=1")
    expect(status(page)).to_contain_text("Finished", timeout=BOOT + TRAINING)
    data, test = load(MNIST)[:2]
    assert data
    assert test
    run = Run(read_experiment(page.url)[0], data)
    losses = [metrics.loss for metrics in run]
    assert len(losses) == 40
    assert page.evaluate(LOSSES) == pytest.approx(losses, rel=1e-3)
    command = [str(PYTHON), "-m", "pycore", "train", page.url, "--data", str(MNIST)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True)
    assert printed.stderr == ""
    [natively] = re.findall(r"test accuracy ([\d.]+)%", printed.stdout)
    [here] = re.findall(r"([\d.]+) %", score(page).inner_text())
    assert float(here) == pytest.approx(float(natively), abs=0.05)
