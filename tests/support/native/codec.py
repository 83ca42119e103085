"""Values as bytes, and back: JSON with what is binary behind it. JavaScript's half is worker.js.

Everything becomes what Pyodide and PyScript make of it in the page.
"""

import json
import math
import struct
from typing import Any

import numpy as np

HEAD = struct.Struct("<I")
ARRAYS: dict[str, Any] = {
    "Int8Array": "b",
    "Uint8Array": "B",
    "Uint8ClampedArray": "B",
    "Int16Array": "h",
    "Uint16Array": "H",
    "Int32Array": "i",
    "Uint32Array": "I",
    "Float32Array": "f",
    "Float64Array": "d",
}
NAMES = {"i8": "Int32Array"}
"""Integers without a size of their own have 64 bits here and 32 in the page."""
LARGEST = 2**53


class JsNull:
    """What `null` is in Pyodide; `undefined` is None."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "jsnull"


jsnull = JsNull()


def decode(message: bytes) -> Any:
    """From JavaScript."""
    [length] = HEAD.unpack_from(message)
    blobs = memoryview(message)[HEAD.size + length :]

    def from_page(found: dict[str, Any]) -> Any:
        match found.get("$"):
            case None:
                return found
            case "null":
                return jsnull
            case "undefined":
                return None
            case "number":
                return float(found["is"].lower().replace("infinity", "inf"))
            case name:
                blob = blobs[found["at"] : found["at"] + found["size"]]
                return memoryview(bytearray(blob)).cast(ARRAYS[name])

    def whole(text: str) -> int | float:
        return int(text) if abs(int(text)) <= LARGEST else float(text)

    text = message[HEAD.size : HEAD.size + length]
    return json.loads(text, object_hook=from_page, parse_int=whole)


def encode(value: Any) -> bytes:
    """For JavaScript."""
    blobs = bytearray()
    text = json.dumps(prepared(value, blobs)).encode()
    return HEAD.pack(len(text)) + text + bytes(blobs)


def prepared(value: Any, blobs: bytearray) -> Any:
    """What JSON can hold; what is binary goes to `blobs`."""
    match value:
        case None:
            return {"$": "undefined"}
        case np.generic() if not isinstance(value, float):
            return prepared(np.array([value]), blobs)
        case bool() | int() | str():
            return value
        case float():
            return float(value) if math.isfinite(value) else {"$": "number", "is": spelt(value)}
        case dict():
            return {str(key): prepared(each, blobs) for key, each in value.items()}
        case list() | tuple():
            return [prepared(each, blobs) for each in value]
        case bytes() | bytearray() | memoryview():
            return placed(np.frombuffer(value, np.uint8), blobs)
        case np.ndarray() if value.dtype == bool:
            return value.tolist()
        case np.ndarray() if value.ndim > 1:
            return [prepared(row, blobs) for row in value]
        case np.ndarray():
            return placed(value, blobs)
    raise TypeError(f"a page cannot have a {type(value).__name__}")


def spelt(value: float) -> str:
    """As JavaScript spells it."""
    return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"


def placed(array: np.ndarray[Any, Any], blobs: bytearray) -> dict[str, Any]:
    """Where an array lies in `blobs`."""
    name = NAMES.get(array.dtype.str[1:])
    name = name or next(name for name, code in ARRAYS.items() if code == array.dtype.char)
    content = array.astype(ARRAYS[name]).tobytes()
    blobs += bytes(-len(blobs) % 8)
    blobs += content
    return {"$": name, "at": len(blobs) - len(content), "size": len(content)}
