"""What is downloaded is checked before it takes its place."""

from pathlib import Path

import pytest

from tools import parts
from tools.console import BuildError, step
from tools.parts import download, numpy_lock
from tools.server import serving

SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    folder = tmp_path / "host"
    folder.mkdir()
    (folder / "good.whl").write_bytes(b"abc")
    (folder / "bad.whl").write_bytes(b"<html>Please log in</html>")
    return folder


def test_download(host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "cache" / "part.whl"
    with serving(host) as url, step("Downloading") as line:
        download(f"{url}good.whl", target, SHA256_OF_ABC, line)
    assert target.read_bytes() == b"abc"
    assert line.detail == "100%, "
    assert capsys.readouterr().out.startswith("Downloading … ")


def test_a_wrong_file_is_refused_and_leaves_nothing(host: Path, tmp_path: Path) -> None:
    target = tmp_path / "cache" / "part.whl"
    with (
        serving(host) as url,
        step("Downloading") as line,
        pytest.raises(BuildError, match=r"part\.whl.* is not the file expected"),
    ):
        download(f"{url}bad.whl", target, SHA256_OF_ABC, line)
    assert list(target.parent.iterdir()) == []


def test_a_missing_file_is_an_os_error(host: Path, tmp_path: Path) -> None:
    with serving(host) as url, step("Downloading") as line, pytest.raises(OSError, match="404"):
        download(f"{url}missing.whl", tmp_path / "part.whl", SHA256_OF_ABC, line)


def test_the_lock_names_numpy_alone_and_its_checksum() -> None:
    packages = numpy_lock()["packages"]
    assert list(packages) == ["numpy"]
    assert len(packages["numpy"]["sha256"]) == 64


def test_the_fallback_for_numpy_is_said_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no route to host")

    taken: list[Path] = []
    monkeypatch.setattr(parts, "download", refuse)
    monkeypatch.setattr(parts, "unpack_stand_in", lambda wheel, _: taken.append(wheel))
    parts.fetch_numpy(tmp_path / "numpy.whl", SHA256_OF_ABC)
    assert taken == [tmp_path / "numpy.whl"]
    said = capsys.readouterr().err
    assert said.startswith("build.py: warning: Pyodide's own server did not give NumPy (no route")
    assert "104 MB" in said
    assert parts.STAND_IN.partition("==")[0] in said


def test_a_link_takes_no_room_and_a_copy_stands_in_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("links are not supported")

    source, link, copy = (tmp_path / name for name in ("source", "link", "copy"))
    source.write_bytes(b"abc")
    parts.link_or_copy(source, link)
    assert link.samefile(source)
    monkeypatch.setattr("os.link", refuse)
    parts.link_or_copy(source, copy)
    assert copy.read_bytes() == b"abc"
    assert not copy.samefile(source)
