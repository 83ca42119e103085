"""Pages that are watched: what a page must not do, and a start that is waited for."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
    WebError,
)

BOOT_TIMEOUT = 90_000  # milliseconds; a start takes about five seconds on an idle machine
INSIDE = ("blob:", "data:")
UP = "document.querySelector('#run:enabled')"
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


@contextmanager
def held(page: Page, path: str = "manifest.json") -> Iterator[None]:
    """Python can't start as long as the body runs, however fast it is."""
    waiting: list[Route] = []
    released = False
    page.route(f"**/{path}", lambda route: route.continue_() if released else waiting.append(route))
    yield
    released = True
    for route in waiting:
        route.continue_()


def boot_page(page: Page, url: str) -> Page:
    """Go there, and wait until Train may be pressed: that Python is up, and knows the settings."""
    page.goto(url)
    page.wait_for_function(UP, timeout=BOOT_TIMEOUT)
    return page
