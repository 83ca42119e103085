"""How long it takes, by the README alone, from nothing to an embed.

    .venv/bin/python -m bench.embed [--site https://…/]

Writes a new page with the lines that the README gives, serves it from another origin than the
site, opens it in a browser that has loaded nothing yet, and draws. Without --site, dist/ is served
by Python's own server.
"""

import argparse
import re
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.support.embedding import LISTEN, PLACEHOLDER, frame_of, wait_heard
from tests.support.hosts import PythonsOwn
from tests.support.page import SEVEN, draw
from tools.browser import chosen_browser, launch_options
from tools.paths import DIST, ROOT
from tools.server import serving


def readme_lines() -> str:
    """The lines that the README gives to copy."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Embed it\n")[1]
    [lines] = re.findall(r"```html\n(.*?)```", section.split("\n## ")[0], re.DOTALL)
    return str(lines)


def write_page(folder: Path, site_url: str) -> None:
    """A page of these lines and nothing else."""
    lines = readme_lines()
    assert lines.count(PLACEHOLDER) == 1
    (folder / "index.html").write_text(lines.replace(PLACEHOLDER, site_url), encoding="utf-8")
    (folder / "favicon.ico").touch()


def open_and_draw(page: Page, url: str) -> None:
    """Until what is drawn has been read, and the page around has heard of it."""
    page.add_init_script(LISTEN)
    page.goto(url)
    wait_heard(page, 0, "ready")
    draw(page, SEVEN, frame=frame_of(page, 0))
    wait_heard(page, 0, "reading", "it.digit === 7")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", help="address of the site (dist/, served here)")
    site_url = parser.parse_args().site
    with ExitStack() as stack, sync_playwright() as playwright:
        site_url = site_url or stack.enter_context(serving(DIST, PythonsOwn))
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = stack.enter_context(serving(folder, PythonsOwn)).replace("127.0.0.1", "localhost")
        browser = playwright.chromium.launch(**launch_options(chosen_browser()))
        begin = time.perf_counter()
        write_page(folder, site_url)
        open_and_draw(browser.new_page(), url)
        print(f"from an empty folder to the first reading: {time.perf_counter() - begin:.1f} s")
        browser.close()


if __name__ == "__main__":
    main()
