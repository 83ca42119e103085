"""The view "Code": functions are edited, run, used by the page, verified and brought back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.code_view import cell, output, paste
from tests.support.page import (
    BOOT,
    ONE,
    SEVEN,
    STRONG,
    TRAINING,
    button,
    clear,
    draw,
    prediction,
    reset,
    settle,
    small,
    status,
)

Boot = Callable[[Page], Page]

RELU = """def relu(Z):
    return np.abs(Z)


relu(np.array([-2.0, 0.0, 3.0]))
"""


@pytest.fixture
def code(booted: Page) -> Page:
    """The view Code, nothing edited, nothing drawn."""
    booted.evaluate("location.hash = '#code'")
    expect(booted.get_by_text("activations.py").first).to_be_visible(timeout=BOOT)
    bring_back(booted)
    clear(booted)
    return booted


def bring_back(page: Page) -> None:
    everything = button(page, "Restore all originals")
    if everything.is_enabled():
        everything.click()
    expect(everything).to_be_disabled()


def write(page: Page, name: str, text: str) -> None:
    """Replace what is in a cell, and run it from the keyboard."""
    paste(page, name, text)
    page.keyboard.press("Control+Enter")
    expect(cell(page, name).get_by_role("button", name="Run", exact=True)).to_be_enabled()


def signs(page: Page) -> list[str]:
    """What is said of edited code beside the answer and in the view Train."""
    return page.locator(".edited:not([hidden]) span").all_inner_texts()


def verdict(page: Page) -> Locator:
    return page.get_by_role("status", name="Gradient check", exact=True)


def test_an_edit_is_read_by_verified_and_brought_back(code: Page) -> None:
    draw(code, SEVEN)
    assert "It is a 7" in settle(code)
    write(code, "relu", RELU)
    expect(output(code, "relu")).to_have_text("array([2., 0., 3.])\n")
    expect(cell(code, "relu")).to_contain_text("edited, in use")
    expect(code.locator(".draw .edited")).to_contain_text("Edited code is in use: relu.")
    code.wait_for_function("!document.getElementById('prediction').textContent.includes('a 7')")
    settle(code)
    button(code, "Check the gradients").click()
    expect(verdict(code)).to_contain_text("Wrong: the activation after layer 1 (relu), where the")
    expect(verdict(code)).to_contain_text("makes the gradients of layer 1 (12 × 9)")
    rows = code.locator(".checks tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("wrong")
    expect(rows.nth(2)).to_contain_text("correct")
    code.locator(".draw .edited").get_by_role("button", name="Restore the original").click()
    expect(prediction(code)).to_contain_text("It is a 7")
    assert signs(code) == []
    button(code, "Check the gradients").click()
    expect(verdict(code)).to_contain_text("Correct: in every layer")
    expect(code.locator(".cm-content").first).to_contain_text("np.maximum(Z, 0)")


def test_errors_are_those_of_python_and_leave_the_old_code_in_use(code: Page) -> None:
    draw(code, SEVEN)
    write(code, "relu", RELU.replace("np.abs(Z)", "np.abs(Z"))
    expect(output(code, "relu")).to_have_text(
        '  File "<relu>", line 2\n    return np.abs(Z\n                 ^\n'
        "SyntaxError: '(' was never closed\n"
    )
    write(code, "relu", RELU.replace("np.abs", "np.abz"))
    expect(output(code, "relu")).to_contain_text('File "<relu>", line 5, in <module>')
    expect(output(code, "relu")).to_contain_text('File "<relu>", line 2, in relu')
    expect(output(code, "relu")).to_contain_text("AttributeError: module 'numpy' has no")
    expect(cell(code, "relu")).to_contain_text("changed, not run yet")
    assert signs(code) == []
    assert "It is a 7" in settle(code)
    cell(code, "relu").get_by_role("button", name="Original").click()
    expect(cell(code, "relu")).not_to_contain_text("changed")


def test_an_edit_that_fails_while_reading_is_told_and_leads_back(code: Page) -> None:
    write(code, "softmax", "def softmax(logits):\n    return logits / nothing\n")
    draw(code, ONE)
    alert = code.get_by_role("alert")
    expect(alert).to_contain_text("Your softmax, line 2: NameError: name 'nothing' is not defined")
    alert.get_by_role("button", name="Restore the original code").click()
    expect(prediction(code)).to_contain_text("It is a 1")
    expect(alert).to_have_count(0)


def test_an_edit_that_fails_while_training_is_told_and_training_goes_on(code: Page) -> None:
    code.evaluate("location.hash = '#train'")
    small(code, Epochs="500")
    button(code, "Train").click()
    expect(status(code)).to_contain_text("images/s", timeout=TRAINING)
    code.evaluate("location.hash = '#code'")
    write(code, "Dense.set_gradients", "def set_gradients(self, dZ):\n    self.dW = self.X @ dZ\n")
    alert = code.locator("#run-notice")
    code.evaluate("location.hash = '#train'")
    expect(alert).to_contain_text("Your Dense.set_gradients, line 2: ValueError: matmul")
    expect(code.locator("#view-train .edited")).to_contain_text("Dense.set_gradients")
    expect(status(code)).to_contain_text("Paused")
    alert.get_by_role("button", name="Restore the original code").click()
    expect(alert).to_be_hidden()
    assert signs(code) == []
    step = code.evaluate("app.status().run.step")
    button(code, "Train").click()
    code.wait_for_function("step => app.status().run.step > step", arg=step)
    button(code, "Pause").click()
    reset(code)


def test_the_next_step_learns_by_the_edited_code(code: Page) -> None:
    code.evaluate("location.hash = '#train'")
    small(code)
    button(code, "Step").click()
    expect(status(code)).to_contain_text("step 1 of")
    code.evaluate("location.hash = '#code'")
    write(code, "Adam.step", "def step(self, gradients, learning_rate):\n    pass\n")
    ask(code, "before = run.network.dense[0].W.copy()")
    code.evaluate("location.hash = '#train'")
    button(code, "Step").click()
    expect(status(code)).to_contain_text("step 2 of")
    code.evaluate("location.hash = '#code'")
    assert ask(code, "(run.network.dense[0].W == before).all()") == "np.True_"
    bring_back(code)
    code.evaluate("location.hash = '#train'")
    button(code, "Step").click()
    expect(status(code)).to_contain_text("step 3 of")
    code.evaluate("location.hash = '#code'")
    assert ask(code, "(run.network.dense[0].W == before).all()") == "np.False_"
    code.evaluate("location.hash = '#train'")
    reset(code)


def line(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Python prompt")


def ask(page: Page, text: str) -> str:
    count = page.locator(".log pre").count()
    line(page).fill(text)
    line(page).press("Enter")
    expect(page.locator(".log pre")).to_have_count(count + 2)
    page.wait_for_function("app.tabs.opened.get('code').prompt.answered")
    return page.locator(".log pre").last.inner_text().strip()


def test_the_prompt(code: Page) -> None:
    code.wait_for_function(STRONG, timeout=BOOT)
    assert "'conv24x5'" in ask(code, "net.layer_specs"), "the network that answers"
    assert ask(code, "X.max()") == "np.float32(0.0)"
    draw(code, ONE)
    settle(code)
    assert ask(code, "X.shape, X.max() > 0.5") == "((1, 784), np.True_)"
    assert "NameError" in ask(code, "nothing")
    line(code).press("ArrowUp")
    line(code).press("ArrowUp")
    expect(line(code)).to_have_value("X.shape, X.max() > 0.5")
    line(code).press("ArrowDown")
    expect(line(code)).to_have_value("nothing")


def test_the_prompt_completes_and_lets_go(code: Page) -> None:
    line(code).fill("net.layers[-1].W.sh")
    line(code).press("Tab")
    expect(line(code)).to_have_value("net.layers[-1].W.shape")
    line(code).fill("net.lay")
    line(code).press("Control+Space")
    expect(line(code)).to_have_value("net.layer")
    expect(code.get_by_text("layer_specs layers")).to_be_visible()
    line(code).press("Escape")
    line(code).press("Tab")
    expect(line(code)).not_to_be_focused()


def test_tab_leaves_the_editor_after_escape(code: Page) -> None:
    cell(code, "relu").get_by_role("textbox", name="Code of relu").focus()
    code.keyboard.press("Tab")
    code.keyboard.press("Escape")
    code.keyboard.press("Tab")
    expect(cell(code, "relu").get_by_role("button", name="Run", exact=True)).to_be_focused()
    cell(code, "relu").get_by_role("button", name="Original").click()


def test_an_endless_loop_can_be_left_and_the_text_stays(page: Page, boot: Boot) -> None:
    boot(page)
    page.evaluate("location.hash = '#code'")
    expect(page.get_by_text("activations.py").first).to_be_visible(timeout=BOOT)
    page.evaluate("app.python.patience = 500")
    paste(page, "relu", "def relu(Z):\n    while True:\n        pass\n\nrelu(1)\n")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Python has not answered for a while")
    page.evaluate("app.python.patience = 15_000")
    button(page, "Restart Python").click()
    draw(page, ONE)
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)
    expect(cell(page, "relu")).to_contain_text("changed, not run yet")
    expect(output(page, "relu")).to_have_text("Python was stopped.")
    write(page, "relu", RELU)
    expect(output(page, "relu")).to_have_text("array([2., 0., 3.])\n")


@pytest.mark.native
def test_the_editor_comes_only_when_the_view_is_opened(page: Page, boot: Boot) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    boot(page)
    late = re.compile(r"codemirror|/code/")
    assert not [url for url in asked if late.search(url)]
    page.get_by_role("tab", name="Code").click()
    expect(page.get_by_text("activations.py").first).to_be_visible()
    assert len([url for url in asked if late.search(url)]) > 10


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_nothing_sticks_out_sideways(code: Page, width: int) -> None:
    cell(code, "cross_entropy")
    code.set_viewport_size({"width": width, "height": 800})
    assert code.evaluate("document.documentElement.scrollWidth") <= width
    code.set_viewport_size({"width": 1280, "height": 900})


def suite(page: Page) -> Locator:
    return page.get_by_role("status", name="Unit tests", exact=True)


def test_the_unit_tests_run_in_the_page_and_find_an_edit(code: Page) -> None:
    """All of them take minutes where two share a core: here, some are enough to find the edit."""
    write(
        code,
        "Dense.forward",
        "def forward(self, X, training=False, rng=None):\n    self.X = X\n    return X @ self.W\n",
    )
    only = "only => { app.tabs.opened.get('code').checks.suite.only = only; }"
    code.evaluate(only, "forward_and_backward_by_hand or softmax_survives")
    draw(code, ONE)
    button(code, "Run pycore's tests").click()
    expect(suite(code)).to_have_text("1 passed, 1 failed.", timeout=BOOT)
    failure = code.locator(".suite details")
    expect(failure).to_have_count(1)
    expect(failure).to_contain_text("test_network.py::test_forward_and_backward_by_hand")
    failure.locator("summary").click()
    expect(failure).to_contain_text("AssertionError")
    bring_back(code)
    assert "It is a 1" in settle(code)
    button(code, "Run pycore's tests").click()
    expect(suite(code)).to_have_text("2 passed.", timeout=BOOT)
    code.evaluate(only, "")


def test_the_unit_tests_can_be_stopped(code: Page) -> None:
    button(code, "Run pycore's tests").click()
    expect(suite(code)).to_contain_text(re.compile(r"Test \d+ of \d{3}"), timeout=BOOT)
    draw(code, ONE)
    assert "It is a 1" in settle(code)
    button(code, "Stop").click()
    expect(suite(code)).to_contain_text(re.compile(r"Stopped: \d+ passed of \d{3}"))
    button(code, "Check the gradients").click()
    expect(verdict(code)).to_contain_text("Correct: in every layer")
