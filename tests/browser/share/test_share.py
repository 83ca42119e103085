"""Share: the run copied as texts that run elsewhere, and held beside the same run made natively."""

import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pycore.__main__ import main
from pycore.files.url import read_experiment
from tests.support.page import BOOT, TRAINING, button, fill, small, status
from tools.commands import NATIVE_RUN
from tools.paths import MNIST
from tools.server import serving

texts: Any = import_module("web.share.texts")  # what the page asks of it, asked here
FORMS = ("Link", "Python script", "Jupyter notebook", "Command line", "Embed")
ADDRESS = "train?v=1&images=1000&layers=32&epochs=2"
NATIVE = "Object.values(app.status().curves).map(({ native }) => native)"


def choose(page: Page, form: str) -> Locator:
    page.get_by_role("radiogroup", name="Copy as").get_by_text(form, exact=True).click()
    return page.get_by_role("textbox", name=form, exact=True)


def spoken(page: Page, name: str) -> Locator:
    return page.get_by_role("status", name=name, exact=True)


def comparison(page: Page) -> Locator:
    return spoken(page, "Comparison")


def open_file(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        button(page, "Open a curve …").click()
    chooser.value.set_files(path)


@pytest.fixture
def opened(booted: Page) -> Iterator[Page]:
    """Share is open; the settings are those of `ADDRESS`; there is no run."""
    booted.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if button(booted, "Reset").is_enabled():
        button(booted, "Reset").click()
    expect(button(booted, "Reset")).to_be_disabled()
    booted.evaluate("app.train.settings.open(app.about.defaults, app.about.choices)")
    small(booted)
    if not booted.locator("#share").get_attribute("open"):
        booted.locator("#share").evaluate("(share) => { share.open = true; }")
    expect(spoken(booted, "About the copies")).to_contain_text("Nothing is trained yet")
    expect(choose(booted, "Link")).to_have_value(re.compile(re.escape(ADDRESS) + "$"))
    yield booted
    booted.evaluate("app.train.pause()")
    if button(booted, "Remove this curve").is_visible():
        button(booted, "Remove this curve").click()


@pytest.mark.native
def test_its_code_comes_when_it_is_opened(
    page: Page,
    boot: Callable[[Page], Page],
    site_url: str,
    expect_fault: Callable[[str], None],
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site_url)))
    boot(page)
    assert not [path for path in asked if path.startswith("share/")]
    page.route("**/share/copies.js", lambda route: route.abort())
    expect_fault("copies.js|ERR_FAILED")
    page.get_by_text("Share or copy as").click()
    expect(page.get_by_role("alert")).to_contain_text("“Share” could not be loaded")
    page.unroute("**/share/copies.js")
    page.reload()
    expect(button(page, "Train")).to_be_enabled(timeout=TRAINING)
    page.get_by_text("Share or copy as").click()
    expect(button(page, "Copy")).to_be_enabled(timeout=TRAINING)


def test_each_form_is_read_and_copied(opened: Page, site_url: str) -> None:
    experiment, _ = read_experiment(ADDRESS)
    [wheel] = opened.evaluate(
        "Object.keys(app.python.files).filter((path) => path.startsWith('pycore_'))"
    )
    assert opened.request.get(f"{site_url}{wheel}").ok
    site = {"page": site_url, "wheel": f"{site_url}{wheel}"}
    expected = {
        "Link": f"{site_url}#{ADDRESS}",
        "Python script": texts.script(experiment, site),
        "Jupyter notebook": texts.notebook(experiment, site),
        "Command line": texts.command(ADDRESS, site),
        "Embed": f'<script src="{site_url}embed.js" async></script>\n<pycore-digits '
        f'address="{ADDRESS.replace("&", "&amp;")}"></pycore-digits>\n',
    }
    for form in FORMS:
        text = choose(opened, form)
        expect(text).to_have_value(expected[form])
        button(opened, "Copy").click()
        expect(spoken(opened, "Copying")).to_have_text(f"{form}: copied.")
        assert opened.evaluate("navigator.clipboard.readText()") == expected[form]
    choose(opened, "Command line")
    expect(opened.get_by_label("Installation")).to_contain_text(f"pip install {site['wheel']}")


