"""A tab of an engine that Playwright drives: Chromium, or its own builds of the other two."""

import atexit
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page, Playwright, sync_playwright

from tests.engines.tab import Place, Tab
from tools.browser import launch_options

DENIED = {"profile": {"default_content_setting_values": {"cookies": 2}}}


CORNER = """() => {
  const { left, top } = (%s)().getBoundingClientRect();
  return [left, top];
}"""


class PlaywrightTab(Tab):
    def __init__(self, page: Page, version: str, end: Callable[[], None]) -> None:
        self.page, self.version, self.end = page, version, end

    def open(self, url: str) -> None:
        self.page.goto("about:blank")  # or another fragment would be no new page
        self.page.goto(url)

    def evaluate(self, function: str, *args: Any, inside: str = "") -> Any:
        return self.frame(inside).evaluate(f"args => ({function})(...args)", list(args))

    def frame(self, inside: str) -> Page | Frame:
        element = inside and self.page.evaluate_handle(inside).as_element()
        return (element and element.content_frame()) or self.page

    def stroke(self, points: Sequence[Place], inside: str = "") -> None:
        x0, y0 = self.evaluate(CORNER % inside) if inside else (0, 0)
        first, *others = [(x0 + x, y0 + y) for x, y in points]
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for place in others:
            self.page.mouse.move(*place)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.down(key)
        for key in reversed(keys):
            self.page.keyboard.up(key)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def screenshot(self) -> bytes:
        return self.page.screenshot()

    def close(self) -> None:
        self.end()


def open_by_playwright(engine: str, program: str, lacking: str = "") -> Tab:
    """In a profile on disk, as most have: what a private window keeps differs."""
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="profile-")))
        if lacking == "storage":
            (profile / "Default").mkdir()
            (profile / "Default/Preferences").write_text(json.dumps(DENIED), encoding="utf-8")
        options = launch_options(program) if engine == "chromium" else {}
        kind = getattr(playwright(), engine)
        context = stack.enter_context(kind.launch_persistent_context(profile, **options))
        version = context.browser.version if context.browser else ""
        return PlaywrightTab(context.pages[0], version, end=stack.pop_all().close)


@cache
def playwright() -> Playwright:
    """There can be only one at a time."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started
