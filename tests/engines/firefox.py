"""Starts the system's Firefox in a new profile, with nothing to do but what it is told."""

import json
import os
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.engines.tab import Tab
from tests.engines.webdriver import WebDriverTab
from tests.engines.wires import MarionetteWire

START = 60  # seconds

QUIET: dict[str, object] = {
    "app.normandy.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.page": 0,
    "marionette.port": 0,  # any that is free
    "messaging-system.rsexperimentloader.enabled": False,
    "services.settings.server": "data:,",
    # Any origin but this machine is refused at once.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}
LACKING: dict[str, dict[str, object]] = {
    "relaxed SIMD": {"javascript.options.wasm_relaxed_simd": False},
    "storage": {"network.cookie.cookieBehavior": 2},
    "true canvases": {"privacy.resistFingerprinting": True},  # as Tor Browser is set
}


def open_firefox(program: str, lacking: str = "") -> Tab:
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="firefox-")))
        preferences = QUIET | LACKING.get(lacking, {})
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in preferences.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--marionette"]
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(profile)},
        )
        stack.callback(process.wait)
        stack.callback(process.kill)
        wire = MarionetteWire(port_of(profile, process))
        stack.callback(wire.close)
        return WebDriverTab(wire, {}, end=stack.pop_all().close)


def port_of(profile: Path, process: subprocess.Popen[bytes]) -> int:
    """The port that Firefox has chosen; it writes it into its profile."""
    told, end = profile / "MarionetteActivePort", time.monotonic() + START
    while not (told.is_file() and told.read_text(encoding="ascii")):
        assert process.poll() is None, "Firefox ended at once"
        assert time.monotonic() < end, "Firefox does not listen"
        time.sleep(0.05)
    return int(told.read_text(encoding="ascii"))
