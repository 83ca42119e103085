"""From the address to the canvas and to the first prediction, and how many bytes that takes.

Every cold start is that of a browser used for the first time; the second visit follows in the same
browser, with what it has kept. Bare Pyodide with NumPy takes turns with the page.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from .figures import Figure, Samples, Spread, compare
from .lab import HARNESS, START_TIMEOUT, Lab
from .names import BARE, PAGE

COLD, WARM = "first visit", "second visit"
CANVAS, PREDICTED, IMPORTED = "canvas can be drawn on", "first prediction", "NumPy imported"
KEEP_MS = 1_500  # for the browser to put away what it keeps

Visit = dict[str, float]


def measure(lab: Lab) -> Iterator[Figure]:
    """The page and bare Pyodide, in turn."""
    visits: dict[tuple[str, str], list[Visit]] = {}
    for _ in range(lab.rounds(7)):
        for who, visit in ((PAGE, visit_page), (BARE, visit_bare)):
            with tempfile.TemporaryDirectory() as folder:
                context = lab.profile(Path(folder))
                for when in (COLD, WARM):
                    visits.setdefault((who, when), []).append(visit(lab, context))
                context.close()
    for when in (COLD, WARM):
        yield from figures(when, visits[PAGE, when], visits[BARE, when])


def figures(when: str, ours: list[Visit], bare: list[Visit]) -> Iterator[Figure]:
    """Times beside each other, then bytes."""
    canvas = Spread.of([visit[CANVAS] for visit in ours])
    yield Figure("start", f"{CANVAS}, {when}", PAGE, "s", canvas)
    for what in (PREDICTED, IMPORTED):
        samples: Samples = {
            PAGE: [visit[PREDICTED] for visit in ours],
            BARE: [visit[what] for visit in bare],
        }
        for figure in compare("start", f"{what}, {when}", "s", samples, PAGE):
            if what == PREDICTED or figure.who == BARE:
                yield figure
    for name, unit in (("bytes", "MB"), ("requests", "requests")):
        samples = {PAGE: [visit[name] for visit in ours], BARE: [visit[name] for visit in bare]}
        yield from compare("bytes", f"{name}, {when}", unit, samples, PAGE)


def visit_page(lab: Lab, context: BrowserContext) -> Visit:
    """Draw as soon as one can, and wait until that is answered."""
    page = new_page(lab, context)
    page.goto(f"{lab.url}site/", wait_until="commit")
    page.wait_for_function("probe.drawable", timeout=START_TIMEOUT, polling=5)
    box = page.get_by_label("Draw a digit", exact=True).bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(middle, box["y"] + box["height"] - 40)
    page.mouse.up()
    page.wait_for_function("probe.answered", timeout=START_TIMEOUT)
    times = {CANVAS: "probe.drawable", PREDICTED: "probe.answered"}
    return leave(lab, page, times)


def visit_bare(lab: Lab, context: BrowserContext) -> Visit:
    page = new_page(lab, context)
    page.goto(f"{lab.url}peers/stock.html", wait_until="commit")
    page.wait_for_function("globalThis.times?.predicted", timeout=START_TIMEOUT)
    return leave(lab, page, {IMPORTED: "times.imported", PREDICTED: "times.predicted"})


def new_page(lab: Lab, context: BrowserContext) -> Page:
    lab.meter.reset()
    page = context.new_page()
    page.add_init_script(path=HARNESS / "probe.js")
    return page


def leave(lab: Lab, page: Page, times: dict[str, str]) -> Visit:
    """Read the clock, in seconds; let what still comes come; count."""
    visit = {what: page.evaluate(expression) / 1000 for what, expression in times.items()}
    page.wait_for_timeout(KEEP_MS)
    page.close()
    return {**visit, "bytes": lab.meter.bytes / 1e6, "requests": lab.meter.requests}
