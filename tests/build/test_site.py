"""dist/ holds just what it should, and the same sources give the same bytes."""

import base64
import hashlib
import os
import re
import struct
import zipfile
from pathlib import Path

import pytest

from tools.console import BuildError
from tools.paths import ROOT, WEB
from tools.site import manifest, pyscript_files, write_addresses, write_package, write_preloads


def make_package(folder: Path, names: list[str]) -> Path:
    package = folder / "pycore"
    (package / "__pycache__").mkdir(parents=True)
    for name in names:
        (package / name).write_text(f"# {name}\n")
    (package / "__pycache__" / "a.cpython-314.pyc").write_bytes(b"compiled")
    return package


def test_package_zip_is_the_sources_alone_and_reproducible(tmp_path: Path) -> None:
    make_package(tmp_path / "one", ["__init__.py", "b.py", "a.py", "py.typed", "notes.txt"])
    two = make_package(tmp_path / "two", ["py.typed", "a.py", "b.py", "__init__.py"])
    os.utime(two / "a.py", (1e9, 1e9))
    write_package(tmp_path / "one", tmp_path / "1.zip")
    write_package(tmp_path / "two", tmp_path / "2.zip")
    names = zipfile.ZipFile(tmp_path / "1.zip").namelist()
    assert names == ["pycore/__init__.py", "pycore/a.py", "pycore/b.py", "pycore/py.typed"]
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_package_zip_goes_without_the_command_line(tmp_path: Path) -> None:
    write_package(ROOT, tmp_path / "pycore.zip")
    names = zipfile.ZipFile(tmp_path / "pycore.zip").namelist()
    assert "pycore/__init__.py" in names
    assert "pycore/notebooks/url.py" in names
    assert "web/python/session.py" in names, "what the worker is made of comes with it"
    assert not [name for name in names if "/cli/" in name or "__main__" in name]


def test_manifest_names_every_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "abc.gz").write_bytes(b"abc")
    before = manifest(tmp_path)
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert before["files"] == {"data/abc.gz": {"size": 3, "sha256": sha256}}
    (tmp_path / "data" / "abc.gz").write_bytes(b"abd")
    assert manifest(tmp_path)["version"] != before["version"]


def test_the_page_asks_for_its_modules_at_once(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text((WEB / "index.html").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui/one.js").write_text("")
    (tmp_path / "app.js").write_text('import "./ui/one.js";\nimport("./ui/later.js");\n')
    (tmp_path / "ui/later.js").write_text("")
    write_preloads(page)
    text = page.read_text(encoding="utf-8")
    assert re.findall('"modulepreload" href="(.*?)"', text) == ["./ui/one.js"]
    with pytest.raises(BuildError, match=r"index\.html has no longer <!-- modulepreload"):
        write_preloads(page)


def test_pyscript_without_the_features_that_are_not_used(tmp_path: Path) -> None:
    scripts = {
        "core.js": 'export{a}from"./core-1.js";',
        "core-1.js": 'import("./toml-2.js");import("./xterm-3.js");import("micropip")',
        "toml-2.js": 'import"./core-1.js";',
        "xterm-3.js": 'import"./zip-4.js";',
        "zip-4.js": "",
    }
    for name, text in scripts.items():
        (tmp_path / name).write_text(text)
    found = [path.name for path in pyscript_files(tmp_path)]
    assert found == ["core-1.js", "core.css", "core.js", "toml-2.js"]


def test_csp_of_the_page_for_missing_ones_allows_what_is_in_it_and_no_more() -> None:
    page = (WEB / "404.html").read_text(encoding="utf-8")
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        sha256 = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert re.findall(rf"{tag}-src ([^;]*)", page) == [f"'sha256-{sha256}'"]


@pytest.mark.parametrize("url", ["https://me.example/digits", "https://me.example/digits/"])
def test_a_site_that_knows_its_address_tells_it(tmp_path: Path, url: str) -> None:
    page = tmp_path / "index.html"
    page.write_bytes((WEB / "index.html").read_bytes())
    write_addresses(page, url)
    text = page.read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://me.example/digits/">' in text
    assert '<meta property="og:url" content="https://me.example/digits/">' in text
    pictures = re.findall(r'"og:image" content="([^"]*)"', text)
    assert pictures == ["https://me.example/digits/preview.png"]


@pytest.mark.parametrize("url", ["me.example", "file:///srv", "https://me.example/?a=b"])
def test_no_other_address_will_do(tmp_path: Path, url: str) -> None:
    with pytest.raises(BuildError, match="SITE_URL"):
        write_addresses(tmp_path / "index.html", url)


def test_the_picture_shown_beside_a_link_is_as_large_as_said() -> None:
    picture = (WEB / "preview.png").read_bytes()
    page = (WEB / "index.html").read_text(encoding="utf-8")
    size = struct.unpack(">II", picture[16:24])
    assert size == tuple(
        int(*re.findall(rf'og:image:{side}" content="(\d+)"', page)) for side in ("width", "height")
    )
    assert len(picture) < 300_000
