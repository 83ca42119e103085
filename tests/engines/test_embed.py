"""The page in another site's page, in every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.tab import Tab
from tests.support.page import SEVEN
from tools.server import serving

ELEMENT = """<script src="SITE/embed.js" async></script>
<pycore-digits view="train" images="1000" layers="32" epochs="2" seed="7"></pycore-digits>
<script>
  globalThis.heard = [];
  for (const type of ["ready", "reading", "finished", "error"])
    addEventListener(`pycore-${type}`, ({ detail }) => heard.push({ type, ...detail }));
</script>"""
FRAME = '<iframe src="SITE/index.html#draw?embed=1" width="600" height="700"></iframe>'

IN_ELEMENT = "() => document.querySelector('pycore-digits').shadowRoot.querySelector('iframe')"
IN_PAGE = "() => document.querySelector('iframe')"
HEARD = (
    "(type, digit) => heard.findLast(it => it.type === type && (digit ?? it.digit) === it.digit)"
)
READS = "() => document.getElementById('prediction').innerText.includes('It is a 7')"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder of another site, and its address: another host, so another site to a browser."""
    with serving(tmp_path) as url:
        yield tmp_path, url.replace("127.0.0.1", "localhost")


def open_around(tab: Tab, site: str, host: tuple[Path, str], body: str) -> None:
    folder, url = host
    html = '<!doctype html><link rel="icon" href="data:,">' + body.replace("SITE/", site)
    (folder / "index.html").write_text(html, encoding="utf-8")
    tab.open(url)


def test_the_element_reads_and_trains(tab: Tab, site: str, host: tuple[Path, str]) -> None:
    open_around(tab, site, host, ELEMENT)
    tab.wait(HEARD, "ready")
    tab.draw("#pad", SEVEN, 280, inside=IN_ELEMENT)
    tab.wait(HEARD, "reading", 7)
    tab.evaluate("() => document.querySelector('pycore-digits').play()")
    finished = tab.wait(HEARD, "finished")
    assert finished["accuracy"] > 0.6
    assert not tab.evaluate(HEARD, "error")


def test_a_plain_frame_reads(tab: Tab, site: str, host: tuple[Path, str]) -> None:
    open_around(tab, site, host, FRAME)
    tab.wait("() => globalThis.app?.status().python === 'up'", inside=IN_PAGE)
    tab.draw("#pad", SEVEN, 280, inside=IN_PAGE)
    tab.wait(READS, inside=IN_PAGE)
