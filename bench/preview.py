"""The picture that others show beside a link to the page: a digit is read, a network was trained.

Writes web/preview.png, 1200×630 as is usual. After a build:

    .venv/bin/python -m bench.preview
"""

from playwright.sync_api import Page, expect

from tests.support.page import TRAINING, button, chromium, draw, settle, status
from tests.support.watch import boot_page
from tools.paths import DIST, WEB, shown
from tools.server import serving

WIDTH, HEIGHT, SCALE = 1400, 735, 1200 / 1400
EXPERIMENT = "#train?v=1&images=5000&layers=128&epochs=8&hide=network,settings"
SEVEN = [(85, 75), (150, 70), (205, 72), (175, 130), (145, 185), (128, 228)]


def use(page: Page) -> None:
    """Train, then draw, then look at both."""
    button(page, "Train").click()
    expect(status(page)).to_contain_text("Finished", timeout=TRAINING)
    draw(page, SEVEN)
    assert settle(page).startswith("It is a 7")
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def main() -> None:
    with serving(DIST) as url, chromium() as browser:
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=SCALE,
            color_scheme="light",
        )
        use(boot_page(page, url + EXPERIMENT))
        picture = WEB / "preview.png"
        page.screenshot(path=picture, animations="disabled")
    print(f"{shown(picture)}: {picture.stat().st_size / 1e3:.0f} KB")


if __name__ == "__main__":
    main()
