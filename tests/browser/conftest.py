"""The built site, served; a browser; and pages that are watched while a test uses them.

A test that takes `page` or `booted` fails if a request left the site's origin, or if the console
showed a warning or an error, unless it announced the fault first: `expect_fault("404")`.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
)

from tests.support.native.host import serving_natively
from tests.support.page import chromium
from tests.support.watch import Watch, boot_page, watched_page
from tools.paths import DIST


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serves dist/ twice: as it is, and so that its pages have this machine's Python."""
    folder = tmp_path_factory.mktemp("host")
    for name in ("some", "native"):
        site = folder / "root" / name / "folder"
        site.parent.mkdir(parents=True)
        site.symlink_to(DIST, target_is_directory=True)
    with serving_natively(folder / "root", folder) as url:
        yield url


def address(server: str, request: pytest.FixtureRequest) -> str:
    """The site's address, in a subfolder as on many static hosts.

    With the mark `native` the page's Python is this machine's own, which is there at once: see
    tests/support/native. So is tested what is not about Python and needs a page for each test;
    a view's own numbers are tested with the page's own Python.
    """
    native = request.node.get_closest_marker("native")
    return f"{server}{'native' if native else 'some'}/folder/"


@pytest.fixture
def site_url(server: str, request: pytest.FixtureRequest) -> str:
    """For the test's own page, by the mark of the test or of its module."""
    return address(server, request)


@pytest.fixture(scope="module")
def module_url(server: str, request: pytest.FixtureRequest) -> str:
    """For a page that the tests of a module share, by the mark of the module."""
    return address(server, request)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


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
def module_page(browser: Browser, module_url: str) -> Iterator[tuple[Page, Watch]]:
    with watched_page(browser, module_url) as (page, watch):
        yield boot_page(page, module_url), watch


@pytest.fixture
def booted(module_page: tuple[Page, Watch]) -> Iterator[Page]:
    """A page that is up already, shared by the tests of a module: leave it as it was found."""
    page, watch = module_page
    yield page
    watch.verdict()
