"""Each test runs in Chromium, Firefox and WebKit; a missing one is skipped, and named."""

from collections.abc import Iterator

import pytest

from tests.engines.open import ENGINES, open_tab, programs
from tests.engines.page import DigitPage, make_site
from tests.engines.tab import Tab
from tools.server import serving


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name not in programs():
        pytest.skip(
            f"there is no {name} on this machine: python3 build.py test engines looks for one"
        )
    return name


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of dist/, served from a subfolder, as on many static hosts."""
    root = tmp_path_factory.mktemp("host")
    make_site(root / "some/folder")
    with serving(root) as url:
        yield f"{url}some/folder/"


@pytest.fixture(scope="session")
def tab(engine: str) -> Iterator[Tab]:
    tab = open_tab(engine, programs()[engine])
    tab.resize(1280, 900)
    yield tab
    tab.close()


@pytest.fixture
def page(tab: Tab, site: str) -> Iterator[DigitPage]:
    """The page, not yet opened; in the end it must have had nothing to complain of."""
    page = DigitPage(tab, site)
    yield page
    assert page.faults == []
