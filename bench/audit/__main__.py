"""What axe and Lighthouse find in the page: every view, light and dark, on two screens.

    .venv/bin/python -m bench.audit

Both judge the built site in dist/; the tests (test_everyone.py) want nothing to be found.
"""

from playwright.sync_api import expect

from bench.audit.judges import SCREENS, VIEWS, axe, lighthouse, visit
from tests.support.page import BOOT, SEVEN, button, chromium, draw, settle
from tools.auditors import ensure_auditors
from tools.paths import DIST
from tools.server import serving


def main() -> None:
    """Print a line for each view, screen and theme, and Lighthouse's scores."""
    ensure_auditors()
    with serving(DIST) as url:
        with chromium() as browser:
            for theme in ("light", "dark"):
                page = browser.new_page(color_scheme=theme)
                page.goto(url)
                expect(button(page, "Train")).to_be_enabled(timeout=BOOT)
                draw(page, SEVEN)
                settle(page)
                for screen, (width, height) in SCREENS.items():
                    page.set_viewport_size({"width": width, "height": height})
                    for view in VIEWS:
                        visit(page, url, view)
                        found = axe(page)
                        print(
                            f"axe: {view}, {theme}, {screen}: {len(found)} found",
                            *found,
                            sep="\n  ",
                        )
        for screen in SCREENS:
            for view in ("train", "notebooks", "explained"):
                print(f"Lighthouse: {view}, {screen}: {lighthouse(f'{url}#{view}', screen)}")


if __name__ == "__main__":
    main()
