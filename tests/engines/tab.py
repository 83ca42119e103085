"""A tab of any engine: what every one of them can be asked to do, and what follows from that."""

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

PATIENCE = 120.0  # seconds; longer than anything takes, even on a busy machine
Place = tuple[float, float]

BOX = """async selector => {
  const frame = () => new Promise(requestAnimationFrame);
  const place = () => {
    const element = document.querySelector(selector);
    if (!element || element.disabled) return null;
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return width && height ? [left, top, width, height] : null;
  };
  for (let before = null, now; ; before = now) {
    await frame();
    now = place();
    if (now && `${now}` === `${before}`) return now; // it is there, is on, and stands still
  }
}"""


class Tab(ABC):
    """One tab; pointer and keys are real input, not events that a script makes up."""

    version: str

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address and wait until the page has loaded."""

    @abstractmethod
    def evaluate(self, function: str, *args: Any, inside: str = "") -> Any:
        """Call a JavaScript function, `"(a, b) => a + b"`, in the page; await what it returns.

        With `inside`, in an iframe of any origin, which the function `inside` of the page returns.
        """

    @abstractmethod
    def stroke(self, points: Sequence[Place], inside: str = "") -> None:
        """Move to the first point, press, move through the others, let go; perhaps in a frame."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Hold all these keys down together, named as in `KeyboardEvent.key`, and let go."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Change the size of the window; where there are no frames, that is the page's."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """What is seen of the page, as PNG."""

    @abstractmethod
    def close(self) -> None:
        """End the engine, too."""

    def wait(self, function: str, *args: Any, inside: str = "") -> Any:
        """Call a function again and again until it returns something true; return that."""
        end = time.monotonic() + PATIENCE
        while not (answer := self.evaluate(function, *args, inside=inside)):
            assert time.monotonic() < end, f"still waiting for {function} {args}"
            time.sleep(0.05)
        return answer

    def text(self, selector: str) -> str:
        found: str = self.evaluate("s => document.querySelector(s).innerText", selector)
        return found

    def wait_for_text(self, selector: str, part: str) -> str:
        """Wait until an element says something; return all it says."""
        says = """(s, part) => {
          const text = document.querySelector(s)?.innerText;
          return text?.includes(part) && text;
        }"""
        found: str = self.wait(says, selector, part)
        return found

    def click(self, selector: str) -> None:
        """With the pointer, once the element is there and can be clicked."""
        left, top, width, height = self.evaluate(BOX, selector)
        self.stroke([(left + width / 2, top + height / 2)])

    def draw(self, selector: str, points: Sequence[Place], side: float, inside: str = "") -> None:
        """One stroke over an element that is thought of as `side` units wide."""
        left, top, width, _ = self.evaluate(BOX, selector, inside=inside)
        scale = width / side
        self.stroke([(left + x * scale, top + y * scale) for x, y in points], inside)

    def fill(self, selector: str, value: str) -> None:
        """As one who clicks into a field, selects what is there, types and leaves with Tab."""
        self.click(selector)
        self.press("Control", "a")
        self.type(value)
        self.press("Tab")

    def type(self, text: str) -> None:
        for character in text:
            self.press("Enter" if character == "\n" else character)
