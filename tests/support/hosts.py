"""Servers as one meets them: GitHub Pages, Python's own, and some that answer wrongly."""

import gzip
import io
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from tools.server import Compressing, Handler


class PythonsOwn(SimpleHTTPRequestHandler):
    """What `python3 -m http.server` answers with, but for its log."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


class GitHubPages(Compressing):
    """Lets browsers keep everything for ten minutes."""

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Cache-Control":
            value = "max-age=600"
        super().send_header(keyword, value)


class CompressingAll(GitHubPages):
    """Compresses even what is compressed already."""

    WORTH_IT = ("",)


class Unpacking(Handler):
    """Declares a .gz file as an encoding of what is in it: browsers unpack it on the way."""

    def send_header(self, keyword: str, value: str) -> None:
        super().send_header(keyword, value)
        if keyword.lower() == "content-type" and self.path.endswith(".gz"):
            super().send_header("Content-Encoding", "gzip")


class UnpackingItself(Handler):
    """Sends what is in a .gz file, and says nothing of it."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        if path.suffix != ".gz":
            return super().send_head()
        body = gzip.decompress(path.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


class WebPageForMissing(Handler):
    """Sends index.html, with status 200, for all that is missing: made for other kinds of sites."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.nearest("index.html")
        if code != HTTPStatus.NOT_FOUND or not page:
            super().send_error(code, message, explain)
            return
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(page.read_bytes())


def with_types(types: dict[str, str], *, strict: bool = False) -> type[Handler]:
    """A server with other types for some endings; a strict one forbids browsers to guess."""

    class WithTypes(Handler):
        extensions_map = {**Handler.extensions_map, **types}  # noqa: RUF012

        def end_headers(self) -> None:
            if strict:
                self.send_header("X-Content-Type-Options", "nosniff")
            super().end_headers()

    return WithTypes


def with_headers(headers: dict[str, str]) -> type[Handler]:
    """A server that adds headers of its own."""

    class WithHeaders(Handler):
        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

    return WithHeaders


class HangingUp(Handler):
    """Ends the connection in the middle of every .wasm file."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        if self.path.endswith(".wasm"):
            outputfile.write(source.read(10))
            self.close_connection = True
        else:
            super().copyfile(source, outputfile)
