"""The built site on servers as one meets them: it works, or says what the server does wrong."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import hosts
from tests.support.page import ONE, TRAINING, button, draw, prediction, settle, small, status
from tests.support.watch import Watch, boot_page, watched_page
from tools.paths import DIST
from tools.server import serving

Host = type[SimpleHTTPRequestHandler]

BYTES = "application/octet-stream"
UNTYPED = hosts.with_types(dict.fromkeys([".wasm", ".json", ".zip", ".py", ".whl"], BYTES))
SCRIPTS_AS_TEXT = {".js": "text/plain", ".mjs": "text/plain"}
REFUSED = r"Failed to load|Refused to|preload|blocked by CORS policy"


@contextmanager
def hosted(
    browser: Browser, folder: Path, host: Host, without: str = "", path: str = ""
) -> Iterator[tuple[Page, Watch, str]]:
    """A page, not open yet, what watches it, and where `host` serves the site: as /name/."""
    site = folder / "name"
    site.mkdir()
    for part in DIST.iterdir():
        if part.name != without:
            (site / part.name).symlink_to(part)
    with (
        serving(folder, host) as root,
        watched_page(browser, root) as (page, watch),
    ):
        yield page, watch, f"{root}name/{path}"
        watch.verdict()


@pytest.mark.parametrize(
    "host",
    [hosts.PythonsOwn, hosts.GitHubPages, hosts.CompressingAll, UNTYPED],
    ids=["Python's own", "GitHub Pages", "all compressed", "types unknown"],
)
def test_it_works_on(browser: Browser, tmp_path: Path, host: Host) -> None:
    with hosted(browser, tmp_path, host) as (page, _, url):
        boot_page(page, url)
        draw(page, ONE)
        assert settle(page).startswith("It is a 1")


@pytest.mark.parametrize("host", [hosts.Unpacking, hosts.UnpackingItself])
def test_images_that_were_unpacked_on_the_way(browser: Browser, tmp_path: Path, host: Host) -> None:
    with hosted(browser, tmp_path, host) as (page, _, url):
        boot_page(page, url)
        small(page)
        button(page, "Train").click()
        expect(status(page)).to_contain_text("Finished", timeout=TRAINING)


@pytest.mark.parametrize(
    ("types", "strict", "sentence"),
    [
        (SCRIPTS_AS_TEXT, False, r"sends \w+\.js as “text/plain”; it must be “text/javascript”"),
        (SCRIPTS_AS_TEXT, True, r"it must send \.js files as text/javascript"),
        ({".css": BYTES}, True, rf"\.css as “{BYTES}”; it must be “text/css”"),
        ({".mjs": BYTES}, False, rf"pyodide[.a-z]*\.mjs as “{BYTES}”; it must be “text/javascr"),
    ],
    ids=["scripts as text", "and no guessing", "style as bytes", "modules as bytes"],
)
def test_wrong_types_are_explained(
    browser: Browser, tmp_path: Path, types: dict[str, str], strict: bool, sentence: str
) -> None:
    with hosted(browser, tmp_path, hosts.with_types(types, strict=strict)) as (page, watch, url):
        watch.allow(REFUSED)
        page.goto(url)
        expect(page.get_by_text(re.compile(sentence))).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(
    "policy",
    [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:",
        "script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'; worker-src 'self'",
    ],
)
def test_a_policy_of_the_server_that_forbids_python(
    browser: Browser, tmp_path: Path, policy: str
) -> None:
    host = hosts.with_headers({"Content-Security-Policy": policy})
    with hosted(browser, tmp_path, host) as (page, watch, url):
        watch.allow("Content Security Policy|script-src|cdn|preload")
        page.goto(url)
        alert = page.get_by_role("alert").filter(has_text="The server forbids this page to start")
        expect(alert).to_be_visible(timeout=30_000)
        button(page, "Retry").click()
        expect(alert).to_be_visible(timeout=30_000)
        expect(prediction(page)).to_have_text("Python is not running, so it reads nothing")


def test_a_web_page_in_place_of_what_is_missing(browser: Browser, tmp_path: Path) -> None:
    with hosted(browser, tmp_path, hosts.WebPageForMissing, "app.js") as (page, watch, url):
        watch.allow(REFUSED)
        page.goto(url)
        alert = page.get_by_role("alert")
        expect(alert).to_have_text("Wrong content: the server sent a web page instead of app.js.")


def test_its_files_have_names_that_any_server_takes() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    paths = set(manifest["files"])
    assert [path for path in paths if not re.fullmatch(r"(?!.*/\.|\.)[A-Za-z0-9_./-]+", path)] == []
    assert len({path.casefold() for path in paths}) == len(paths)
    assert (DIST / ".nojekyll").is_file()


def test_opened_as_a_file(browser: Browser) -> None:
    with watched_page(browser, DIST.as_uri()) as (page, watch):
        watch.allow(REFUSED)
        watch.allow("request to another origin: file:")
        page.goto((DIST / "index.html").as_uri())
        expect(page.get_by_role("alert")).to_contain_text("only from a web server, not from a file")
        expect(prediction(page)).to_have_text("This page could not start")


def test_without_scripts(browser: Browser, site_url: str) -> None:
    with watched_page(browser, site_url, java_script_enabled=False) as (page, watch):
        page.goto(site_url)
        expect(page.get_by_text("and needs JavaScript")).to_be_visible()
        watch.allow("preload")
        watch.verdict()


@pytest.mark.parametrize("path", ["missing", "deep/er/missing/", "a%20b/%E0%A4%A?c=d#train"])
def test_what_is_missing_leads_to_the_page(browser: Browser, tmp_path: Path, path: str) -> None:
    with hosted(browser, tmp_path, hosts.GitHubPages, path=path) as (page, watch, url):
        watch.allow("Failed to load resource")
        answer = page.goto(url)
        assert answer
        assert answer.status == 404
        expect(page.get_by_role("heading")).to_have_text("There is nothing at this address")
        page.get_by_role("link", name="Go to the page").click()
        expect(page).to_have_url(re.compile(r"/name/(#train)?$"))
        expect(page.get_by_role("heading", name="Train a network")).to_be_visible()
        watch.allow("preload")
