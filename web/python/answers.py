"""What Python answers the page: plain values, and an exception as a sentence."""

import traceback
from collections.abc import Mapping
from typing import Any, TypeAlias

Answer: TypeAlias = dict[str, Any]
"""Plain values by name. Flat arrays among them arrive as typed arrays."""
Edited: TypeAlias = Mapping[str, Any]
"""Where in an edited function an exception came from: its `name` and the `line`."""

INSTEAD = {
    "MemoryError": "Not enough memory. Choose a smaller batch or smaller layers.",
    "SystemExit": "the code asks Python to exit. Only this call has ended.",
    "KeyboardInterrupt": "the code interrupts Python. Only this call has ended.",
    "GeneratorExit": "the code closes a generator. Only this call has ended.",
}
"""What is said of errors that have no sentence of their own, or none for a reader."""


def describe(error: BaseException, edited: Edited | None = None) -> Answer:
    """What the page shows of an exception."""
    kind = "MemoryError" if isinstance(error, MemoryError) else type(error).__name__  # NumPy's, too
    return {
        "type": kind,
        "message": INSTEAD.get(kind) or text_of(error) or kind,
        "field": getattr(error, "field", None) or "",
        "traceback": "".join(traceback.format_exception(error)),
        "edited": edited,
    }


def text_of(error: BaseException) -> str:
    """What an exception says; nothing where its own code for that fails."""
    try:
        return str(error)
    except Exception:
        return ""
