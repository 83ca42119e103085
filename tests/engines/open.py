"""Opens a tab of an engine by its name. Run as a module, it shows that one starts."""

import sys
from functools import partial

from tests.engines.firefox import open_firefox
from tests.engines.playwrights import open_by_playwright
from tests.engines.tab import Tab
from tests.engines.webkit import open_webkit
from tools.browser import PLAYWRIGHTS_OWN, chosen_browser
from tools.engines import chosen_engines

ENGINES = ("chromium", "firefox", "webkit")
SYSTEMS = {"firefox": open_firefox, "webkit": open_webkit}


def programs() -> dict[str, str]:
    """What there is to test with, by engine; an empty name is Playwright's own build."""
    return {"chromium": chosen_browser(), **chosen_engines()}


def open_tab(engine: str, program: str, lacking: str = "") -> Tab:
    """A tab in a new profile, of an engine that may be made to lack something."""
    by_playwright = partial(open_by_playwright, engine)
    opener = by_playwright if program == PLAYWRIGHTS_OWN else SYSTEMS.get(engine, by_playwright)
    return opener(program, lacking)


def main(engine: str, program: str) -> None:
    tab = open_tab(engine, program)
    tab.open("data:text/html,<p>It starts.</p>")
    assert tab.text("p") == "It starts."
    print(engine, tab.version)
    tab.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
