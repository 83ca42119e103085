"""The built site, served; a browser; and pages that are watched while a test uses them.

A test that takes `page` or `booted` fails if a request left the site's origin, or if the console
showed a warning or an error, unless it announced the fault first: `expect_fault("404")`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
)

from tests.e2e.helpers import chromium
from tools.paths import DIST
from tools.server import serving

BOOT_TIMEOUT = 90_000  # milliseconds; a start takes about five seconds on an idle machine
INSIDE = ("blob:", "data:")
NO_SERVICE_WORKER = "Service Worker registration blocked by Playwright"


@dataclass
class Watch:
    """Notes what a browser context does that it should not."""

    origin: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self.on_request)
        context.on("console", self.on_console)
        context.on("weberror", self.on_error)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, *INSIDE)):
            self.faults.append(f"request to another origin: {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("warning", "error") and message.text != NO_SERVICE_WORKER:
            self.faults.append(f"console {message.type}: {message.text}")

    def on_error(self, error: WebError) -> None:
        self.faults.append(f"uncaught error: {error.error}")

    def expect(self, pattern: str) -> None:
        """From here on, a fault that matches is wanted; that none comes is then a failure too."""
        self.expected.append(pattern)

    def allow(self, pattern: str) -> None:
        """From here on, a fault that matches may come or not."""
        self.allowed.append(pattern)

    def verdict(self) -> None:
        known = self.expected + self.allowed
        surprises = [fault for fault in self.faults if not any(re.search(e, fault) for e in known)]
        missed = [e for e in self.expected if not any(re.search(e, fault) for fault in self.faults)]
        assert not surprises, "\n".join(surprises)
        assert not missed, f"expected, but did not happen: {missed}"


@pytest.fixture(scope="session")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of dist/, served from a subfolder, as on many static hosts."""
    root = tmp_path_factory.mktemp("host")
    folder = root / "some" / "folder"
    folder.parent.mkdir()
    folder.symlink_to(DIST, target_is_directory=True)
    with serving(root) as url:
        yield f"{url}some/folder/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@contextmanager
def watched_page(browser: Browser, site_url: str, **settings: Any) -> Iterator[tuple[Page, Watch]]:
    """A page in a context of its own, and what watches it.

    Without a service worker, whose requests no test could intercept; test_offline.py lets it in.
    """
    usual = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block"}
    context = browser.new_context(**usual | settings)
    watch = Watch(origin="/".join(site_url.split("/")[:3]) + "/")
    watch.follow(context)
    yield context.new_page(), watch
    context.close()


@pytest.fixture
def watched(browser: Browser, site_url: str) -> Iterator[tuple[Page, Watch]]:
    with watched_page(browser, site_url) as page_and_watch:
        yield page_and_watch
    page_and_watch[1].verdict()


@pytest.fixture
def page(watched: tuple[Page, Watch]) -> Page:
    """An empty page of the test's own; it goes to `site_url` itself."""
    return watched[0]


@pytest.fixture
def context(page: Page) -> BrowserContext:
    return page.context


@pytest.fixture
def expect_fault(watched: tuple[Page, Watch]) -> Callable[[str], None]:
    """Announce a fault that `page` is about to provoke, by a regular expression."""
    return watched[1].expect


@pytest.fixture
def allow(watched: tuple[Page, Watch]) -> Callable[[str], None]:
    """Announce a fault that `page` may provoke, by a regular expression."""
    return watched[1].allow


@pytest.fixture
def boot(site_url: str) -> Callable[[Page], Page]:
    """Open the site in a page and wait until Python is up."""
    return lambda page: boot_page(page, site_url)


@pytest.fixture(scope="module")
def module_page(browser: Browser, site_url: str) -> Iterator[tuple[Page, Watch]]:
    with watched_page(browser, site_url) as (page, watch):
        yield boot_page(page, site_url), watch


@pytest.fixture
def booted(module_page: tuple[Page, Watch]) -> Iterator[Page]:
    """A page that is up already, shared by the tests of a module: leave it as it was found."""
    page, watch = module_page
    yield page
    watch.verdict()


def boot_page(page: Page, url: str) -> Page:
    page.goto(url)
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled(timeout=BOOT_TIMEOUT)
    return page