def test_script_and_notebook_are_downloaded(opened: Page) -> None:
    for form, name in (("Python script", "run.py"), ("Jupyter notebook", "run.ipynb")):
        text = choose(opened, form).input_value()
        with opened.expect_download() as download:
            button(opened, "Download").click()
        assert download.value.suggested_filename == name
        assert Path(download.value.path()).read_text(encoding="utf-8") == text
    assert json.loads(text)["nbformat"] == 4
    choose(opened, "Embed")
    expect(button(opened, "Download")).to_be_hidden()


def test_where_copying_is_not_allowed_the_text_is_selected(opened: Page) -> None:
    """As in a frame of another page, or without https: there is no clipboard, or it refuses."""
    opened.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    try:
        text = choose(opened, "Command line")
        button(opened, "Copy").click()
        expect(spoken(opened, "Copying")).to_contain_text(
            "does not let this page copy. The text is selected"
        )
        expect(text).to_be_focused()
        assert opened.evaluate("String(getSelection())") == text.input_value()
    finally:
        opened.evaluate("delete navigator.clipboard")


def test_the_embed_snippet_shows_the_experiment_in_another_site(
    page: Page,
    opened: Page,
    site_url: str,
    tmp_path: Path,
    allow: Callable[[str], None],
) -> None:
    snippet = choose(opened, "Embed").input_value()
    (tmp_path / "index.html").write_text(f'<link rel="icon" href="data:,">{snippet}')
    with serving(tmp_path) as url:
        host = url.replace("127.0.0.1", "localhost")
        allow(f"request to another origin: {host}")
        page.goto(host)
        inside = page.locator("pycore-digits").frame_locator("iframe")
        expect(inside.get_by_role("button", name="Train", exact=True)).to_be_enabled(timeout=BOOT)
        for label, value in (("Hidden layers", "32"), ("Training images", "1,000")):
            expect(inside.get_by_label(label, exact=True)).to_have_value(value)


def test_by_keyboard(opened: Page) -> None:
    summary = opened.locator("#share summary")
    summary.focus()
    opened.keyboard.press("Enter")
    expect(button(opened, "Copy")).to_be_hidden()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("radio", name="Link")).to_be_focused()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("textbox", name="Python script")).to_be_focused()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(spoken(opened, "Copying")).to_have_text("Python script: copied.")


def test_the_texts_are_of_the_run_on_the_screen(opened: Page) -> None:
    notes, link = spoken(opened, "About the copies"), choose(opened, "Link")
    fill(opened, Epochs="200")
    button(opened, "Train").click()
    expect(status(opened)).to_contain_text("images/s", timeout=TRAINING)
    expect(notes).to_have_text("These copies give the run on the screen.")
    fill(opened, Hidden_layers="16")
    expect(notes).to_contain_text("They do not have the changes that wait for Reset.")
    expect(link).to_have_value(re.compile("layers=32&epochs=200$"))
    fill(opened, Learning_rate="0.01")
    expect(notes).to_contain_text("learning rate changed. These copies use the present settings")
    expect(link).to_have_value(re.compile("layers=32&rate=0.01&epochs=200$"))
    button(opened, "Pause").click()


def test_settings_that_cannot_be_have_no_texts(opened: Page) -> None:
    fill(opened, Seed="-1")
    expect(spoken(opened, "About the copies")).to_contain_text("Seed must be a whole number")
    expect(choose(opened, "Python script")).to_have_value("")
    expect(button(opened, "Copy")).to_be_disabled()
    fill(opened, Seed="7")
    expect(choose(opened, "Link")).to_have_value(re.compile("seed=7$"))


