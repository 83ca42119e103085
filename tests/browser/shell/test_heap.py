"""The worker's heap never shrinks, and a phone bears little: each bound has a third to spare."""

from playwright.sync_api import Page, expect

from bench.heap import VIEWS, megabytes, open_view, start, train
from tests.support.page import BOOT, TRAINING, button, reset, small, status

START, TRAINED = 60, 190  # MiB


def test_who_only_looks_and_draws_needs_little(page: Page, site_url: str) -> None:
    start(page, site_url)
    assert megabytes(page) < START
    for view in VIEWS:
        open_view(page, view)
        assert megabytes(page) < START, view


def test_a_training_needs_room_for_the_images_and_little_more(page: Page, site_url: str) -> None:
    """Of a convolutional network, validations and an answer in between as well."""
    start(page, site_url)
    small(page, Hidden_layers="conv16, pool, norm, conv32, pool, norm, 128, drop30", Epochs="1")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=2 * TRAINING)
    reset(page)
    train(page, seconds=3)
    assert megabytes(page) < TRAINED


def test_the_tests_leave_nothing_behind(page: Page, site_url: str) -> None:
    start(page, site_url)
    open_view(page, "code")
    before = megabytes(page)
    page.evaluate("app.tabs.opened.get('code').checks.suite.only = 'test_step or test_network'")
    button(page, "Run pycore's tests").click()
    expect(page.locator("script[type=py]")).to_have_count(2, timeout=BOOT)
    told = page.get_by_role("status", name="Unit tests", exact=True)
    expect(told).to_contain_text("passed", timeout=BOOT)
    expect(page.locator("script[type=py]")).to_have_count(1)
    assert megabytes(page) == before
