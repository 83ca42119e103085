"""Serves the site, and lets the pages of one of its folders call a Python of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.native.process import receive, send
from tools.paths import ROOT
from tools.server import Handler, serving

BRIDGE = "/native/"
"""In the path of a site whose Python is this machine's."""
REPLACED = "/python/pyscript.js"
CALLS = "/python/native"
INSTEAD = Path(__file__).with_name("worker.js")


class Worker:
    """One page's Python."""

    def __init__(self, path: str) -> None:
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.connect(path)
        self.about: dict[str, Any] = json.loads(receive(self.connection))
        self.lock = Lock()

    def call(self, message: bytes) -> bytes:
        with self.lock:
            send(self.connection, message)
            return receive(self.connection)

    def end(self) -> None:
        """Whatever it is doing."""
        with suppress(ProcessLookupError):
            os.kill(self.about["pid"], signal.SIGKILL)
        self.connection.close()


class NativeHandler(Handler):
    """The site as it is, and under `/native/` with another `startWorker`."""

    path_of_python = ""
    workers: dict[str, Worker]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if BRIDGE in path and path.endswith(REPLACED):
            self.send_bridge()
        elif path.endswith(CALLS):
            self.live()
        else:
            super().do_GET()

    def send_bridge(self) -> None:
        source = Path(self.translate_path(self.path)).read_text(encoding="utf-8")
        mark = "export function startWorker"
        assert mark in source
        source = source.replace(mark, "function startPyScript")
        self.send_body(
            f"{source}\n{INSTEAD.read_text(encoding='utf-8')}".encode(), "text/javascript"
        )

    def send_body(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @property
    def name(self) -> str:
        return parse_qs(urlsplit(self.path).query)["worker"][0]

    def live(self) -> None:
        """A page's Python lives as long as this answer, which the page never sees the end of."""
        worker = self.workers[self.name] = Worker(self.path_of_python)
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            self.wfile.write(json.dumps(worker.about["functions"]).encode())
            self.connection.recv(1)
        finally:
            self.workers.pop(self.name).end()

    def do_POST(self) -> None:
        """A call; one whose Python has died gets no answer."""
        message = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            body = self.workers[self.name].call(message)
        except (EOFError, OSError, KeyError):
            self.send_error(HTTPStatus.GONE)
        else:
            self.send_body(body, "application/octet-stream")


@contextmanager
def serving_natively(root: Path, folder: Path) -> Iterator[str]:
    """The address of a folder, whose pages under `/native/` have this machine's Python."""
    path = str(folder / "python")
    command = [sys.executable, "-m", "tests.support.native.process", path]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as python:
        assert python.stdout
        assert python.stdout.readline() == b"up\n"
        members = {"path_of_python": path, "workers": {}}
        try:
            with serving(root, type("ThisHandler", (NativeHandler,), members)) as url:
                yield url
        finally:
            python.kill()
