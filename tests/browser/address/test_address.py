"""The address is the experiment: it is read and written, and it replays the run."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pycore import load
from pycore.notebooks.url import read_variant
from tests.support.page import BOOT, SEVEN, TRAINING, button, draw, reset, settle, status
from tests.support.watch import watched_page
from tools.paths import MNIST

pytestmark = pytest.mark.native

SMALL = "train?v=1&images=1000&layers=32&optimiser=sgd&rate=0.1&batch=50&epochs=2&seed=5"
LANES = "app.status().runs.notebooks.lanes"


def go(page: Page, address: str) -> None:
    """As a link inside the page, or somebody who edits the address."""
    page.evaluate("(hash) => { location.hash = hash; }", address)


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


def field(place: Page | Locator, label: str) -> Locator:
    return place.get_by_label(label, exact=True).filter(visible=True)


def change(place: Page | Locator, label: str, text: str) -> None:
    field(place, label).fill(text)
    field(place, label).press("Tab")


@pytest.fixture
def plain(booted: Page) -> Iterator[Page]:
    """The page with no run and everything as it starts."""
    go(booted, "train?v=1")
    expect(field(booted, "Seed")).to_have_value("0")
    expect(field(booted, "Hidden layers")).to_have_value("200")
    reset(booted)
    yield booted
    go(booted, "train?v=1")


def test_an_address_sets_what_it_says_and_the_pages_own_words_last(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}#{SMALL}&hide=charts,footer&theme=dark")
    expect(status(page)).to_contain_text("784–32–10", timeout=BOOT)
    expect(field(page, "Training images")).to_have_value("1,000")
    expect(field(page, "Optimiser")).to_have_value("sgd")
    expect(page.locator("#loss-chart")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    change(page, "Seed", "6")
    expect(page).to_have_url(re.compile("seed=6&hide=charts,footer&theme=dark$"))
    page.get_by_role("tab", name="Code").click()
    expect(page).to_have_url(re.compile("#code.hide=charts,footer&theme=dark$"))


def test_layers_of_all_kinds_and_further_settings_stand_in_it(plain: Page) -> None:
    plain.evaluate("document.getElementById('more').open = false")
    go(plain, "train?v=1&layers=conv8x5,pool,norm,64,drop20&augment=handwriting&average=0.99")
    expect(status(plain)).to_contain_text("784–conv8x5–pool–norm–64–drop20–10, ")
    expect(field(plain, "Hidden layers")).to_have_value("conv8x5, pool, norm, 64, drop20")
    expect(field(plain, "Augmentation")).to_have_value("handwriting")  # it is no longer folded away
    expect(field(plain, "Weight averaging")).to_have_value("0.99")
    change(plain, "Label smoothing", "0.05")
    expect(plain).to_have_url(
        re.compile(
            "v=1&layers=conv8x5,pool,norm,64,drop20&smoothing=0.05&augment=handwriting&average=0.99$"
        )
    )


def test_changes_are_written_and_back_and_forward_lead_through_them(plain: Page) -> None:
    change(plain, "Seed", "3")
    expect(plain).to_have_url(re.compile("seed=3$"))
    change(plain, "Seed", "4")  # the same field: no step of its own
    change(plain, "Hidden layers", "64, 32")
    expect(plain).to_have_url(re.compile("#train.v=1&layers=64,32&seed=4$"))
    plain.go_back()
    expect(field(plain, "Hidden layers")).to_have_value("200")
    expect(field(plain, "Seed")).to_have_value("4")
    plain.go_back()
    expect(field(plain, "Seed")).to_have_value("0")
    plain.go_forward()
    plain.go_forward()
    expect(field(plain, "Hidden layers")).to_have_value("64, 32")
    expect(status(plain)).to_contain_text("784–64–32–10")
    change(plain, "Hidden layers", "none")  # nonsense is told at its field, and not written
    expect(field(plain, "Hidden layers")).to_have_attribute("aria-invalid", "true")
    assert fragment(plain) == "train?v=1&layers=64,32&seed=4"
    plain.get_by_role("tab", name="Race").click()
    plain.get_by_role("tab", name="Train").click()  # without settings: it is told what there is
    expect(plain).to_have_url(re.compile("layers=64,32&seed=4$"))


def test_an_untouched_page_has_a_plain_address(page: Page, site_url: str) -> None:
    page.goto(site_url)
    expect(status(page)).to_contain_text("Ready", timeout=BOOT)
    page.get_by_role("tab", name="Code").click()
    page.get_by_role("tab", name="Train").click()
    expect(page).to_have_url(re.compile("#train$"))


@pytest.mark.parametrize(
    ("pairs", "said", "label", "value"),
    [
        ("layers=999999", "layers=999999 became 4096", "Hidden layers", "4,096"),
        ("layers=conv16,pol", "Hidden layers: 'pol' is no layer", "Hidden layers", "200"),
        ("rate=NaN", "rate=NaN is no number", "Learning rate", "0.001"),
        ("rate=1e309", "rate=1e309 became 100000000", "Learning rate", "100,000,000"),
        ("__proto__=1", "There is no setting __proto__", "Seed", "0"),
        ("seed=<img src=x onerror=alert(1)>", "is no number", "Seed", "0"),
        ("v=2&seed=9", "version 2, which is not known", "Seed", "9"),
        ("seed=%E0%A4%A", "is no number", "Seed", "0"),
    ],
)
def test_a_bad_address_is_put_right_and_says_so(
    plain: Page, pairs: str, said: str, label: str, value: str
) -> None:
    go(plain, f"train?{pairs}")
    expect(plain.locator("#address-note")).to_contain_text(said)
    expect(plain.locator("#address-note img")).to_have_count(0)
    expect(field(plain, label)).to_have_value(re.compile(f"^{value.replace(',', ',?')}$"))
    expect(button(plain, "Train")).to_be_enabled()


def test_a_percent_sign_in_the_path_is_no_matter(plain: Page) -> None:
    go(plain, "%E0%A4%A/%")
    expect(plain.get_by_role("tab", name="Train")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(
    ("address", "asked", "view", "becomes"),
    [
        ("nonsense", "nonsense", "Train", "train"),
        ("%E0%A4%A/%", "%E0%A4%A/%", "Train", "train"),
        ("<img src=x>", "<img src=x>", "Train", "train"),
        ("train/x?epochs=3", "train/x", "Train", "train?epochs=3"),
        ("race/x", "race/x", "Race", "race"),
        ("code/unknown", "code/unknown", "Code", "code"),
        ("notebooks/009", "notebooks/009", "Notebooks", "notebooks"),
        ("explained/nope", "explained/nope", "Explained", "explained"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(
    plain: Page, address: str, asked: str, view: str, becomes: str
) -> None:
    go(plain, address)
    note = plain.get_by_label("Address that was not found")
    expect(note).to_have_text(f"There is no page “{asked}” here. This is “{view}”.")
    expect(plain.get_by_role("tab", name=view)).to_have_attribute("aria-selected", "true")
    assert fragment(plain).startswith(becomes)
    go(plain, "train?v=1")
    expect(note).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "becomes", "view"),
    [
        ("Train", "train", "Train"),
        ("train/", "train", "Train"),
        ("Notebooks/002/", "notebooks/002", "Notebooks"),
        ("explained/SOFTMAX", "explained/softmax", "Explained"),
    ],
)
def test_an_address_whose_meaning_is_plain_is_taken(
    plain: Page, address: str, becomes: str, view: str
) -> None:
    go(plain, address)
    expect(plain.get_by_label("Address that was not found")).to_be_hidden()
    expect(plain.get_by_role("tab", name=view)).to_have_attribute("aria-selected", "true")
    assert fragment(plain).startswith(becomes)


def test_every_page_of_a_view_has_its_address(plain: Page) -> None:
    listed = plain.evaluate("""async () => {
      const { VIEWS } = await import("./views.js");
      return VIEWS.flatMap(({ id, pages = [] }) => pages.map((page) => `${id}/${page}`));
    }""")
    links = set[str]()
    for view in ("notebooks", "explained"):
        go(plain, view)
        nav = plain.locator(f"#view-{view} nav a")
        expect(nav).not_to_have_count(0, timeout=BOOT)
        links |= {link.get_attribute("href") or "" for link in nav.all()}
    assert links == {f"#{address}" for address in listed}


@pytest.mark.parametrize("size", [(390, 844), (768, 1024), (1024, 768), (1280, 720)])
def test_the_view_that_an_address_asks_for_is_in_sight(
    browser: Browser, site_url: str, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with watched_page(browser, site_url, viewport=viewport) as (page, watch):
        page.goto(f"{site_url}#notebooks/002")
        box = page.locator("#view-notebooks").bounding_box()
        assert box
        assert box["y"] < 0.6 * size[1]
        page.goto(f"{site_url}#train")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.evaluate("location.hash = 'explained/bias'")
        expect(page.locator("#view-explained")).to_be_in_viewport()
        watch.verdict()


def test_play_is_done_once(plain: Page) -> None:
    go(plain, f"{SMALL}&play=1")
    expect(status(plain)).to_contain_text("Finished", timeout=TRAINING)
    reset(plain)
    change(plain, "Seed", "8")
    expect(plain).to_have_url(re.compile("seed=8$"))
    expect(status(plain)).to_contain_text("Ready")
    plain.go_back()
    expect(plain).to_have_url(re.compile("play=1$"))
    expect(field(plain, "Seed")).to_have_value("5")
    expect(status(plain)).to_contain_text("Ready")
    expect(plain.get_by_role("alert")).to_have_count(0)


def test_back_to_what_was_played_to_its_end_says_nothing(plain: Page) -> None:
    go(plain, f"{SMALL.replace('seed=5', 'seed=9')}&play=1")
    expect(status(plain)).to_contain_text("Finished", timeout=TRAINING)
    steps = plain.evaluate("app.status().run.step")
    go(plain, "explained")
    plain.go_back()
    expect(plain.locator("#view-train")).to_be_visible()
    plain.evaluate("app.train.play({ more: false })")
    expect(plain.get_by_role("alert")).to_have_count(0)
    assert plain.evaluate("app.status().run.step") == steps
    reset(plain)


def test_back_from_another_site_plays_nothing(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}#{SMALL.replace('epochs=2', 'epochs=500')}&play=1")
    expect(status(page)).to_contain_text("images/s", timeout=BOOT + TRAINING)
    page.goto("about:blank")
    page.go_back()
    expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
    page.wait_for_function("app.status().ready")
    expect(status(page)).to_contain_text("Ready")
    expect(page.locator("#f-epochs")).to_have_value("500")


def test_a_notebooks_address(plain: Page) -> None:
    go(plain, "notebooks/002?rows=300&steps=6&seed=4&switches=low-rate&bad=1")
    article = plain.get_by_role("article", name="Notebook 002")
    note = article.get_by_label("Address")
    expect(note).to_contain_text("There is no setting bad", timeout=BOOT)
    expect(field(article, "Rows")).to_have_value("300")
    expect(article.locator("#defect-002-low-rate")).to_be_checked()
    expect(article.locator("#defect-002-scalar-bias")).not_to_be_checked()
    article.get_by_role("button", name="Run", exact=True).click()
    expect(article.get_by_label("Status of notebook 002")).to_contain_text(
        "Finished", timeout=TRAINING
    )
    lanes = plain.evaluate(LANES)
    variant, _ = read_variant(plain.url)
    data, test = load(MNIST)[:2]
    assert data
    for name, on in {**variant.sides(), "as meant": frozenset[str]()}.items():
        losses = [metrics.loss for metrics in variant.run(on, data, test)]
        assert lanes[name]["loss"] == pytest.approx(losses, rel=1e-3)
    change(article, "Seed", "5")
    expect(plain).to_have_url(re.compile("switches=low-rate&rows=300&steps=6&seed=5$"))
    article.locator("#defect-002-low-rate").uncheck()
    expect(plain).to_have_url(re.compile("002.v=1&rows=300&steps=6&seed=5$"))
    plain.go_back()
    expect(article.locator("#defect-002-low-rate")).to_be_checked()


def test_the_address_of_a_race(plain: Page) -> None:
    go(plain, "race?rows=200&steps=3&seed=6&layers=16&rate=0.01")
    race = plain.get_by_role("tabpanel", name="Race")
    expect(race.get_by_label("Status of the race")).to_contain_text("200 rows", timeout=BOOT)
    expect(field(race, "Steps at most")).to_have_value("3")
    change(race, "Seed", "7")
    expect(plain).to_have_url(re.compile("#race.v=1&rows=200&steps=3&seed=7&layers=16&rate=0.01$"))
    plain.go_back()
    expect(field(race, "Seed")).to_have_value("6")
    plain.get_by_role("tab", name="Train").click()
    expect(field(plain, "Hidden layers")).to_have_value("16")


def test_draw_alone(plain: Page) -> None:
    go(plain, "draw")
    expect(plain.locator(".views")).to_be_hidden()
    draw(plain, SEVEN)
    assert settle(plain).startswith("It is a 7")
    button(plain, "Clear").click()
    plain.get_by_role("link", name="pycore").click()
    expect(plain.locator("#view-train")).to_be_visible()
