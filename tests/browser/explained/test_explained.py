"""The view "Explained": what it shows is what pycore computes natively of the same digit."""

import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from pycore import Network, to_input
from pycore.data.idx import parse_idx
from pycore.loss import cross_entropy, softmax
from tests.support.faults import IN_CONSOLE, missing
from tests.support.page import (
    BOOT,
    SEVEN,
    TRAINING,
    button,
    clear,
    draw,
    score,
    settle,
    small,
    status,
)
from tools.paths import DIST, MNIST, SHIPPED_NETWORK

Boot = Callable[[Page], Page]
STEPS = ["pixels", "X", "Z1", "A1", "Z2", "A2", "logits", "probs", "answer"]
EDIT = """async () => {
  const { cells } = await app.codeSession.call("begin");
  const { text } = cells.find(({ name }) => name === "relu");
  await app.codeSession.run("relu", text.replace("np.maximum(Z, 0)", "np.maximum(Z, 0) * 2"));
}"""
SAMPLE = to_input(parse_idx((MNIST / "train-images-idx3-ubyte").read_bytes())[:1])


def shipped() -> Network:
    return Network.load(SHIPPED_NETWORK)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=2).and_(page.locator("#view-explained h2"))


def step(page: Page) -> Locator:
    return page.get_by_label("Step", exact=True).and_(page.locator("[role=status]"))


def heat(page: Page) -> Locator:
    return page.locator(".array [role=slider]")


def origin(page: Page) -> Locator:
    return page.get_by_label("Where it comes from")


def figure(text: str) -> float:
    """ "Z1[0, 3] = … = −3.014" → -3.014"""
    return float(text.split()[-1].replace("−", "-"))


def numbers(texts: list[str]) -> list[float]:
    return [float(text.replace("−", "-")) for text in texts]


@pytest.fixture
def explained(booted: Page, site_url: str) -> Iterator[Page]:
    clear(booted)
    booted.goto(f"{site_url}#explained/forward")
    expect(heading(booted)).to_contain_text("Forward")
    yield booted
    clear(booted)


def walk_to(page: Page, name: str) -> None:
    page.locator(".chain button", has_text=re.compile(rf"^{name}\b|^{name}(?=\d)")).first.click()
    expect(step(page)).to_contain_text(f": {name}")
    expect(page.locator(".array figcaption b")).to_have_text(name)


def choose(page: Page, number: int, array: str) -> float:
    """Choose a number of the array that is shown, by keys; return what is said of it."""
    heat(page).press("Home")
    for _ in range(number):
        heat(page).press("ArrowRight")
    expect(heat(page)).to_have_attribute("aria-valuenow", str(number))
    expect(origin(page)).to_contain_text(array)
    return figure(origin(page).locator(".arithmetic").inner_text())


def test_a_blank_pad_shows_a_digit_of_mnist(explained: Page) -> None:
    said = explained.locator(".subject")
    expect(said).to_contain_text("The canvas is empty, so this is a 5 of MNIST’s training images")
    expect(said).to_contain_text("read by the small pre-trained network, 784–")
    explained.get_by_role("button", name="another digit").click()
    expect(said).to_contain_text("this is a 0 of MNIST")
    explained.evaluate("app.tabs.opened.get('explained').teacher.seen.sample = 199")
    explained.get_by_role("button", name="another digit").click()
    expect(said).to_contain_text("this is a 5 of MNIST")  # there are 200, and then they begin anew


def test_forward_by_keys_gives_the_numbers_of_pycore(explained: Page) -> None:
    network = shipped()
    logits = network.forward(SAMPLE)
    explained.locator(".chain button").first.focus()
    for name in STEPS:
        expect(step(explained)).to_contain_text(f": {name}")
        explained.keyboard.press("ArrowRight")
    expect(step(explained)).to_have_text("step 9 of 9: answer")
    walk_to(explained, "Z1")
    Z1 = network.dense[0].forward(SAMPLE)
    assert choose(explained, 3, "Z1[0, 3]") == pytest.approx(Z1[0, 3], rel=1e-3)
    expect(explained.get_by_role("img", name="weights of this unit, 784 numbers")).to_be_visible()
    walk_to(explained, "logits")
    shown = numbers(explained.locator(".few li").all_inner_texts())
    np.testing.assert_allclose(shown, logits[0], rtol=1e-2)
    walk_to(explained, "probs")
    assert choose(explained, 5, "probs[0, 5]") == pytest.approx(softmax(logits)[0, 5], rel=1e-2)
    walk_to(explained, "answer")
    expect(explained.locator(".few")).to_have_text(str(logits.argmax()))


