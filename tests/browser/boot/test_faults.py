"""What goes wrong on the way to Python, or in it, is told in a sentence, and can be tried again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.faults import (
    IN_CONSOLE,
    Expect,
    Fault,
    cut_off,
    flipped,
    missing,
    truncated,
    web_page,
    wrong_type,
)
from tests.support.page import (
    BOOT,
    ONE,
    TRAINING,
    answered,
    button,
    draw,
    prediction,
    settle,
    small,
    status,
)
from tools.paths import DIST

# Each kind of fault once; that every file is checked, and each sentence, tests/page proves.
FAULTS = [
    (
        "pyodide.asm.wasm",
        missing,
        r"no vendor/pyodide/pyodide\.asm\.wasm \(HTTP status 404\)",
    ),
    ("pyodide.asm.wasm", cut_off, r"could not be reached for vendor/pyodide/pyodide\.asm\.wasm"),
    ("pyodide.asm.mjs", wrong_type, r"it must be “text/javascript”"),
    ("python_stdlib.zip", flipped, r"python_stdlib\.zip is damaged"),
    ("numpy-*.whl", web_page, r"a web page instead of vendor/pyodide/numpy-"),
    ("manifest.json", truncated, r"manifest\.json is incomplete or is another file"),
]


@pytest.mark.parametrize(
    ("file", "fault", "sentence"),
    FAULTS,
    ids=[f"{file} {fault.__name__}" for file, fault, _ in FAULTS],
)
def test_a_faulty_file_is_named(
    page: Page, site_url: str, allow: Expect, file: str, fault: Fault, sentence: str
) -> None:
    allow(IN_CONSOLE)
    page.route(f"**/{file}", fault)
    page.goto(site_url)
    draw(page, ONE)
    alert = page.get_by_role("alert").filter(has_text=re.compile(sentence))
    expect(alert).to_be_visible(timeout=20_000)
    expect(alert.get_by_role("button", name="Retry")).to_be_visible()
    expect(prediction(page)).to_have_text("Python is not running, so it reads nothing")
    expect(status(page)).to_have_text("Python is not running")
    expect(button(page, "Train")).to_be_disabled()


@pytest.mark.parametrize("file", ["pyodide.asm.wasm", "core.js", "manifest.json"])
def test_retry_works_and_the_drawing_is_answered(
    page: Page, site_url: str, allow: Expect, file: str
) -> None:
    allow(IN_CONSOLE)
    page.route(f"**/{file}", missing)
    page.goto(site_url)
    draw(page, ONE)
    retry = button(page, "Retry")
    expect(retry).to_be_visible(timeout=20_000)
    page.unroute(f"**/{file}")
    retry.click()
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_missing_part_of_the_page_itself_is_told(
    page: Page, site_url: str, allow: Expect
) -> None:
    allow(IN_CONSOLE)
    page.route("**/bars.js", missing)
    page.goto(site_url)
    expect(page.get_by_text("A part of this page is missing: bars.js")).to_be_visible()


def test_a_fault_that_passes_is_never_seen(page: Page, site_url: str, allow: Expect) -> None:
    allow(IN_CONSOLE)
    faults = iter([missing, truncated])
    page.route("**/pyodide.asm.wasm", lambda route: next(faults, Route.continue_)(route))
    page.goto(site_url)
    draw(page, ONE)
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)


def test_a_stalled_download_is_still_waited_for(page: Page, site_url: str, allow: Expect) -> None:
    allow("preload")
    held: list[Route] = []
    released = False
    page.route(
        "**/python_stdlib.zip",
        lambda route: route.continue_() if released else held.append(route),
    )
    page.goto(site_url)
    expect(prediction(page)).to_have_text("Waiting for Python — downloading")
    stalled = page.get_by_text("Still waiting for vendor/pyodide/python_stdlib.zip")
    expect(stalled).to_be_visible(timeout=40_000)
    expect(prediction(page)).to_have_text("Waiting for Python — still downloading")
    released = True  # Python will ask for it, too
    for route in held:
        route.continue_()
    expect(prediction(page)).to_have_text("Draw a digit", timeout=BOOT)


@pytest.mark.native
def test_a_missing_part_of_the_images_is_named_and_can_be_fetched_again(
    page: Page, boot: Callable[[Page], Page], allow: Expect
) -> None:
    allow(IN_CONSOLE)
    boot(page)
    small(page)
    page.route("**/train-00-images*", missing)
    button(page, "Train").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("no data/train-00-images-idx3-ubyte.gz", timeout=20_000)
    expect(button(page, "Train")).to_be_enabled()
    page.unroute("**/train-00-images*")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=TRAINING)
    expect(alert).to_have_count(0)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "it is empty"),
        (b"Sign in, please. ", "17 bytes of .*, beginning with “Sign in, please.”"),
        (b"\x89PNG\r\n", "6 bytes of .*, beginning with 89 50 4e 47"),
    ],
    ids=["empty", "text", "picture"],
)
def test_images_that_are_something_else_are_called_by_what_came(
    booted: Page, allow: Expect, body: bytes, sentence: str
) -> None:
    allow(IN_CONSOLE)
    name = "data/train-00-images-idx3-ubyte.gz"
    booted.route(f"**/{name}", lambda route: route.fulfill(body=body, content_type="text/plain"))
    problem = booted.evaluate(
        "(name) => app.python.fetchAll([name], () => {}).then(() => '', (error) => error.message)",
        name,
    )
    booted.unroute(f"**/{name}")
    assert re.search(f"{name} is incomplete or is another file: {sentence}", problem)


@pytest.mark.native
def test_fetching_can_be_stopped(page: Page, boot: Callable[[Page], Page], allow: Expect) -> None:
    allow(IN_CONSOLE)
    boot(page)
    small(page)
    page.route("**/train-00-images*", lambda route: None)  # never answered
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Fetching training images: 0.0 of 0.8 MB")
    button(page, "Pause").click()
    expect(status(page)).to_contain_text("Ready")
    expect(button(page, "Train")).to_be_enabled()
    expect(page.get_by_role("alert")).to_have_count(0)


KILL = 'document.querySelector("script[type=py]").xworker.terminate()'
BREAK = """code => {
  const lines = code.split("\\n").map((line) => `    ${line}\\n`).join("");
  const module = "from pycore.layers import Dense\\ndef broken(self, dZ):\\n" + lines +
    "Dense.set_gradients = broken\\n";
  const file = new TextEncoder().encode(module);
  return app.python.call("add_code", "broken", { "broken/__init__.py": file });
}"""
"""Python code that every step of a training comes to."""

DEEP = "import sys\nsys.setrecursionlimit(10**7)\nlist(map(self.set_gradients, [dZ]))"
OUTSIDE = "import ctypes\nctypes.string_at(2**31 - 5)"
DEATHS = {
    "killed": ("", "Python stopped: the browser ended its worker"),
    "closed": ("import js\njs.self.close()", "Python stopped: the browser ended its worker"),
    "abort": ("import ctypes\nctypes.CDLL(None).abort()", "Python crashed."),
    "recursion": (DEEP, "Python stopped: a recursion was too deep"),
    "segmentation": (OUTSIDE, "Python stopped: the code read or wrote outside its memory"),
    "exit": ("import os\nos._exit(1)", "Python stopped: the code ended it"),
    "memory": ("import numpy as np\nraise np._core._exceptions._ArrayMemoryError((1,), dZ.dtype)",
               "Python stopped: it ran out of memory. Its memory is free again"),
}  # fmt: skip
NOISE = r"Pyodide|PyProxy|Abort|fatal|unreachable|Recursive call|call stack|out of bounds"


@pytest.mark.parametrize("death", DEATHS)
def test_a_death_of_python_in_training_is_told_at_once_and_has_one_way_out(
    page: Page, boot: Callable[[Page], Page], allow: Expect, death: str
) -> None:
    code, sentence = DEATHS[death]
    allow(NOISE)
    boot(page)
    small(page, Epochs="500")
    draw(page, ONE)
    button(page, "Train").click()
    expect(status(page)).to_contain_text("images/s", timeout=TRAINING)
    page.evaluate(BREAK, code) if code else page.evaluate(KILL)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(sentence, timeout=2_000)
    expect(alert).to_contain_text(
        "Your drawing and settings are kept. The progress of the training is"
    )
    expect(status(page)).to_have_text("Python is not running")
    expect(button(page, "Train")).to_be_disabled()
    expect(alert.get_by_role("button")).to_have_count(1)
    batch = "32" if death == "memory" else "64"
    name = "Restart Python with batch size 32" if death == "memory" else "Restart Python"
    button(page, name).click()
    expect(prediction(page)).to_contain_text("It is a 1", timeout=BOOT)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.get_by_label("Epochs", exact=True).input_value() == "500"
    assert page.get_by_label("Batch size", exact=True).input_value() == batch
    small(page)
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=TRAINING)


def test_a_slice_that_takes_long_is_no_death_and_claims_no_speed(
    page: Page, boot: Callable[[Page], Page]
) -> None:
    boot(page)
    small(page, Epochs="500")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("images/s", timeout=TRAINING)
    page.evaluate(BREAK, "import time\ntime.sleep(4)\nself.dW, self.db = self.X.T @ dZ, dZ.sum(0)")
    expect(status(page)).to_contain_text("waiting for Python", timeout=4_000)
    expect(status(page)).not_to_contain_text("images/s")
    step = page.evaluate("app.status().run.step")
    page.wait_for_function("(step) => app.status().run.step > step", arg=step, timeout=30_000)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("raised", ["SystemExit(3)", "KeyboardInterrupt", "GeneratorExit", "Odd"])
def test_what_ends_python_elsewhere_is_told_as_any_other_error(
    page: Page, boot: Callable[[Page], Page], raised: str
) -> None:
    boot(page)
    small(page, Epochs="500")
    page.evaluate(BREAK, f"class Odd(BaseException):\n    pass\nraise {raised}")
    button(page, "Train").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=TRAINING)
    expect(alert.locator("p")).not_to_contain_text("Traceback")
    alert.get_by_text("Details").click()
    expect(alert).to_contain_text("Traceback (most recent call last)")
    expect(status(page)).to_contain_text("Ready")
    draw(page, ONE)
    assert settle(page).startswith(("It", "Your network"))  # which has learned nothing


@pytest.mark.native
def test_an_error_inside_python_is_shown_with_its_details(
    page: Page, boot: Callable[[Page], Page]
) -> None:
    boot(page)
    call = "app.python.call('evaluate_for', 'nobody', 50)"
    page.evaluate(f"{call}.catch(error => app.train.failed(error))")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("'nobody'")
    alert.get_by_text("Details").click()
    expect(alert).to_contain_text("Traceback (most recent call last)")
    draw(page, ONE)
    assert answered(settle(page)) == 1


def test_the_site_has_all_that_the_page_asks_for() -> None:
    page = (DIST / "index.html").read_text(encoding="utf-8")
    for name in re.findall(r'(?:href|src)="\./([^"]+)"', page):
        assert (DIST / name.partition("#")[0]).is_file(), name