def test_comparison_with_the_native_run_by_one_press(opened: Page) -> None:
    button(opened, "Step").click()
    expect(status(opened)).to_contain_text("step 1 of")
    button(opened, "Reset and compare with a native run").click()
    expect(comparison(opened)).to_contain_text("Same package, same seed", timeout=TRAINING)
    assert opened.evaluate("location.hash") == f"#{NATIVE_RUN}"
    assert opened.evaluate(NATIVE) == [237, 237]
    words = comparison(opened).inner_text()
    found = re.search(r"Over (\d+) steps the losses differ by at most ([\d.]+),", words)
    assert found, words
    assert int(found[1]) == 237
    assert float(found[2]) < 0.05
    assert re.search(r"native\.json: 237 steps by Python [\d.]+, NumPy [\d.]+, pycore", words)
    expect(opened.locator("#loss-chart .native")).to_be_visible()
    expect(button(opened, "Compare with a native run")).to_be_visible()  # nothing to reset for it
    button(opened, "Remove this curve").click()
    expect(opened.locator("#loss-chart .native")).to_be_hidden()
    expect(comparison(opened)).to_have_text("")


def test_a_curve_of_ones_own(opened: Page, tmp_path: Path) -> None:
    curve = tmp_path / "mine.json"
    address = "train?v=1&images=1000&layers=24&optimiser=sgd&rate=0.1&epochs=2&seed=8"
    assert main(["train", address, "--data", str(MNIST), "--curve", str(curve)]) == 0
    open_file(opened, Path(__file__))
    expect(opened.locator("#share .notice")).to_contain_text("test_share.py: not a curve")
    open_file(opened, curve)
    expect(opened.locator("#share .notice")).to_be_hidden()
    expect(comparison(opened)).to_contain_text(re.compile("mine.json: 32 steps .* Press Train"))
    expect(opened.get_by_label("Hidden layers", exact=True)).to_have_value("24")
    assert opened.evaluate("location.hash") == f"#{address}"
    button(opened, "Train").click()
    expect(comparison(opened)).to_contain_text("same curve. Over 32 steps", timeout=TRAINING)
    expect(button(opened, "Pause")).to_be_hidden()
    button(opened, "Reset").click()
    fill(opened, Seed="9")
    button(opened, "Step").click()
    expect(comparison(opened)).to_contain_text("Another experiment: seed differ")
    open_file(opened, curve)  # the run under way is left alone
    expect(comparison(opened)).to_contain_text("Another experiment: seed differ")
    expect(opened.get_by_label("Seed", exact=True)).to_have_value("9")
    button(opened, "Reset and run the same here").click()
    expect(comparison(opened)).to_contain_text("same curve. Over 32 steps", timeout=TRAINING)


@pytest.mark.native
def test_a_notebook_is_copied_as_it_is_set(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = "notebooks/002?v=1&rows=300&steps=12"
    page.goto(f"{site_url}#{address}")
    article = page.get_by_role("article", name="Notebook 002")
    expect(article).to_be_visible(timeout=BOOT)
    article.get_by_text("Share or copy as").click()
    link = article.get_by_role("textbox", name="Link")
    expect(link).to_have_value(f"{site_url}#{address}", timeout=BOOT)
    seed = article.get_by_role("textbox", name="Seed", exact=True)
    seed.fill("5")
    seed.press("Tab")
    article.get_by_text("Command line", exact=True).click()
    command = article.get_by_role("textbox", name="Command line")
    expect(command).to_have_value(texts.command(f"{address}&seed=5", {"page": site_url}))
    article.get_by_role("button", name="Copy", exact=True).click()
    expect(article.get_by_role("status", name="Copying")).to_have_text("Command line: copied.")
    assert page.evaluate("navigator.clipboard.readText()") == command.input_value()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n", "not a curve written by pycore"),
        (
            b'{"format": "pycore curve 1", "address": "<img src=x onerror=alert(1)>"}',
            "no experiment|columns",
        ),
        (b"0" * 5_000_000, "larger than a curve can be"),
        (b"", "not a curve written by pycore"),
        (b"[" * 100_000, "not a curve written by pycore"),
    ],
)
def test_a_file_that_is_no_curve(opened: Page, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "odd <b>.json"
    file.write_bytes(content)
    open_file(opened, file)
    alert = opened.locator("#share .notice")
    expect(alert).to_contain_text(re.compile(rf"odd <b>\.json.*({said})"))
    expect(button(opened, "Remove this curve")).to_be_hidden()
    expect(opened.get_by_label("Hidden layers", exact=True)).to_have_value("32")
    fill(opened, Seed="3")  # all else works
    expect(choose(opened, "Link")).to_have_value(re.compile("seed=3$"))
    expect(alert).to_be_hidden()
