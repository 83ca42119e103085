"""Serves a folder as an ordinary static host would, so that what works here works there."""

import errno
import gzip
import io
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from .console import BuildError

PORTS_TO_TRY = 50
LAST_PORT = 65_535


class Handler(SimpleHTTPRequestHandler):
    """Exact types for what the page loads; browsers ask each time if anything has changed."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the parent's own way of setting them
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".gz": "application/gzip",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".npz": "application/octet-stream",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".whl": "application/zip",
        ".zip": "application/zip",
    }
    etag = ""

    def send_head(self) -> Any:
        """Answer 304 to whoever has this very file; else let the parent open it."""
        path = Path(self.translate_path(self.path))
        self.etag = entity_tag(path / "index.html" if path.is_dir() else path)
        if self.etag and self.headers.get("If-None-Match") == self.etag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Access-Control-Allow-Origin", "*")  # as GitHub Pages does
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")  # for pages with COEP
        if self.etag:
            self.send_header("ETag", self.etag)
        super().end_headers()

    def list_directory(self, path: Any) -> Any:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """For what is missing, the site's own page, if it has one, as static hosts do."""
        page = self.nearest("404.html") if code == HTTPStatus.NOT_FOUND else None
        if not page:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def nearest(self, name: str) -> Path | None:
        """The nearest file of that name on the way up: a site may lie in a subfolder."""
        root = Path(self.directory)
        asked = Path(self.translate_path(self.path))
        folders = [folder for folder in asked.parents if folder.is_relative_to(root)]
        return next((page for folder in folders if (page := folder / name).is_file()), None)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the browser's own tools show every request."""


class Compressing(Handler):
    """Compresses what is worth it, as many hosts do."""

    WORTH_IT: tuple[str, ...] = ("text/", "application/json", "application/wasm", "image/svg")

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        self.etag = entity_tag(path)
        kind = self.guess_type(path)
        known = self.etag and self.headers.get("If-None-Match") == self.etag
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        if known or not (self.etag and wanted and kind.startswith(self.WORTH_IT)):
            return super().send_head()
        body = compressed(path, self.etag)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@lru_cache(maxsize=512)
def compressed(path: Path, _tag: str) -> bytes:
    """A file as it goes over the wire, as long as it is this one."""
    return gzip.compress(path.read_bytes(), mtime=0)


def entity_tag(path: Path) -> str:
    """Changes whenever the file does; empty where there is none."""
    if not path.is_file():
        return ""
    status = path.stat()
    return f'"{status.st_mtime_ns:x}-{status.st_size:x}"'


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up in the middle of a file is nothing to report."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def check_host(host: str) -> None:
    """Raise `BuildError` unless one can listen at this address of the machine."""
    try:
        if not host:
            raise OSError("it is empty")
        with socket.socket() as listener:
            listener.bind((host, 0))
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BuildError(
            f"cannot listen on {host!r} ({reason}); --host is an address of this machine: "
            "127.0.0.1, or 0.0.0.0 for all of them"
        ) from error


def open_server(
    folder: Path, host: str, port: int, handler: type[SimpleHTTPRequestHandler] = Handler
) -> Server:
    """Listen on `port` or, where it is taken, on the next free one; 0 takes any."""
    last = min(port + PORTS_TO_TRY, LAST_PORT)
    for candidate in range(port, last + 1):
        try:
            return Server((host, candidate), partial(handler, directory=str(folder)))
        except PermissionError as error:
            raise BuildError(
                f"may not listen on port {candidate}, which the system keeps for itself; "
                "try --port 8000"
            ) from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                reason = error.strerror or error
                raise BuildError(f"cannot listen on {host}:{candidate} ({reason})") from error
    raise BuildError(f"ports {port} to {last} are all taken; choose another with --port")


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = Handler) -> Iterator[str]:
    """The address at which a folder is served as long as the body runs."""
    with open_server(folder, "127.0.0.1", 0, handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