def test_the_drawing_takes_over_at_once_and_gives_way_again(explained: Page) -> None:
    walk_to(explained, "answer")
    draw(explained, SEVEN)
    settle(explained)
    expect(explained.locator(".few")).to_have_text("7")
    expect(explained.locator(".subject")).to_contain_text(
        "Your drawing, read by the small pre-trained"
    )
    clear(explained)
    expect(explained.locator(".subject")).to_contain_text("The canvas is empty")


def test_beside_a_formula_stands_its_line(explained: Page) -> None:
    walk_to(explained, "Z1")
    expect(explained.locator(".law math")).to_be_visible()
    text = explained.locator(".law code")
    expect(text).to_contain_text("matmul(X, self.W) + self.b")
    place = explained.locator(".law .fine").inner_text()
    file, line = place.split(", line ")
    source = (DIST.parent / file).read_text(encoding="utf-8").split("\n")
    assert source[int(line) - 1].strip() == text.inner_text().strip()


def test_backward_gives_the_gradients_of_pycore(explained: Page, site_url: str) -> None:
    explained.goto(f"{site_url}#explained/backward")
    expect(heading(explained)).to_contain_text("Backward")
    explained.get_by_role("radio", name="3", exact=True).check(force=True)
    network = shipped()
    loss, dlogits = cross_entropy(
        network.forward(SAMPLE, training=True, rng=np.random.default_rng(0)),
        np.array([3], np.uint8),
    )
    network.backward(dlogits)
    said = explained.get_by_label("Loss", exact=True).and_(explained.locator("[role=status]"))
    expect(said).to_contain_text("The network gives the 3 a probability of")
    assert figure(said.inner_text().rstrip(".")) == pytest.approx(loss, rel=1e-3)
    walk_to(explained, "dlogits")
    assert choose(explained, 3, "dlogits[0, 3]") == pytest.approx(dlogits[0, 3], rel=1e-2)
    walk_to(explained, "dW3")
    truth = network.dense[2].dW[0, 5]
    assert choose(explained, 5, "dW3[0, 5]") == pytest.approx(truth, rel=1e-2)
    walk_to(explained, "db2")
    assert choose(explained, 9, "db2[9]") == pytest.approx(network.dense[1].db[9], rel=1e-2)


def test_a_step_changes_a_copy_and_not_the_network(explained: Page, site_url: str) -> None:
    explained.goto(f"{site_url}#explained/backward")
    draw(explained, SEVEN)
    before = settle(explained)
    explained.get_by_role("radio", name="3", exact=True).check(force=True)
    explained.get_by_label("Optimiser").last.select_option("adam")
    explained.get_by_label("Learning rate").last.select_option("0.01")
    words = explained.get_by_label("One step", exact=True)
    expect(words).to_contain_text(re.compile(r"was \S+e−\d+ and is now 0\.\d"))  # of the drawing
    had, has = re.findall(
        r"probability of the 3 was (\S+) and is now (\S+)\. The", words.inner_text()
    )[0]
    assert float(has) > 1_000 * float(had.replace("−", "-")), "one step towards 3"
    draw(explained, [(140, 100), (140, 104)])
    explained.get_by_role("button", name="Undo").click()
    assert settle(explained) == before


def open_screen(page: Page, site_url: str, name: str, title: str) -> None:
    page.goto(f"{site_url}#explained/{name}")
    expect(heading(page)).to_contain_text(title)


def column(page: Page, number: int) -> list[str]:
    """The cells of a column of the table that is shown."""
    return page.locator(f".sheet tbody tr > :nth-child({number})").all_inner_texts()


def test_softmax_overflows_by_the_book_alone(explained: Page, site_url: str) -> None:
    open_screen(explained, site_url, "softmax", "Softmax")
    verdict = explained.get_by_label("Overflow", exact=True)
    expect(verdict).to_contain_text(
        "Both versions give the same probabilities. A float32 holds powers of e up to"
    )
    book, stable = (numbers(column(explained, place)[:10]) for place in (3, 4))
    np.testing.assert_allclose(book, stable, rtol=0.02)
    explained.get_by_label("Size of the logits, as a number").fill("100")
    expect(verdict).to_contain_text("one of the ten probabilities is NaN")
    logits = shipped().forward(SAMPLE)
    scaled = (logits - logits.min()) / (logits.max() - logits.min()) * np.float32(100)
    best, truth = int(logits.argmax()), softmax(scaled)[0]
    assert column(explained, 5)[best] == "inf"
    assert column(explained, 3)[best] == "NaN"
    np.testing.assert_allclose(numbers(column(explained, 4)[:10]), truth, rtol=0.02)
    slider = explained.get_by_role("slider", name="Size of the logits", exact=True)
    expect(slider).to_have_value("100")
    slider.press("Home")
    expect(verdict).to_contain_text("Both versions give the same probabilities.")
    expect(explained.get_by_label("Size of the logits, as a number")).to_have_value("1")


