"""A second visit with the server gone, in every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.page import DigitPage
from tests.engines.tab import Tab
from tests.support.host import Host
from tests.support.page import SEVEN

KEPT = "() => document.querySelector('[aria-label=\"Offline use\"]')?.innerText"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path)
    yield host
    host.stop()


def test_a_second_visit_needs_no_server(tab: Tab, host: Host) -> None:
    assert reads_without_server(tab, host)


def reads_without_server(tab: Tab, host: Host) -> bool:
    """Visit, wait until all that was used is kept, end the server, and visit again."""
    page = DigitPage(tab, host.url)
    tab.open(host.url)
    page.await_python()
    tab.wait(KEPT)
    host.stop()
    tab.open(host.url)
    page.await_python()
    page.draw(SEVEN)
    return page.answer() == 7
