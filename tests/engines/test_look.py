"""Every view, wide and narrow, in both themes: nothing sticks out, nothing lies on top."""

import pytest

from tests.engines.page import DigitPage

VIEWS = "() => app.status().views"
SHOWN = "view => app.status().view === view && Promise.resolve(app.tabs.opening).then(() => true)"
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
THEME = "() => document.documentElement.dataset.theme"


@pytest.mark.parametrize("width", [1280, 400])
def test_every_view_fits_in_both_themes(page: DigitPage, width: int) -> None:
    page.open("#train")
    page.tab.resize(width, 900)  # or what is the least that the engine's window can have
    for view in page.tab.evaluate(VIEWS):
        page.tab.click(f"#tab-{view}")
        page.tab.wait(SHOWN, view)
        for theme in ("dark", "light"):
            page.tab.click("#theme")  # which what lay on top would take
            page.tab.wait(f"theme => ({THEME})() === theme", theme)
            assert page.tab.evaluate(TOO_WIDE) <= 0
    page.tab.resize(1280, 900)
