"""Kept for use offline: what was used or everything, checked, whole versions, and each tab its own.

Here the server is really gone: its port is closed and its connections are dropped.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.host import Host
from tests.support.page import (
    SEVEN,
    STRONG,
    TRAINING,
    answered,
    button,
    draw,
    settle,
    small,
    status,
)
from tests.support.watch import BOOT_TIMEOUT, Watch, boot_page, watched_page
from tools.paths import DIST
from tools.server import serving

Opened = tuple[BrowserContext, Watch]
LONG = 120_000  # milliseconds, to keep files one by one on a busy machine
CONTENTS = """
async () => {
  const all = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const kept = await cache.match(url);
      if (!kept) continue; // an older version, which a tab lets go just now
      const bytes = new Uint8Array(await kept.arrayBuffer());
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      all.push([url.split("@offline/")[1], digest.toHex()]);
    }
  }
  return all;
}
"""
FETCHED = "(path) => fetch(path).then((response) => response.text())"
SPOIL = """
async (checksum) => {
  const cache = await caches.open((await caches.keys())[0]);
  const [{ url }] = (await cache.keys()).filter(({ url }) => url.includes(checksum));
  await cache.put(url, new Response("something else"));
}
"""
IDLE = "navigator.locks.query().then(({ held, pending }) => !held.length && !pending.length)"
REGISTRATIONS = "navigator.serviceWorker.getRegistrations().then((all) => all.map((r) => r.scope))"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path)
    yield host
    host.stop()


@contextmanager
def browsing(browser: Browser, host: Host) -> Iterator[Opened]:
    """A browser's profile in which service workers may work; nothing wrong is ever in its cache."""
    with watched_page(browser, host.url, service_workers="allow") as (page, watch):
        yield page.context, watch
        page = page.context.new_page()
        page.goto(host.elsewhere)
        for record, checksum in page.evaluate(CONTENTS):
            if record.startswith("file/"):
                assert record.split("/")[1].split(".")[0] == checksum
    watch.verdict()


@pytest.fixture
def visitor(browser: Browser, host: Host) -> Iterator[Opened]:
    with browsing(browser, host) as opened:
        yield opened


@pytest.fixture
def page(visitor: Opened, host: Host) -> Page:
    """The first visit, over when all is kept that was used."""
    return visit(visitor[0].pages[0], host)


def visit(page: Page, host: Host, address: str = "") -> Page:
    boot_page(page, host.url + address)
    expect(words(page)).not_to_be_empty(timeout=LONG)
    return page


def reload(page: Page) -> None:
    page.reload()
    expect(button(page, "Train")).to_be_enabled(timeout=BOOT_TIMEOUT)


def words(page: Page) -> Locator:
    return page.get_by_label("Offline use", exact=True)


def update(page: Page) -> Locator:
    return page.get_by_label("Update", exact=True)


def offer(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("Make everything available offline"))


def train(page: Page, **settings: str) -> None:
    small(page, **settings)
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=TRAINING)


def read_seven(page: Page) -> None:
    draw(page, SEVEN)
    assert answered(settle(page)) == 7


def go(page: Page, address: str) -> None:
    page.goto(re.sub("#.*|$", f"#{address}", page.url, count=1))


def run_notebook(page: Page) -> None:
    go(page, "notebooks/002")
    article = page.get_by_role("article", name="Notebook 002")
    says = article.get_by_role("status").filter(has_text=re.compile(r"\w")).first
    expect(says).to_contain_text("Ready", timeout=BOOT_TIMEOUT)
    for label, value in {"Rows": "300", "Steps": "12"}.items():
        article.get_by_role("textbox", name=label, exact=True).fill(value)
        page.keyboard.press("Tab")
    article.get_by_role("button", name="Run", exact=True).click()
    expect(says).to_contain_text("Finished", timeout=TRAINING)
    go(page, "train")


def test_after_one_visit_a_whole_session_needs_no_server(
    page: Page, visitor: Opened, host: Host
) -> None:
    train(page)
    run_notebook(page)
    assert [path for path, count in Counter(host.sent).items() if count > 1] == []

    host.sent.clear()
    reload(page)
    read_seven(page)
    expect(words(page)).not_to_be_empty(timeout=LONG)
    assert host.sent == [], "a second visit loads nothing"

    host.stop()
    for _ in range(2):
        reload(page)
        read_seven(page)
        page.wait_for_function(STRONG)
        train(page)
        run_notebook(page)
    host.start()


