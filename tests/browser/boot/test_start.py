"""The start wastes nothing: what can come compiled does, and no file comes twice."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route

from tools.browser import chosen_browser, launch_options
from tools.paths import DIST
from tools.server import Handler, serving

Boot = Callable[[Page], Page]

# At the end of worker.py: tells where all that has been imported came from.
TELL = """

def imported():
    import sys

    return [str(getattr(module, "__file__", "")) for module in list(sys.modules.values())]


__export__.append("imported")
"""
KEPT = "document.querySelector('[aria-label=\"Offline use\"]')?.textContent"
READY = "document.getElementById('kernel').textContent"


def test_what_the_start_imports_of_others_is_compiled(page: Page, boot: Boot) -> None:
    worker = (DIST / "worker.py").read_bytes() + TELL.encode()
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    checked = {"size": len(worker), "sha256": hashlib.sha256(worker).hexdigest()}
    manifest["files"]["worker.py"] = checked

    def serve_worker(route: Route) -> None:
        route.fulfill(body=worker, content_type="text/x-python")

    def serve_manifest(route: Route) -> None:
        route.fulfill(json=manifest)

    page.route("**/worker.py", serve_worker)
    page.route("**/manifest.json", serve_manifest)
    boot(page)
    page.wait_for_function(READY)  # then the kernel is loaded, too
    files: list[str] = page.evaluate("app.python.call('imported')")
    archives = ("/lib/python314.zip/", "/lib/python3.14/site-packages/")
    sources = [file for file in files if file.startswith(archives) and file.endswith(".py")]
    assert sources == []
    assert sum(file.endswith(".pyc") for file in files) > 200


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """The files that servers have sent since, and how often each."""
    sent: Counter[str] = Counter()

    def note(handler: Handler, code: int, size: str = "") -> None:
        sent.update([handler.path] if code == 200 else [])

    monkeypatch.setattr(Handler, "log_request", note)
    return sent


def test_no_file_comes_twice_and_on_a_second_visit_none(
    browser: Browser, tmp_path: Path, sent: Counter[str]
) -> None:
    """In a profile on disk, as most have."""
    options = launch_options(chosen_browser())
    with serving(DIST) as url:
        context = browser.browser_type.launch_persistent_context(
            tmp_path, service_workers="block", **options
        )
        page = context.new_page()
        page.goto(url)
        page.wait_for_function(READY, timeout=90_000)
        assert repeated(sent) == {}
        assert "/vendor/pyodide/pyodide.asm.wasm" in sent
        page.wait_for_function("app.status().offline")  # it comes after the start
        sent.clear()
        page.reload()
        page.wait_for_function(READY, timeout=90_000)
        assert sent == {}
        context.close()


@pytest.mark.parametrize("workers", ["allow", "block"])
def test_no_file_comes_twice_where_the_browser_keeps_no_large_ones(
    browser: Browser, sent: Counter[str], workers: Literal["allow", "block"]
) -> None:
    """In a private window."""
    with serving(DIST) as url, browser.new_context(service_workers=workers) as context:
        page = context.new_page()
        page.goto(url)
        page.wait_for_function(KEPT if workers == "allow" else READY, timeout=90_000)
        assert repeated(sent) == {}


def repeated(sent: Counter[str]) -> dict[str, int]:
    return {path: count for path, count in sent.items() if count > 1}