def test_the_definition_sides_with_the_column_sums(explained: Page, site_url: str) -> None:
    open_screen(explained, site_url, "bias", "The gradient of a bias")
    rows = explained.locator(".sheet tbody tr")
    expect(rows).to_have_count(7)
    for layer, units in (("hidden layer", 5), ("last layer", 10)):
        explained.get_by_role("radio", name=layer).check(force=True)
        expect(rows.nth(0).locator("td")).to_have_count(units)
        right, nudged = (rows.nth(i).locator("td").all_inner_texts() for i in (4, 6))
        assert right == nudged
        expect(rows.nth(5)).to_contain_text("for every unit")
    before = rows.nth(4).inner_text()
    explained.get_by_role("button", name="Other digits, other weights").click()
    expect(rows.nth(4)).not_to_have_text(before)


def test_where_weights_start_shows_in_every_layer(explained: Page, site_url: str) -> None:
    open_screen(explained, site_url, "start", "Initial weights")
    verdict = explained.get_by_label("Spread", exact=True)
    expect(verdict).to_contain_text("Signals and gradients keep their size. 50 digits")
    expect(explained.locator(".sheet tbody tr")).to_have_count(7)
    for start, words in (
        ("zeros", "No gradient reaches the first layer"),
        ("uniform_positive", "The signals explode"),
        ("normal_tiny", "The signals fade"),
        ("he", "Signals and gradients keep their size"),
    ):
        explained.get_by_label("Initial weights").last.select_option(start)
        expect(verdict).to_contain_text(words)
    explained.get_by_label("Hidden layers").last.select_option("2")
    expect(explained.locator(".sheet tbody tr")).to_have_count(3)
    expect(explained.get_by_role("img", name=re.compile("^A1, its gradient: from"))).to_be_visible()


@pytest.mark.native
def test_accuracy_is_counted_and_is_that_of_the_view_train(
    page: Page, boot: Boot, site_url: str
) -> None:
    boot(page)
    small(page)
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=TRAINING)
    told = re.search(r"([\d,]+) of 10,000 test images", score(page).inner_text())
    assert told
    open_screen(page, site_url, "accuracy", "What accuracy means")
    page.get_by_role("button", name="Count the answers of your network, 784–32–10").click()
    count = page.get_by_label("Count", exact=True)
    expect(count).to_contain_text(f"{told[1]} of 10,000 right", timeout=BOOT)
    expect(count).to_contain_text("on 10,000 test images")
    matrix = page.get_by_role("slider", name=re.compile("Confusion matrix"))
    matrix.press("Home")
    matrix.press("ArrowDown")
    matrix.press("ArrowRight")
    ones = re.fullmatch(r"1 read as 1: (\d+)", matrix.get_attribute("aria-valuetext") or "")
    assert ones
    assert 0 < int(ones[1]) <= 1135, "as many ones as there are"
    expect(page.get_by_text(f"1 read as 1, rightly: {ones[1]} times")).to_be_visible()
    nothing = page.locator(".sheet tr", has_text="ten times 0")
    expect(nothing.locator("td")).to_have_text(["0.00 %", "90.00 %"])
    page.get_by_role("tab", name="Train").click()
    button(page, "Train 2 more epochs").click()
    expect(status(page)).to_contain_text("Finished · epoch 4 of 4", timeout=TRAINING)
    page.get_by_role("tab", name="Explained").click()
    page.get_by_role("link", name="Accuracy", exact=True).click()
    expect(matrix).to_be_hidden()  # it was of fewer epochs


@pytest.mark.native
def test_it_explains_ones_own_network_while_it_learns(page: Page, boot: Boot) -> None:
    boot(page)
    small(page, Epochs="500")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("images/s", timeout=TRAINING)
    page.get_by_role("tab", name="Explained", exact=True).click()
    expect(page.locator(".subject")).to_contain_text("read by your network, 784–32–10, which says ")
    expect(page.locator(".chain button")).to_have_count(7)
    walk_to(page, "logits")
    before = page.locator(".few").inner_text()
    expect(page.locator(".few")).not_to_have_text(before)
    page.get_by_role("link", name="Backward", exact=True).click()
    expect(page.locator(".chain button")).to_have_count(8)
    page.get_by_role("radio", name="pre-trained").check(force=True)
    expect(page.locator(".subject")).to_contain_text("read by the small pre-trained network")
    expect(page.locator(".chain button")).to_have_count(12)
    page.get_by_role("tab", name="Train").click()
    button(page, "Pause").click()