def test_a_tab_keeps_its_version_while_another_is_deployed(
    page: Page, visitor: Opened, host: Host
) -> None:
    other = visitor[0].new_page()
    visit(other, host)
    small(page, Training_images="5000", Hidden_layers="400, 400", Epochs="1000")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Training")

    host.append("index.html", "<!-- DEPLOYED -->")
    for path in ("explained/view.js", "notebooks/view.js"):
        host.append(path, "// DEPLOYED")
    host.replace("worker.py", '"NumPy": np.__version__', '"NumPy": "DEPLOYED"')
    (host.site / "code/code_session.js").unlink()  # of the view Code, which no tab has opened yet
    host.deploy()
    host.sent.clear()
    reload(other)  # still the first version: the second is only now found, and brought
    expect(other.locator("#about")).not_to_contain_text("DEPLOYED")
    for tab in (page, other):
        expect(update(tab)).to_have_text("An update is ready — reload", timeout=LONG)
    changed = {"", "explained/view.js", "notebooks/view.js", "worker.py"}
    assert set(host.sent) == changed | {"manifest.json"}

    reload(other)
    expect(other.locator("#about")).to_contain_text("DEPLOYED")
    expect(status(page)).to_contain_text("Training")
    button(page, "Pause").click()
    for path in ("index.html", "explained/view.js", "notebooks/view.js"):
        assert "DEPLOYED" not in page.evaluate(FETCHED, path)
        assert "DEPLOYED" in other.evaluate(FETCHED, path)
    page.evaluate("app.start()")  # Python anew, in a worker that knows no version
    expect(status(page)).to_contain_text("Ready", timeout=BOOT_TIMEOUT)
    expect(page.locator("#about")).not_to_contain_text("DEPLOYED")
    page.get_by_role("tab", name="Code").click()
    expect(page.get_by_text("activations.py").first).to_be_visible(timeout=BOOT_TIMEOUT)
    run_notebook(page)

    update(page).get_by_role("button").click()
    expect(page.locator("#about")).to_contain_text("DEPLOYED", timeout=BOOT_TIMEOUT)


def test_files_that_are_not_those_of_the_list_change_nothing(page: Page, host: Host) -> None:
    """A deploy half done, or damaged on the way: the version that is there goes on."""
    host.append("explained/view.js", "// DEPLOYED")
    host.replace("worker.py", '"NumPy": np.__version__', '"NumPy": "DEPLOYED"')
    whole = host.site / "worker.py"
    host.deploy()
    late = whole.read_bytes()
    host.write("worker.py", (DIST / "worker.py").read_bytes())
    host.broken = {"data/train-00-images-idx3-ubyte.gz"}
    for _ in range(2):
        reload(page)
        page.wait_for_function(IDLE)
        expect(update(page)).to_be_hidden()
        expect(page.locator("#about")).not_to_contain_text("DEPLOYED")
    small(page)
    button(page, "Train").click()
    expect(page.get_by_role("alert").filter(has_text="is damaged")).to_be_visible(timeout=LONG)

    host.write("worker.py", late)
    host.broken = set()
    host.sent.clear()
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=TRAINING)
    page.evaluate("app.offline.update()")
    expect(update(page)).to_contain_text("An update is ready", timeout=LONG)
    assert "explained/view.js" not in host.sent, "what has come stays"
    reload(page)
    expect(page.locator("#about")).to_contain_text("DEPLOYED")


def test_everything_is_kept_in_spite_of_a_cut_and_updates_stay_whole(
    page: Page, host: Host
) -> None:
    host.sent.clear()
    host.last = 9
    offer(page).click()
    expect(words(page)).to_contain_text(
        re.compile("could not be reached|connection broke"), timeout=LONG
    )
    host.last = None
    before = list(host.sent)
    assert before
    offer(page).click()
    expect(words(page)).to_contain_text("All of this page is available offline", timeout=LONG)
    assert [path for path, count in Counter(host.sent).items() if count > 1] == []
    assert Counter(host.sent) > Counter(before)

    host.append("bench/bench.md", "DEPLOYED")
    host.deploy()
    page.evaluate("app.offline.update()")
    expect(update(page)).to_contain_text("An update is ready", timeout=LONG)
    host.stop()
    reload(page)
    assert "DEPLOYED" in page.evaluate(FETCHED, "bench/bench.md")
    expect(words(page)).to_contain_text("All of this page is available offline", timeout=LONG)
    train(page, Training_images="20000", Epochs="1")
    expect(page.get_by_label("Test accuracy", exact=True)).to_contain_text(re.compile(r"\d %"))
    host.start()


