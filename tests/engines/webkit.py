"""Starts WebKitGTK's MiniBrowser through its driver, on a screen that nobody sees."""

import os
import socket
import subprocess
import time
from contextlib import ExitStack, suppress
from typing import Any

from tests.engines.tab import Tab
from tests.engines.webdriver import WebDriverTab
from tests.engines.wires import HttpWire

START = 60  # seconds
SCREEN = "1920x1400x24"
LACKING: dict[str, dict[str, Any]] = {
    "SIMD": {"environment": {"JSC_useWasmSIMD": "0"}},
    "storage": {"arguments": ["--enable-html5-local-storage=false", "--cookies-policy=never"]},
}


def open_webkit(program: str, lacking: str = "") -> Tab:
    """`program` is MiniBrowser; its driver and the screen's server are on the path."""
    changes = LACKING.get(lacking, {})
    with ExitStack() as stack:
        # In the locale C, WebKitGTK calls the language "C", which JavaScript's Intl refuses.
        environment = {**os.environ, "DISPLAY": screen(stack), "LANG": "en_GB.UTF-8"}
        environment |= {"LC_ALL": "", **changes.get("environment", {})}
        port = free_port()
        run(stack, ["WebKitWebDriver", f"--port={port}"], environment)
        await_port(port)
        arguments = ["--automation", *changes.get("arguments", [])]
        options = {"binary": program, "args": arguments}
        wire = HttpWire(port)
        tab = WebDriverTab(wire, {"webkitgtk:browserOptions": options})
        stack.callback(wire, "DeleteSession")
        tab.end = stack.pop_all().close
        return tab


def screen(stack: ExitStack) -> str:
    """A screen in memory; its server chooses a number that is free, and tells."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = run(stack, command, dict(os.environ), stdout=subprocess.PIPE)
    assert server.stdout
    return f":{server.stdout.readline().decode().strip()}"


def run(
    stack: ExitStack,
    command: list[str],
    environment: dict[str, str],
    stdout: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a program that ends with `stack`."""
    process = stack.enter_context(
        subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL, env=environment)
    )
    stack.callback(process.terminate)
    return process


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def await_port(port: int) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.05)
    raise AssertionError("WebKitWebDriver does not listen")
