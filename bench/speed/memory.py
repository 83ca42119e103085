"""What the page needs of memory, in a tab that no inspector watches.

Playwright has the browser keep whatever its pages load, in base64: of this page 41 MB until the
first prediction. So memory is measured in tabs of the browser's own, asked one expression at a
time.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from .figures import Figure, Spread
from .lab import START_TIMEOUT, Lab
from .names import BARE, PAGE

DRAW = (
    "{const {pad} = app; pad.begin(80, 70); pad.extend(200, 70); pad.extend(130, 220); pad.end()}"
)
SET = """for (const [id, value] of %s) {
  const field = document.getElementById(id);
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""
PRESS = "document.getElementById('%s').click()"
UP = "document.getElementById('kernel')?.textContent !== '' && globalThis.app?.python.up"


def measure(lab: Lab) -> Iterator[Figure]:
    """One visit: draw, load the images, train; then bare Pyodide."""
    images = int(lab.pick(60_000, 5_000))
    browser = lab.launch()
    tab = Tab(browser, f"{lab.url}site/")
    tab.wait(UP)
    tab.evaluate(DRAW)
    tab.wait("app.status().settled")
    yield memory(lab, browser, "one drawing read")
    tab.evaluate(SET % json.dumps([("f-images", images), ("f-epochs", 1_000)]))
    tab.evaluate(PRESS % "step")
    tab.wait("app.status().run.phase === 'paused'")
    yield memory(lab, browser, f"{images:,} images loaded")
    tab.evaluate(PRESS % "run")
    time.sleep(lab.pick(15, 1.5))
    yield memory(lab, browser, "training")
    browser.close()
    yield bare(lab)


def bare(lab: Lab) -> Figure:
    """What Pyodide and NumPy alone need."""
    browser = lab.launch()
    Tab(browser, f"{lab.url}peers/stock.html").wait("globalThis.times?.predicted")
    found = memory(lab, browser, "NumPy imported", BARE)
    browser.close()
    return found


class Tab:
    """A page that Playwright does not know of: nothing but `Runtime.evaluate` is asked of it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.session = browser.new_browser_cdp_session()
        self.answers: list[dict[str, Any]] = []
        self.session.on("Target.receivedMessageFromTarget", self._receive)
        target = self.session.send("Target.createTarget", {"url": url})
        self.id = self.session.send("Target.attachToTarget", target)["sessionId"]

    def _receive(self, event: dict[str, Any]) -> None:
        self.answers.append(json.loads(event["message"]))

    def evaluate(self, expression: str) -> Any:
        """The value of an expression; None if it raises, as it may while the page is loading."""
        parameters = {"expression": expression, "returnByValue": True}
        message = {"id": 1, "method": "Runtime.evaluate", "params": parameters}
        words = {"sessionId": self.id, "message": json.dumps(message)}
        self.session.send("Target.sendMessageToTarget", words)
        while not self.answers:
            self.session.send("Target.getTargets")  # Playwright tells of events while it waits
        return self.answers.pop()["result"]["result"].get("value")

    def wait(self, expression: str) -> None:
        """Until an expression is true."""
        end = time.monotonic() + START_TIMEOUT / 1000
        while not self.evaluate(expression):
            if time.monotonic() > end:
                raise ValueError(f"it never came that {expression}")
            time.sleep(0.1)


def memory(lab: Lab, browser: Browser, when: str, who: str = PAGE) -> Figure:
    """What the tab's process has for itself, as the browser's task manager shows it; Linux only."""
    sizes = []
    for _ in range(lab.rounds(5)):
        time.sleep(0.2)
        sizes.append(tab_megabytes(browser))
    return Figure("memory", when, who, "MB", Spread.of(sizes))


def tab_megabytes(browser: Browser) -> float:
    """Private memory of the largest renderer: the page's, as the browser has no other open."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return max(private(process["id"]) for process in processes if process["type"] == "renderer")


def private(pid: int) -> float:
    """MB that the process shares with none, swapped out or not."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    sizes = dict(line.split(":", 1) for line in lines if line.startswith(("RssAnon", "VmSwap")))
    return sum(int(size.split()[0]) for size in sizes.values()) * 1024 / 1e6
