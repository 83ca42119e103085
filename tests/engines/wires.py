"""The two wires that WebDriver, the W3C's protocol, is spoken over: HTTP, and Firefox's own socket.

Firefox is asked directly, as geckodriver would: that program is in few package registries.
"""

import json
import socket
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import Request, urlopen

SLOWEST = 300  # seconds that a single command may take

PATHS = {
    "DeleteSession": ("DELETE", ""),
    "ExecuteAsyncScript": ("POST", "/execute/async"),
    "Navigate": ("POST", "/url"),
    "NewSession": ("POST", ""),
    "PerformActions": ("POST", "/actions"),
    "ReleaseActions": ("DELETE", "/actions"),
    "SetTimeouts": ("POST", "/timeouts"),
    "SwitchToFrame": ("POST", "/frame"),
    "SetWindowRect": ("POST", "/window/rect"),
    "TakeScreenshot": ("GET", "/screenshot"),
}


class WebDriverError(Exception):
    """What the browser says went wrong."""


class Wire(Protocol):
    def __call__(self, command: str, **parameters: Any) -> Any:
        """Carry out a command of WebDriver; return its value."""


class HttpWire:
    """To a driver that listens on a port, as WebKitWebDriver does."""

    def __init__(self, port: int) -> None:
        self.session = f"http://127.0.0.1:{port}/session"

    def __call__(self, command: str, **parameters: Any) -> Any:
        method, path = PATHS[command]
        body = json.dumps(parameters).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        request = Request(self.session + path, method=method, data=body, headers=headers)
        try:
            with urlopen(request, timeout=SLOWEST) as response:
                value = json.load(response)["value"]
        except HTTPError as error:
            raise WebDriverError(error.read().decode()) from error
        if command == "NewSession":
            self.session += f"/{value['sessionId']}"
        return value


class MarionetteWire:
    """To Firefox: each message is its length, a colon, and JSON."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SLOWEST)
        self.answers = self.socket.makefile("rb")
        self.count = 0
        self.receive()  # it introduces itself

    def __call__(self, command: str, **parameters: Any) -> Any:
        self.count += 1
        message = json.dumps([0, self.count, f"WebDriver:{command}", parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self.receive()
        if error:
            raise WebDriverError(f"{error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def receive(self) -> Any:
        length = b""
        while (character := self.answers.read(1)) != b":":
            if not character:
                raise WebDriverError("Firefox is gone")
            length += character
        return json.loads(self.answers.read(int(length)))

    def close(self) -> None:
        self.answers.close()
        self.socket.close()
