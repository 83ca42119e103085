"""What networks trained in the page reach on the test set, beside the same ones trained natively.

.venv/bin/python -m bench.training
"""

import re

from playwright.sync_api import Page, expect

from pycore import Experiment, Run, evaluate, load
from tests.support.page import BOOT, button, chromium, fill, score, status
from tools.paths import DIST, MNIST
from tools.server import serving

WIDE = {"hidden_layers": (128,), "batch_size": 128}
EXPERIMENTS = {
    "60,000 images, 784-128-10, 5 epochs": Experiment(epochs=5, **WIDE),  # type: ignore[arg-type]
    "5,000 images, 784-128-10, 20 epochs": Experiment(5_000, epochs=20, **WIDE),  # type: ignore[arg-type]
    "what the page starts with": Experiment(),
}
PATIENCE = 600_000  # milliseconds


def main() -> None:
    """Train each of them both ways."""
    with chromium() as browser, serving(DIST) as url:
        for name, experiment in EXPERIMENTS.items():
            page = browser.new_page()
            page.goto(url)
            print(f"{name}: page {in_page(page, experiment)}, native {natively(experiment)}")
            page.close()


def in_page(page: Page, experiment: Experiment) -> str:
    """Fill the form in, press Train, wait for the test accuracy."""
    expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
    fill(
        page,
        Training_images=str(experiment.images),
        Hidden_layers=", ".join(map(str, experiment.hidden_layers)),
        Batch_size=str(experiment.batch_size),
        Epochs=str(experiment.epochs),
    )
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=PATIENCE)
    found = re.search(r"\d+\.\d+ %", score(page).inner_text())
    assert found
    return found[0]


def natively(experiment: Experiment) -> str:
    """The same experiment in this Python."""
    mnist = load(MNIST)
    assert mnist.train
    assert mnist.test
    run = Run(experiment, mnist.train)
    for _ in run:
        pass
    return f"{evaluate(run.network, mnist.test).accuracy:.2%}"


if __name__ == "__main__":
    main()
