"""The probe finds what a server does wrong, and says what to do about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import hosts
from tools import commands
from tools.data import compress
from tools.server import Handler, serving
from tools.site import manifest, write_json

FILES = {
    "404.html": b"<!doctype html>nothing",
    "app.js": b"export {};" * 50,
    "data/images.gz": compress(b"images" * 50),
    "index.html": b"<!doctype html>the page",
    "style.css": b"p { margin: 0 }",
    "view/one.js": b"export const one = 1;",
    "x.wasm": b"\0asm" * 50,
    "worker.py": b"import numpy",
}
Probe = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small one, in a subfolder of what is served."""
    folder = tmp_path / "host/name"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_json(folder / "manifest.json", manifest(folder))
    return folder


@pytest.fixture
def probe(site: Path, capsys: pytest.CaptureFixture[str]) -> Probe:
    def probe(handler: type = Handler, path: str = "name/") -> tuple[int, list[str]]:
        with serving(site.parent, handler) as url:
            code = commands.main(["probe", url + path])
        out, err = capsys.readouterr()
        return code, (out + err).splitlines()

    return probe


def said(lines: list[str], kind: str) -> list[str]:
    return [line.removeprefix(f"{kind}: ") for line in lines if line.startswith(f"{kind}: ")]


@pytest.mark.parametrize("path", ["name/", "name", "name/index.html", "name/#train?v=1"])
def test_all_is_well(probe: Probe, path: str) -> None:
    code, lines = probe(hosts.GitHubPages, path)
    assert (code, said(lines, "wrong"), said(lines, "note")) == (0, [], [])
    assert lines[0].endswith(" s")
    assert f"/name/ for {len(FILES)} files" in lines[0]
    assert lines[-1].endswith("all is well")


@pytest.mark.parametrize(
    ("handler", "notes"),
    [
        (hosts.PythonsOwn, ["nothing is compressed"]),
        (hosts.CompressingAll, []),
        (hosts.Unpacking, ["data/images.gz: comes unpacked", "nothing is compressed"]),
        (hosts.UnpackingItself, ["data/images.gz: comes unpacked", "nothing is compressed"]),
        (hosts.with_types({".wasm": "a/b"}), ["x.wasm: sent as “a/b”", "nothing is compressed"]),
        (
            hosts.with_headers({"X-Frame-Options": "DENY"}),
            ["nothing is compressed", "X-Frame-Options keeps other pages"],
        ),
        (
            hosts.with_headers({"Content-Security-Policy": "script-src 'self'"}),
            ["nothing is compressed", "it sends a Content-Security-Policy"],
        ),
        (hosts.WebPageForMissing, ["nothing is compressed", "what is missing is not answered"]),
    ],
)
def test_what_the_page_bears_with(probe: Probe, handler: type, notes: list[str]) -> None:
    code, lines = probe(handler)
    assert (code, said(lines, "wrong")) == (0, [])
    found = said(lines, "note")
    assert [note[: len(begin)] for note, begin in zip(found, notes, strict=True)] == notes


def test_wrong_types_in_one_line(probe: Probe) -> None:
    code, lines = probe(hosts.with_types({".js": "text/plain", ".css": "text/plain"}))
    assert code == 1
    refused = "sent as “text/plain”; browsers refuse it unless"
    assert said(lines, "wrong") == [
        f"app.js and 1 more: {refused} .js files are sent as text/javascript",
        f"style.css: {refused} .css files are sent as text/css",
    ]


def test_missing_changed_and_replaced_files(site: Path, probe: Probe) -> None:
    (site / "app.js").unlink()
    (site / "worker.py").write_bytes(b"import numpz")
    code, lines = probe()
    assert code == 1
    missing, changed = said(lines, "wrong")
    assert missing.startswith("app.js: status 404; copy it there")
    assert changed.startswith("worker.py: 12 bytes came of 12, or others; copy it anew")
    _, lines = probe(hosts.WebPageForMissing)
    assert said(lines, "wrong")[0].startswith("app.js: a web page comes in its place")


def test_a_host_that_hangs_up(probe: Probe) -> None:
    code, lines = probe(hosts.HangingUp)
    assert code == 1
    [line] = [line for line in said(lines, "wrong") if line.startswith("x.wasm")]
    assert "was cut off" in line


def test_no_site_of_ours(site: Path, probe: Probe) -> None:
    code, [line] = probe(path="")
    assert code == 1
    assert "manifest.json is not this project's (status 404" in line
    (site / "manifest.json").write_text('{"name": "a web app"}')
    assert "is not this project's (status 200" in probe()[1][0]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("dist/", "no address of a web server"), ("http://127.0.0.1:9/", "could not be reached")],
)
def test_nobody_there(capsys: pytest.CaptureFixture[str], url: str, sentence: str) -> None:
    assert commands.main(["probe", url]) == 1
    assert sentence in capsys.readouterr().err
