"""The server answers as a static host does."""

import gzip
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tools.server import Compressing, open_server, serving


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    site = tmp_path / "site"
    (site / "empty").mkdir(parents=True)
    (tmp_path / "secret").write_text("not served")
    for name in ("index.html", "a.wasm", "a.mjs", "a.gz"):
        (site / name).write_bytes(name.encode())
    with serving(site) as url:
        yield url


@pytest.fixture
def compressing(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_bytes(b"text " * 100)
    (tmp_path / "a.zip").write_bytes(b"archive")
    with serving(tmp_path, Compressing) as url:
        yield url


def get(url: str, path: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    """The path exactly as given: urllib would tidy up the dots."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path, headers={"Connection": "close", **(headers or {})})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/a.wasm", "application/wasm"),
        ("/a.mjs", "text/javascript"),
        ("/a.gz", "application/gzip"),
    ],
)
def test_types(url: str, path: str, kind: str) -> None:
    response = get(url, path)
    assert response.status == 200
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Encoding"] is None
    assert response.headers["Cache-Control"] == "no-cache"


def test_unchanged_files_are_not_sent_again(url: str) -> None:
    tag = get(url, "/a.wasm").headers["ETag"]
    assert get(url, "/a.wasm", {"If-None-Match": tag}).status == 304
    assert get(url, "/a.wasm", {"If-None-Match": '"another"'}).status == 200


def test_what_is_worth_it_is_compressed_for_whoever_takes_it(compressing: str) -> None:
    packed = get(compressing, "/", {"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < 100
    assert packed.headers["ETag"] == get(compressing, "/").headers["ETag"]
    assert get(compressing, "/").headers["Content-Length"] == "500"
    assert get(compressing, "/a.zip", {"Accept-Encoding": "gzip"}).headers["Content-Length"] == "7"


def test_what_is_compressed_is_what_lies_there_now(compressing: str, tmp_path: Path) -> None:
    for text in (b"first", b"something else"):
        (tmp_path / "index.html").write_bytes(text)
        with urlopen(Request(compressing, headers={"Accept-Encoding": "gzip"})) as response:
            assert gzip.decompress(response.read()) == text


def test_what_is_compressed_is_not_sent_again(compressing: str) -> None:
    headers = {"Accept-Encoding": "gzip"}
    tag = get(compressing, "/", headers).headers["ETag"]
    assert get(compressing, "/", {**headers, "If-None-Match": tag}).status == 304


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/missing", "/empty/"])
def test_nothing_else_is_served(url: str, path: str) -> None:
    assert get(url, path).status == 404


def test_what_is_missing_gets_the_nearest_page_for_it(url: str, tmp_path: Path) -> None:
    (tmp_path / "site/empty/404.html").write_text("not here")
    response = get(url, "/empty/deep/er")
    assert (response.status, response.headers["Content-Type"]) == (404, "text/html")
    assert response.headers["Content-Length"] == "8"
    assert get(url, "/missing").headers["Content-Length"] != "8"


def test_a_taken_port_gives_the_next(tmp_path: Path) -> None:
    with open_server(tmp_path, "127.0.0.1", 0) as first:
        taken = first.server_address[1]
        with open_server(tmp_path, "127.0.0.1", taken) as second:
            assert second.server_address[1] > taken
