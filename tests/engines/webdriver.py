"""A tab that is driven by WebDriver."""

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.engines.tab import Place, Tab
from tests.engines.wires import Wire

SCRIPT = """
const done = arguments[arguments.length - 1];
const [args] = arguments;
(async () => (%s)(...args))().then(
  (value) => done({ value }),
  (error) => done({ error: `${error}` }),
);
"""
KEYS = {
    "ArrowDown": "\ue015",
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
    "ArrowUp": "\ue013",
    "Control": "\ue009",
    "Delete": "\ue017",
    "Enter": "\ue007",
    "Tab": "\ue004",
}
FRAME = 16  # milliseconds between two movements, as a hand would
SLOWEST = 240_000  # milliseconds that a script may take


class WebDriverTab(Tab):
    def __init__(
        self, wire: Wire, capabilities: dict[str, Any], end: Callable[[], None] = lambda: None
    ) -> None:
        self.wire, self.end = wire, end
        session = wire("NewSession", capabilities={"alwaysMatch": capabilities})
        self.version = session["capabilities"]["browserVersion"]
        wire("SetTimeouts", script=SLOWEST)

    def open(self, url: str) -> None:
        self.wire("Navigate", url="about:blank")  # or another fragment would be no new page
        self.wire("Navigate", url=url)

    def evaluate(self, function: str, *args: Any, inside: str = "") -> Any:
        with self.frame(inside):
            result = self.wire("ExecuteAsyncScript", script=SCRIPT % function, args=[list(args)])
        if "error" in result:
            raise AssertionError(f"{result['error']} in {function}")
        return result.get("value")

    def stroke(self, points: Sequence[Place], inside: str = "") -> None:
        first, *others = [(round(x), round(y)) for x, y in points]
        actions = [move(*first, 0), {"type": "pointerDown", "button": 0}]
        actions += [move(x, y, FRAME) for x, y in others]
        with self.frame(inside):
            self.act("pointer", [*actions, {"type": "pointerUp", "button": 0}])

    @contextmanager
    def frame(self, inside: str) -> Iterator[None]:
        """What the body does, it does in a frame, or in the page where none is named."""
        if inside:
            self.wire("SwitchToFrame", id=self.evaluate(inside))
        yield
        if inside:
            self.wire("SwitchToFrame", id=None)

    def press(self, *keys: str) -> None:
        values = [KEYS.get(key, key) for key in keys]
        down = [{"type": "keyDown", "value": value} for value in values]
        self.act("key", down + [{"type": "keyUp", "value": value} for value in reversed(values)])

    def act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        self.wire("PerformActions", actions=[{"type": kind, "id": kind, "actions": actions}])

    def resize(self, width: int, height: int) -> None:
        self.wire("SetWindowRect", x=0, y=0, width=width, height=height)

    def screenshot(self) -> bytes:
        return base64.b64decode(self.wire("TakeScreenshot", full=False))

    def close(self) -> None:
        self.end()


def move(x: int, y: int, duration: int) -> dict[str, Any]:
    return {"type": "pointerMove", "x": x, "y": y, "duration": duration, "origin": "viewport"}