@pytest.mark.native
def test_a_network_that_is_not_dense_is_not_explained_and_that_is_said(
    page: Page, boot: Boot
) -> None:
    boot(page)
    small(page, Hidden_layers="conv4, pool, 16")
    button(page, "Step").click()
    expect(status(page)).to_contain_text("step 1 of", timeout=TRAINING)
    page.get_by_role("tab", name="Explained", exact=True).click()
    said = page.locator(".subject")
    expect(said).to_contain_text("read by the small pre-trained network, 784–")
    expect(said).to_contain_text(
        "The answer beside the canvas is from your network, 784–conv4–pool–16–10."
    )
    page.get_by_role("link", name="Accuracy", exact=True).click()
    counts = page.get_by_role("button", name="Count the answers of your network, 784–conv4–pool–16")
    expect(counts).to_be_visible()
    page.get_by_role("tab", name="Code", exact=True).click()
    button(page, "Check the gradients").click()
    verdict = page.get_by_label("Gradient check", exact=True)
    expect(verdict).to_contain_text("Correct: in every layer", timeout=BOOT)
    expect(page.locator(".checks tbody tr")).to_have_count(3)


@pytest.mark.native
def test_what_has_been_edited_is_quoted_as_edited(page: Page, boot: Boot) -> None:
    boot(page)
    page.get_by_role("tab", name="Explained", exact=True).click()
    walk_to(page, "A1")
    page.get_by_role("tab", name="Code", exact=True).click()
    page.wait_for_function("app.codeSession?.call('begin')")
    page.evaluate(EDIT)
    page.get_by_role("tab", name="Explained", exact=True).click()
    expect(page.locator(".law code")).to_contain_text("np.maximum(Z, 0) * 2")
    expect(page.locator(".law .fine")).to_have_text("edited by you")
    page.evaluate("app.codeSession.reset()")
    expect(page.locator(".law .fine")).to_contain_text("pycore/activations.py, line")


@pytest.mark.native
def test_without_its_digits_it_says_so_and_python_may_start_anew(
    page: Page, boot: Boot, site_url: str, allow: Callable[[str], None]
) -> None:
    allow(IN_CONSOLE)
    boot(page)
    page.route("**/data/sample-images*", missing)
    page.goto(f"{site_url}#explained/forward")
    alert = page.locator("#view-explained [role=alert]")
    expect(alert).to_contain_text("The server has no data/sample-images")
    page.unroute("**/data/sample-images*", missing)
    alert.get_by_role("button", name="Retry").click()
    expect(page.locator(".subject")).to_contain_text("this is a 5 of MNIST")
    expect(alert).to_be_hidden()
    page.evaluate("void app.start()")
    expect(page.locator("#view-explained").get_by_text("Waiting for Python")).to_be_visible()
    expect(page.locator(".array [role=slider]")).to_be_visible(timeout=BOOT)
    walk_to(page, "answer")


@pytest.mark.native
def test_the_address_leads_to_a_screen_and_back(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}#explained/backward")
    expect(heading(page)).to_contain_text("Backward")
    expect(step(page)).to_contain_text("step 1 of 12", timeout=BOOT)
    page.get_by_role("link", name="Forward", exact=True).click()
    expect(heading(page)).to_contain_text("Forward")
    assert page.url.endswith("#explained/forward")
    expect(page.locator(".lessons [aria-current=page]")).to_have_text("Forward")
    page.go_back()
    expect(heading(page)).to_contain_text("Backward")


@pytest.mark.parametrize("name", ["forward", "backward", "softmax", "bias", "start", "accuracy"])
def test_no_screen_sticks_out(explained: Page, site_url: str, name: str) -> None:
    explained.goto(f"{site_url}#explained/{name}")
    expect(explained.locator(".lessons [aria-current=page]")).to_have_text(name.capitalize())
    expect(explained.locator(".screen > header h2")).to_be_visible()
    for width in (360, 768, 1280, 1920):
        explained.set_viewport_size({"width": width, "height": 800})
        assert explained.evaluate("document.documentElement.scrollWidth") <= width
    explained.set_viewport_size({"width": 1280, "height": 900})
