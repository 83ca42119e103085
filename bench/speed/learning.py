"""From pressing Train, all data yet to be fetched, to a network that reads the test set well."""

from collections.abc import Iterator
from typing import Any

from .figures import Figure, Samples, Spread, compare
from .lab import Lab
from .names import NATIVE, PAGE
from .native import ask_native
from .pen import set_field

GOAL = 0.972
MOST_EPOCHS = 12
FIELDS = {
    "Training images": "images",
    "Batch size": "batch_size",
    "Epochs": "epochs",
    "Learning rate": "learning_rate",
}


def measure(lab: Lab) -> Iterator[Figure]:
    """Natively as many epochs as it takes; then the same experiment in the page."""
    experiment = {
        "images": int(lab.pick(60_000, 5_000)), "hidden_layers": [128], "batch_size": 128,
        "epochs": int(lab.pick(MOST_EPOCHS, 2)), "learning_rate": 1e-3,
    }  # fmt: skip
    samples: Samples = {PAGE: [], f"{PAGE}, tested, too": [], NATIVE: []}
    shares: Samples = {PAGE: [], NATIVE: []}
    for _ in range(lab.rounds(3)):
        native = ask_native("learn", experiment=experiment, goal=GOAL)
        trained, tested, accuracy = in_page(lab, {**experiment, "epochs": native["epochs"]})
        for who, seconds in zip(samples, (trained, tested, native["seconds"]), strict=True):
            samples[who].append(seconds)
        shares[PAGE].append(accuracy)
        shares[NATIVE].append(100 * native["accuracy"])
    what = f"{native['epochs']} epochs of {experiment['images']:,} images"
    notes = {PAGE: "from pressing Train, data fetched, too", NATIVE: "training alone"}
    yield from compare("learning", what, "s", samples, PAGE, notes)
    for who, percents in shares.items():
        yield Figure("learning", "test accuracy", who, "%", Spread.of(percents))


def in_page(lab: Lab, experiment: dict[str, Any]) -> tuple[float, float, float]:
    """Seconds from pressing Train to the end of training, and of the test; percent right."""
    browser = lab.launch()
    page = lab.open_site(browser)
    for label, name in FIELDS.items():
        set_field(page, label, experiment[name])
    set_field(page, "Hidden layers", *experiment["hidden_layers"])
    phases = page.evaluate("probe.train()")
    accuracy = float(page.locator("#score-figure").inner_text().rstrip("\u2009\u00a0 %"))
    browser.close()
    return phases["testing"] / 1000, phases["finished"] / 1000, accuracy