KEPT = r"""(least) => {
  const words = document.getElementById("offline").textContent;
  const kept = Number(words.match(/([\d.]+) MB are kept/)?.[1]);
  return kept > least && kept;
}"""


def test_it_says_how_much_is_kept_whenever_that_changes(
    page: Page, visitor: Opened, host: Host
) -> None:
    page.wait_for_function(IDLE)
    before = page.wait_for_function(KEPT, arg=0).json_value()
    page.get_by_role("tab", name="Code").click()
    page.wait_for_function(KEPT, arg=before, timeout=LONG)
    page.get_by_role("tab", name="Train").click()
    train(page, Training_images="2000", Epochs="1")
    page.wait_for_function(KEPT, arg=before + 2, timeout=LONG)  # the images, too
    other = visitor[0].new_page()
    visit(other, host, "#train?offline=off")
    expect(words(page)).to_contain_text("The files for use offline are deleted", timeout=LONG)


def test_what_is_kept_is_mended_from_the_server(page: Page, host: Host) -> None:
    page.evaluate(SPOIL, host.listed()["pycore.zip"]["sha256"])
    host.sent.clear()
    reload(page)
    read_seven(page)
    assert host.sent == ["pycore.zip"]
    host.stop()
    reload(page)
    host.start()


def test_a_site_that_has_moved_away_leaves_nothing_behind(
    page: Page, visitor: Opened, host: Host
) -> None:
    visitor[1].allow("status of 404")
    (host.site / "manifest.json").unlink()
    page.evaluate("app.offline.update()")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(REGISTRATIONS) == []


def test_a_part_that_is_nowhere_any_more_is_told(page: Page, visitor: Opened, host: Host) -> None:
    visitor[1].allow("Failed to (load|fetch)|ERR_FAILED")
    [editor] = [path for path in host.listed() if "codemirror_view" in path]
    host.append(editor, "// of another version")
    page.get_by_role("tab", name="Code").click()
    expect(update(page)).to_contain_text("The site has changed", timeout=LONG)
    assert editor.split("/")[-1] in update(page).inner_text()


def test_the_address_switches_it_off(page: Page, visitor: Opened, host: Host) -> None:
    """One site alone: another one on the same host keeps what it has."""
    (host.root / "other").symlink_to(DIST, target_is_directory=True)
    other = visitor[0].new_page()
    boot_page(other, host.url.replace("some/folder", "other"))
    expect(words(other)).not_to_be_empty(timeout=LONG)
    assert len(page.evaluate("caches.keys()")) == 2

    page.goto(f"{host.url}#train?offline=off")
    page.reload()
    expect(words(page)).to_have_text(
        "The address switches offline use off, so nothing is kept.", timeout=LONG
    )
    expect(offer(page)).to_be_hidden()
    [name] = page.evaluate("caches.keys()")
    assert name.endswith("/other/")
    assert page.evaluate(REGISTRATIONS) == [other.url]
    read_seven(page)
    host.stop()
    reload(other)
    host.start()


def test_no_room_is_told_and_loses_nothing(page: Page, visitor: Opened, host: Host) -> None:
    limit = {"origin": f"http://127.0.0.1:{host.port}", "quotaSize": 19_000_000}
    visitor[0].new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    offer(page).click()
    expect(words(page)).to_contain_text("no more room. The files that are kept stay", timeout=LONG)
    host.stop()
    reload(page)
    read_seven(page)
    host.start()


def test_a_frame_in_another_site_is_kept_too(browser: Browser, host: Host, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    icon = '<!doctype html><link rel="icon" href="data:,">'
    frame = f'<iframe src="{host.url}" width="1200" height="900"></iframe>'
    (outside / "index.html").write_text(icon + frame, encoding="utf-8")
    with serving(outside) as url, browsing(browser, host) as (context, watch):
        page = context.pages[0]
        watch.origin = "http://"  # two sites, for once
        page.goto(url)
        inside = page.frame_locator("iframe")
        expect(inside.get_by_label("Offline use")).not_to_be_empty(timeout=LONG)
        host.stop()
        page.reload()
        train_button = inside.get_by_role("button", name="Train", exact=True)
        expect(train_button).to_be_enabled(timeout=BOOT_TIMEOUT)
        host.start()
