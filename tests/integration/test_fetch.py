"""MNIST from pages that are hostile or broken: told by name, in time, and no file is left."""

import socket
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from pycore import DataError, fetch
from tools.data import PAGE_DATA, compress, cut_idx
from tools.paths import MNIST
from tools.server import serving

module = sys.modules["pycore.data.download"]


@contextmanager
def answering(*pieces, pause=0.0):
    """A server that answers every request with these bytes, with a pause after each."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(65536)
                        for piece in pieces:
                            connection.sendall(piece)
                            time.sleep(pause)
                    except OSError:
                        pass

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        server.shutdown(socket.SHUT_RDWR)


OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("pieces", "complaint"),
    [
        ([OK, b"Content-Length: 99999\r\n\r\n", b"\x1f\x8b cut"], "train-00-images"),
        ([OK, b"\r\n"], "only 0 bytes"),
        ([OK, b"\r\n<!doctype html>"], "no MNIST file"),
        ([b"garbage that is no status line\r\n\r\n"], "could not be fetched"),
        ([b""], "could not be fetched"),
        ([b"HTTP/1.1 500 Oh\r\n\r\n"], "500"),
        ([OK, b"X: y\r\n" * 500, b"\r\n"], "could not be fetched"),
        ([OK, b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"], "could not be fetched"),
        ([b"HTTP/1.1 302 Go\r\nLocation: file:///etc/hosts\r\n\r\n"], "could not be fetched"),
        ([b"HTTP/1.1 302 Go\r\nLocation: ftp://127.0.0.1/x\r\n\r\n"], "could not be fetched"),
        ([OK, b"\r\n", *[bytes(2**20)] * 12], "more than 8,000,000 bytes"),
    ],
)
def test_a_bad_answer_is_a_data_error(pieces, complaint, tmp_path):
    with (
        answering(*pieces) as site,
        pytest.raises(DataError, match=r"data/train-00-images") as error,
    ):
        fetch(site, tmp_path / "mnist.npz")
    assert complaint in str(error.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "site",
    [
        "file:///etc/", "ftp://127.0.0.1/", "data:text/plain,a/", "nonsense", "http://[::1/",
        "http://127.0.0.1:99999/", "http://a b/", "http://" + "x" * 70 + ".invalid/", "http://\0/",
        "http://127.0.0.1\n/", "//host/", "http://ex\udcffample/", "",
    ],
)  # fmt: skip
def test_what_is_no_page_is_a_data_error(site, tmp_path):
    with pytest.raises(DataError, match="could not be fetched"):
        fetch(site, tmp_path / "mnist.npz")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("before", [[], [OK, b"\r\n"]])
def test_a_byte_now_and_then_holds_nobody_up(before, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_SECONDS", 1)
    begin = time.monotonic()
    with (
        answering(*before, *[b"H"] * 100, pause=0.1) as site,
        pytest.raises(DataError, match="too slow"),
    ):
        fetch(site, tmp_path / "mnist.npz")
    assert time.monotonic() - begin < 5
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told_before_the_download(tmp_path):
    with pytest.raises(DataError, match=r"none/mnist\.npz"):
        fetch("http://127.0.0.1:9/", tmp_path / "none/mnist.npz")


def test_ctrl_c_leaves_no_file(tmp_path, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_in_time", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fetch("http://127.0.0.1:9/", tmp_path / "mnist.npz")
    assert not list(tmp_path.iterdir())


def test_what_is_not_mnist_is_told_by_its_checksum(tmp_path):
    """Well formed, of the right size, one pixel changed."""
    site = tmp_path / "site"
    (site / "data").mkdir(parents=True)
    for path in PAGE_DATA.glob("*.gz"):
        (site / "data" / path.name).symlink_to(path)
    changed = bytearray(next(cut_idx((MNIST / "train-images-idx3-ubyte").read_bytes(), 5_000)))
    changed[5_000] ^= 1
    name = site / "data/train-00-images-idx3-ubyte.gz"
    name.unlink()
    name.write_bytes(compress(bytes(changed)))
    with serving(site) as url, pytest.raises(DataError, match=r"train images are not MNIST's"):
        fetch(url, tmp_path / "mnist.npz")
    assert not list(tmp_path.glob("mnist*"))
