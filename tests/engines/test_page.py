"""Boot, draw, train, notebooks, code: the page does in every engine what it does in Chromium."""

import pytest

from pycore import Experiment, Run, load
from pycore.notebooks import NOTEBOOKS
from tests.engines.page import DigitPage
from tests.support.page import ONE, SEVEN
from tools.paths import MNIST

KERNELS = {
    "chromium": "relaxed SIMD",
    "firefox": "relaxed SIMD",
    "webkit": "SIMD",
}
NAME_CELLS = """() => {
  for (const cell of document.querySelectorAll("details.cell")) {
    cell.id = `cell-${cell.querySelector(".cell-name").textContent}`;
  }
}"""


def test_a_drawing_is_read(page: DigitPage, engine: str) -> None:
    page.open()
    assert page.kernel == KERNELS[engine]
    page.draw(SEVEN)
    assert page.answer() == 7
    page.clear()
    page.draw(ONE)
    assert page.answer() == 1
    page.tab.click("#undo")
    page.tab.wait_for_text("#prediction", "Draw a digit")


def test_the_keyboard_draws(page: DigitPage) -> None:
    page.open()
    page.tab.evaluate("() => document.getElementById('pad').focus()")
    for key in ["ArrowUp"] * 6 + [" "] + ["ArrowDown"] * 12 + [" "]:
        page.tab.press(key)
    assert page.answer() == 1


def test_training_follows_the_native_curve(page: DigitPage) -> None:
    page.open("#train?images=1000&layers=32&epochs=2&seed=7")
    follow_the_native_curve(page, epochs=2)
    assert page.accuracy() > 0.6
    assert page.painted("#loss-chart canvas") > 500
    assert page.painted("#accuracy-chart canvas") > 500


def follow_the_native_curve(page: DigitPage, epochs: int) -> None:
    """Train, and hold the loss of every step beside that of the same experiment in this Python."""
    losses = page.train()
    training = load(MNIST).train
    assert training
    run = Run(Experiment(1_000, hidden_layers=(32,), epochs=epochs, seed=7), training)
    assert losses == pytest.approx([metrics.loss for metrics in run], rel=1e-3)
    assert len(losses) >= 15 * epochs


def test_a_notebook_runs(page: DigitPage) -> None:
    page.open("#notebooks/002?rows=500&steps=15&seed=3")
    page.tab.wait_for_text(".notebook .status", "Ready")
    page.tab.click(".notebook .controls .primary")
    page.tab.wait_for_text(".notebook .status", "Finished")
    data = load(MNIST).train
    assert data
    notebook = NOTEBOOKS["002"]
    held_out = round(1_000 * 500 / 42_000)
    found = page.lanes()
    for name, switches in (("as written", notebook.as_written), ("as meant", frozenset[str]())):
        run = notebook.run(data, None, switches, rows=500, held_out=held_out, steps=15, seed=3)
        assert found[name]["loss"] == pytest.approx([m.loss for m in run], rel=1e-3)
    assert page.painted(".notebook .chart canvas") > 500


def test_code_is_edited_and_used(page: DigitPage) -> None:
    page.open("#code")
    page.draw(SEVEN)
    assert page.answer() == 7
    page.tab.wait_for_text("#view-code", "activations.py")
    page.tab.evaluate(NAME_CELLS)
    page.tab.click("#cell-relu .editor")
    page.tab.press("Control", "a")
    page.tab.press("Delete")
    page.tab.type("def relu(Z):\nreturn np.abs(Z)")  # the editor indents
    page.tab.press("Control", "Enter")
    page.tab.wait_for_text("#cell-relu .output", "Done.")
    page.tab.wait("() => !document.getElementById('prediction').innerText.includes('a 7')")
    page.tab.click("#cell-relu .buttons button:last-child")
    page.tab.wait_for_text("#prediction", "It is a 7")
