"""The page under a pen: from a movement to the bars, readings a second, frames."""

import json
import random
from collections.abc import Iterator

from playwright.sync_api import Page

from .figures import Figure, Spread
from .lab import Lab
from .names import PAGE

POINTS_A_STROKE = 24
HEARD = "from hearing of a movement to bars set"
SEEN = "from movement to bars on the screen"
WAYS = {"heardToSet": HEARD, "set": "from movement to bars set", "shown": SEEN}
IDLE, TRAINING = "idle", "while training"
WORKED = f"tasks of the page {TRAINING}, in processor time"


def measure(lab: Lab) -> Iterator[Figure]:
    """One visit: draw, load the images, train and draw."""
    browser = lab.launch()
    page = lab.open_site(browser)
    scribble(page, 6)  # warms up
    yield from reading(lab, page, IDLE)
    set_field(page, "Training images", int(lab.pick(60_000, 5_000)))
    set_field(page, "Epochs", 1_000)
    page.get_by_role("button", name="Step", exact=True).click()
    page.wait_for_function("app.status().run.phase === 'paused'", timeout=60_000)
    page.evaluate("probe.longTasks.length = 0")
    page.get_by_role("button", name="Train", exact=True).click()
    yield from training(lab, page)
    browser.close()


def training(lab: Lab, page: Page) -> Iterator[Figure]:
    """All this while the network learns, with the page's own settings."""
    page.evaluate("probe.frames(1)")
    frames = page.evaluate("(seconds) => probe.frames(seconds)", lab.pick(15, 1.5))
    yield Figure("frames", f"time between frames {TRAINING}", PAGE, "ms", Spread.of(frames))
    yield from reading(lab, page, TRAINING)
    tasks = page.evaluate("probe.longTasks") or [0.0]
    note = f"{sum(task > 0 for task in tasks)} tasks over 50 ms since Train was pressed"
    longest = Spread.of([max(tasks)])
    yield Figure("frames", f"longest task of the page {TRAINING}", PAGE, "ms", longest, note=note)
    yield Figure("frames", WORKED, PAGE, "ms", worked(lab, page))


def worked(lab: Lab, page: Page) -> Spread:
    """What the page's thread computes in each task of a millisecond or more, as the pen moves."""
    browser = page.context.browser
    assert browser
    browser.start_tracing(page=page, categories=["toplevel"])
    scribble(page, int(lab.pick(120, 30)))
    events = json.loads(browser.stop_tracing())["traceEvents"]
    threads = {
        (e["pid"], e["tid"]): e["args"]["name"] for e in events if e["name"] == "thread_name"
    }
    tasks = [
        event.get("tdur", 0) / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask"
        and threads.get((event["pid"], event["tid"])) == "CrRendererMain"
    ]
    return Spread.of([task for task in tasks if task >= 1])


def reading(lab: Lab, page: Page, when: str) -> Iterator[Figure]:
    """Latency of the pen, and readings a second."""
    page.evaluate("probe.heardToSet.length = probe.set.length = probe.shown.length = 0")
    scribble(page, int(lab.pick(240, 30)))
    page.wait_for_function("probe.shown.length === probe.set.length")
    for name, way in WAYS.items():
        times = Spread.of(page.evaluate(f"probe.{name}"))
        yield Figure("pen", f"{way}, {when}", PAGE, "ms", times)
    seconds = lab.pick(3, 0.5)
    rates = [
        float(page.evaluate("(seconds) => probe.readings(seconds)", seconds))
        for _ in range(lab.rounds(5))
    ]
    yield Figure("readings", f"drawings read, {when}", PAGE, "readings/s", Spread.of(rates))


def scribble(page: Page, movements: int) -> None:
    """Move the pen again and again, each time a while after the bars have followed."""
    rng = random.Random(0)
    box = page.get_by_label("Draw a digit", exact=True).bounding_box()
    assert box
    for i in range(movements):
        along = (i % POINTS_A_STROKE) / POINTS_A_STROKE
        across = 0.3 + 0.4 * (i % 5) / 4
        at = (box["x"] + across * box["width"], box["y"] + (0.15 + 0.7 * along) * box["height"])
        if i % POINTS_A_STROKE == 0:
            page.mouse.up()
            page.get_by_role("button", name="Clear", exact=True).click(force=True)
            page.mouse.move(at[0], at[1] - 10)
            page.mouse.down()
        done = page.evaluate("probe.set.length")
        page.mouse.move(*at)
        page.wait_for_function("(done) => probe.set.length > done", arg=done, polling=5)
        page.wait_for_timeout(rng.uniform(10, 60))  # so that no phase of the frames is preferred
    page.mouse.up()


def set_field(page: Page, label: str, value: float) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(str(value))
    field.press("Tab")
