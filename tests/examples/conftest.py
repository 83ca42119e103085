"""The examples' pages, made by the tools that they are for; the site, of another origin.

What the pages in the frames tell is heard on the page around them, as an author would hear it.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.embedding import LISTEN, PLACEHOLDER
from tests.support.hosts import PythonsOwn
from tests.support.page import chromium
from tests.support.watch import Watch
from tools.environment import python_of
from tools.paths import DIST, EXAMPLE_TOOLS, EXAMPLES
from tools.server import serving

TOOLS = python_of(EXAMPLE_TOOLS)

COMMANDS: dict[str, Callable[[Path, Path], list[str | Path]]] = {
    "mkdocs": lambda source, out: [
        *(TOOLS, "-m", "mkdocs", "build", "--strict", "--config-file", source / "mkdocs.yml"),
        *("--site-dir", out),
    ],
    "sphinx": lambda source, out: [TOOLS, "-m", "sphinx", "-W", "-b", "html", source, out],
    "jupyter-book": lambda source, out: [
        *(TOOLS.with_name("jupyter-book"), "build", "-W", source, "--path-output", out),
    ],
    "jupyter": lambda source, out: [
        *(TOOLS, "-m", "nbconvert", "--execute", "--to", "html", source / "digits.ipynb"),
        *("--output-dir", out),
    ],
}
PAGES = {
    "html": "index.html",
    "mkdocs": "index.html",
    "sphinx": "index.html",
    "jupyter-book": "_build/html/index.html",
    "jupyter": "digits.html",
}


@pytest.fixture(scope="session")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of dist/ on Python's own server, which sends no header that it need not."""
    root = tmp_path_factory.mktemp("site")
    (root / "pycore").symlink_to(DIST, target_is_directory=True)
    with serving(root, PythonsOwn) as url:
        yield f"{url}pycore/"


@pytest.fixture(scope="session")
def example(
    tmp_path_factory: pytest.TempPathFactory, site_url: str
) -> Iterator[Callable[[str], str]]:
    """The address of an example's page, which is made when it is first asked for."""
    root = tmp_path_factory.mktemp("host")
    (root / "favicon.ico").touch()  # browsers ask for one
    with serving(root, PythonsOwn) as url:

        @cache
        def address(name: str) -> str:
            make(name, root / f"{name}-source", root / name, site_url)
            return f"{url.replace('127.0.0.1', 'localhost')}{name}/{PAGES[name]}"

        yield address


def make(name: str, source: Path, out: Path, site_url: str) -> None:
    """As an author would: put the site's address in, run the tool."""
    shutil.copytree(EXAMPLES / name, source)
    texts = {path: path.read_text(encoding="utf-8") for path in source.rglob("*") if path.is_file()}
    assert sum(text.count(PLACEHOLDER) for text in texts.values()) == 1
    for path, text in texts.items():
        path.write_text(text.replace(PLACEHOLDER, site_url), encoding="utf-8")
    if name not in COMMANDS:
        source.rename(out)
        return
    done = subprocess.run(
        COMMANDS[name](source, out),
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def watch(site_url: str) -> Watch:
    return Watch(origin="/".join(site_url.split("/")[:3]) + "/")


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A page around; it fails if it or a frame complains, or asks a third origin."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    watch.allow(r"request to another origin: http://localhost:")
    watch.follow(context)
    page = context.new_page()
    page.add_init_script(LISTEN)
    yield page
    context.close()
    watch.verdict()
