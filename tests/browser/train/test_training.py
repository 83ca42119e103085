"""Train, Pause, Step, Reset; the settings; the curves; the network that reads as it learns."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pycore import Experiment, Run, load
from tests.support.page import (
    SEVEN,
    TRAINING,
    answered,
    button,
    clear,
    draw,
    fill,
    pixels,
    prediction,
    reset,
    score,
    settle,
    small,
    status,
)
from tools.paths import MNIST

CHARTS = "Object.values(app.status().curves).map(({ words }) => words)"
CURVE = "(({ training, validation }) => ({ training, validation }))(app.status().curves.loss)"


@pytest.fixture
def fresh(booted: Page) -> Page:
    """No run, no drawing, and settings of a run that takes a second or two."""
    reset(booted)
    clear(booted)
    booted.evaluate("app.train.settings.open(app.about.defaults, app.about.choices)")
    booted.evaluate("document.getElementById('more').open = false")
    small(booted)
    expect(status(booted)).to_contain_text("Ready: 784–32–10")
    return booted


def finish(page: Page) -> float:
    """Wait for the end of the training and of the test; return the accuracy, 0 to 1."""
    expect(status(page)).to_contain_text("Finished", timeout=TRAINING)
    match = re.search(r"(\d+\.\d+) %", score(page).inner_text())
    assert match
    return float(match[1]) / 100


def step_number(page: Page) -> int:
    steps: int = page.evaluate("app.status().run.step")
    return steps


@pytest.mark.native
def test_the_form_starts_with_pycores_defaults(page: Page, site_url: str) -> None:
    page.goto(site_url)
    before = page.evaluate("app.status().settings")  # as written in the page itself
    expect(button(page, "Train")).to_be_enabled(timeout=90_000)
    assert page.evaluate("app.status().settings") == Experiment().as_dict() == before


def test_it_says_how_many_images_are_for_what(fresh: Page) -> None:
    said = "1,000 images for training, 100 for validation"
    expect(status(fresh)).to_contain_text(said)
    fresh.get_by_label("Training images", exact=True).focus()
    said_there = fresh.locator("#help-line")
    expect(said_there).to_contain_text(
        "A tenth as many more, at most 5,000, are held out for validation"
    )
    expect(said_there).to_contain_text("55,000 are for training and 5,000 for validation")
    fill(fresh, Training_images="60,000")
    said = "55,000 images for training, 5,000 for validation"
    expect(status(fresh)).to_contain_text(said)


def test_training_ends_with_curves_and_the_test_accuracy(fresh: Page) -> None:
    button(fresh, "Train").click()
    assert finish(fresh) > 0.6
    expect(fresh.locator("#chart-note")).to_contain_text("Validation: 100 other images")
    expect(status(fresh)).to_contain_text(re.compile(r"epoch 2 of 2 · step \d+ of \d+ · loss \d"))
    expect(score(fresh)).to_contain_text(re.compile(r"your network: [\d,]+ of 10,000 test images"))
    assert fresh.get_by_label("Training progress").get_attribute("value") == "1"
    for words in fresh.evaluate(CHARTS):
        assert re.search(r"after \d+ steps: training [\d.]+( %)?, validation [\d.]+( %)?", words)
    assert len(fresh.evaluate(CURVE)["validation"]) == 8  # four times an epoch
    assert pixels(fresh, "#loss-chart canvas") > 500
    assert pixels(fresh, "#accuracy-chart canvas") > 500


def test_the_status_tells_speed_and_time_left(fresh: Page) -> None:
    fill(fresh, Epochs="500")
    button(fresh, "Train").click()
    told = re.compile(
        r"Training · epoch \d+ of 500 · step [\d,]+ of [\d,]+ · loss [\d.]+"
        r" · [\d,]+ images/s · (\d+ min )?\d+ s left"
    )
    expect(status(fresh)).to_have_text(told, timeout=TRAINING)
    button(fresh, "Pause").click()


def test_pause_step_resume(fresh: Page) -> None:
    fill(fresh, Epochs="500")
    button(fresh, "Train").click()
    expect(status(fresh)).to_contain_text("images/s", timeout=TRAINING)
    button(fresh, "Pause").click()
    expect(status(fresh)).to_contain_text("Paused")
    at = step_number(fresh)
    for i in range(1, 4):
        button(fresh, "Step").click()
        fresh.wait_for_function("step => app.status().run.step === step", arg=at + i)
        expect(button(fresh, "Step")).to_be_enabled()
    fill(fresh, Epochs="1")
    button(fresh, "Test").click()  # more than one epoch is done already
    finish(fresh)
    assert step_number(fresh) == at + 3
    fill(fresh, Epochs=str(fresh.evaluate("app.status().run.epoch + 1")))
    button(fresh, "Train").click()  # raised: it goes on
    fresh.wait_for_function("step => app.status().run.step > step", arg=at + 3)
    assert finish(fresh) > 0.6


def test_after_the_end_it_offers_more_epochs(fresh: Page) -> None:
    button(fresh, "Train").click()
    finish(fresh)
    expect(button(fresh, "Step")).to_be_disabled()
    steps = step_number(fresh)
    button(fresh, "Train 2 more epochs").click()
    expect(status(fresh)).to_contain_text("epoch 4 of 4", timeout=TRAINING)
    finish(fresh)
    assert step_number(fresh) == 2 * steps
    expect(fresh.get_by_label("Epochs", exact=True)).to_have_value("4")
    assert "epochs=4" in fresh.url
    assert len(fresh.evaluate(CURVE)["training"]) == 2 * steps, "one curve"
    expect(fresh.get_by_role("alert")).to_have_count(0)
    fill(fresh, Epochs="5")
    expect(status(fresh)).to_contain_text("Paused · epoch 4 of 5")
    expect(button(fresh, "Train")).to_be_enabled()


def test_reset_begins_anew(fresh: Page) -> None:
    draw(fresh, SEVEN)
    button(fresh, "Step").click()
    expect(status(fresh)).to_contain_text("step 1 of")
    reset(fresh)
    expect(status(fresh)).to_contain_text("Ready: 784–32–10")
    assert step_number(fresh) == 0
    assert fresh.evaluate(CHARTS) == ["Loss: no curve yet", "Accuracy: no curve yet"]
    expect(fresh.get_by_label("yours", exact=True)).to_be_disabled()
    assert answered(settle(fresh)) == 7  # the drawing is still there, read by the shipped network


def test_hammering_the_buttons_leaves_order(fresh: Page) -> None:
    fill(fresh, Epochs="500")
    button(fresh, "Train").dblclick()  # means no more than one click
    expect(status(fresh)).to_contain_text("Training", timeout=TRAINING)
    fresh.evaluate(
        """async () => {
          const ids = ["run", "step", "reset"];
          const [run, step, reset] = ids.map(id => document.getElementById(id));
          for (let i = 0; i < 60; i++) {
            [run, run, reset, step, run, reset, reset][i % 7].click();
            if (i % 3 === 0) await new Promise(resolve => setTimeout(resolve));
          }
        }"""
    )
    fresh.evaluate("app.train.reset()")
    expect(button(fresh, "Reset")).to_be_disabled()
    small(fresh)
    button(fresh, "Train").click()
    assert finish(fresh) > 0.6


BAD = [
    ("Training images", "", "Training images must be a whole number"),
    ("Training images", "99999", "Training images must be a whole number"),
    ("Training images", "1.5", "Training images must be a whole number"),
    ("Hidden layers", "128,,x", "Hidden layers: '' is no layer"),
    (
        "Hidden layers",
        "conv16, pol",
        "Hidden layers: 'pol' is no layer. There are whole numbers, conv16",
    ),
    ("Hidden layers", "128, conv16", "a convolution wants a picture"),
    ("Hidden layers", "4096, 4096, 4096", "parameters"),
    ("Learning rate", "1e309", "Learning rate must be a number"),
    ("Learning rate", "fast", "Learning rate must be a number"),
    ("Batch size", "0", "Batch size must be a whole number"),
    ("Epochs", "-1", "Epochs must be a whole number"),
    ("Seed", "<img src=x>", "Seed must be a whole number"),
]


@pytest.mark.parametrize(("label", "value", "sentence"), BAD)
def test_bad_values_are_told_at_their_field(
    fresh: Page, label: str, value: str, sentence: str
) -> None:
    field = fresh.get_by_label(label, exact=True)
    good = field.input_value()
    fill(fresh, **{label: value})
    note = fresh.locator(f"#{field.get_attribute('id')}-note")
    expect(note).to_contain_text(sentence)
    assert field.get_attribute("aria-invalid") == "true"
    button(fresh, "Train").click()
    expect(note).to_contain_text(sentence)
    expect(button(fresh, "Train")).to_be_visible()
    assert field.input_value() == value
    fill(fresh, **{label: good})
    expect(note).to_be_hidden()


def test_every_bad_value_is_told(fresh: Page) -> None:
    fill(fresh, Hidden_layers="x", Learning_rate="-", Epochs="0")
    for note in ("#f-rate-note", "#f-epochs-note"):
        expect(fresh.locator(note)).to_contain_text("must be a")
    expect(fresh.locator("#f-layers-note")).to_contain_text("'x' is no layer")


def test_a_bad_value_does_not_stop_a_training(fresh: Page) -> None:
    fill(fresh, Epochs="500")
    button(fresh, "Train").click()
    expect(status(fresh)).to_contain_text("images/s", timeout=TRAINING)
    fill(fresh, Learning_rate="x")
    expect(fresh.locator("#f-rate-note")).to_contain_text("must be a number")
    at = step_number(fresh)
    fresh.wait_for_function("step => app.status().run.step > step + 3", arg=at)
    button(fresh, "Pause").click()


def test_settings_of_the_structure_wait_for_reset(fresh: Page) -> None:
    button(fresh, "Step").click()
    expect(status(fresh)).to_contain_text("step 1 of")
    fill(fresh, Hidden_layers="16, 8")
    expect(fresh.locator("#f-layers-note")).to_have_text("after Reset")
    assert fresh.evaluate("app.status().run.layers") == [784, 32, 10]
    reset(fresh)
    button(fresh, "Step").click()
    expect(status(fresh)).to_contain_text("step 1 of")
    assert fresh.evaluate("app.status().run.layers") == [784, 16, 8, 10]
    expect(fresh.locator("#f-layers-note")).to_be_hidden()


def test_a_convolutional_network_is_a_press_away_trains_and_pauses(fresh: Page) -> None:
    draw(fresh, SEVEN)
    button(fresh, "convolutional").click()
    layers = fresh.get_by_label("Hidden layers", exact=True)
    expect(layers).to_have_value("conv8, pool, conv16, pool, 64")
    expect(status(fresh)).to_contain_text(
        "Ready: 784–conv8–pool–conv16–pool–64–10, 52,138 parameters"
    )
    fill(fresh, Hidden_layers="Conv4, pool, norm, 16, drop20", Learning_rate="0.01", Epochs="500")
    button(fresh, "Train").click()
    expect(status(fresh)).to_contain_text("images/s", timeout=TRAINING)
    assert fresh.url.endswith("layers=conv4,pool,norm,16,drop20&rate=0.01&epochs=500")
    fresh.wait_for_function("app.status().curves.loss.validation.length > 8", timeout=TRAINING)
    button(fresh, "Pause").click()
    expect(status(fresh)).to_contain_text("Paused")
    at = step_number(fresh)
    expect(fresh.get_by_label("yours", exact=True)).to_be_checked()
    clear(fresh)  # it answers while it rests, and has taken no further step
    draw(fresh, SEVEN)
    assert settle(fresh) != "Draw a digit"
    assert step_number(fresh) == at
    fill(fresh, Epochs="1")
    button(fresh, "Test").click()
    assert finish(fresh) > 0.6


def test_further_settings_reach_the_run_and_the_address(fresh: Page) -> None:
    expect(fresh.get_by_label("Patience", exact=True)).to_be_hidden()
    fresh.get_by_text("More settings", exact=True).click()
    fresh.get_by_label("Augmentation", exact=True).select_option("affine")
    fresh.get_by_label("Schedule", exact=True).select_option("cosine")
    fresh.get_by_label("Optimiser").select_option("adamw")
    fill(fresh, Learning_rate="0.01", Weight_decay="0.001")
    fill(fresh, Weight_averaging="0.9", Patience="40", Label_smoothing="0.1")
    said = "l2=0.001&schedule=cosine&smoothing=0.1&augment=affine&average=0.9&patience=40"
    expect(fresh).to_have_url(re.compile(f"optimiser=adamw&rate=0.01&epochs=2&{said}$"))
    button(fresh, "Step").click()
    expect(status(fresh)).to_contain_text("step 1 of")
    for label, value in (("Label smoothing", "0.2"), ("Patience", "20")):
        fill(fresh, **{label: value})
    expect(fresh.locator("#f-patience-note")).to_have_text("after Reset")
    expect(fresh.locator("#f-smoothing-note")).to_be_hidden()
    button(fresh, "Train").click()
    assert finish(fresh) > 0.6


def test_patience_ends_a_training_early(fresh: Page) -> None:
    fresh.get_by_label("Optimiser").select_option("sgd")
    fill(fresh, Learning_rate="0.00000001", Epochs="500")
    fresh.get_by_text("More settings", exact=True).click()
    fill(fresh, Patience="1")
    button(fresh, "Train").click()
    expect(status(fresh)).to_contain_text("Finished early · epoch", timeout=TRAINING)
    steps = step_number(fresh)
    button(fresh, "Train 500 more epochs").click()  # with patience anew
    fresh.wait_for_function("steps => app.status().run.step > steps", arg=steps)
    expect(status(fresh)).to_contain_text("Finished early · epoch", timeout=TRAINING)
    expect(fresh.get_by_role("alert")).to_have_count(0)


def test_a_training_that_explodes_is_explained(fresh: Page) -> None:
    fill(fresh, Learning_rate="1e8", Epochs="50")
    fresh.get_by_label("Optimiser").select_option("sgd")
    button(fresh, "Train").click()
    alert = fresh.get_by_role("alert").filter(has_text="too large")
    expect(alert).to_be_visible(timeout=TRAINING)
    expect(button(fresh, "Train")).to_be_enabled()
    fill(fresh, Learning_rate="0.01", Epochs="51")
    button(fresh, "Train").click()
    expect(alert).to_be_hidden()


def test_the_drawing_is_read_by_the_network_as_it_learns(fresh: Page) -> None:
    draw(fresh, SEVEN)
    settle(fresh)
    fill(fresh, Learning_rate="0.0001", Epochs="500")
    fresh.evaluate(
        """() => {
          window.seen = new Set();
          const bar = document.querySelector("#bars li:nth-child(8) .fill");
          new MutationObserver(() => window.seen.add(bar.style.transform))
            .observe(bar, { attributes: true });
        }"""
    )
    button(fresh, "Train").click()
    expect(fresh.get_by_label("yours", exact=True)).to_be_checked(timeout=TRAINING)
    fresh.wait_for_function("window.seen.size > 10", timeout=TRAINING)
    fresh.get_by_text("pre-trained", exact=True).click()
    expect(prediction(fresh)).to_contain_text("It is a 7")
    button(fresh, "Pause").click()


def test_the_test_accuracy_can_be_measured_on_request(fresh: Page) -> None:
    button(fresh, "Step").click()
    expect(score(fresh)).to_contain_text("measured when training ends")
    button(fresh, "Measure now").click()
    expect(score(fresh)).to_contain_text(re.compile(r"\d+\.\d\d %"), timeout=TRAINING)
    expect(status(fresh)).to_contain_text("Paused · epoch 1 of 2 · step 1 of")
    fresh.get_by_text("pre-trained", exact=True).click()
    expect(score(fresh)).to_contain_text("the pre-trained network")


def test_the_same_seed_gives_the_same_curve_as_in_cpython(fresh: Page) -> None:
    values: dict[str, Any] = {"images": 2_000, "hidden_layers": [24, 12], "epochs": 1, "seed": 7}
    fill(fresh, Training_images="2,000", Hidden_layers="24, 12", Epochs="1", Seed="7")
    button(fresh, "Train").click()
    finish(fresh)
    curve = fresh.evaluate(CURVE)
    training = load(MNIST).train
    assert training
    run = list(Run(Experiment.from_dict(values), training))
    assert curve["training"] == pytest.approx([m.loss for m in run], rel=1e-3)
    validation = [m.validation_loss for m in run if m.validation_loss is not None]
    assert curve["validation"] == pytest.approx(validation, rel=1e-3)
    assert len(run) > 25
