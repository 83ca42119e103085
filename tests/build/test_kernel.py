"""The kernel's kept bytes are of its source; the stage `kernel` compiles them anew (not here)."""

import shutil
from pathlib import Path

import pytest

from tools import kernel
from tools.console import BuildError
from tools.files import sha256


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return Path(shutil.copytree(kernel.COMPILED, tmp_path / "compiled"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copy(kernel.SOURCE, tmp_path / kernel.SOURCE.name))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The sources that a compiler was asked for."""
    asked: list[Path] = []
    monkeypatch.setattr(kernel, "compile_into", lambda source, _: asked.append(source))
    return asked


def test_the_kept_bytes_are_of_the_source_that_is_there(compiled: list[Path]) -> None:
    paths = kernel.ensure_kernel()
    assert compiled == []
    assert [path.read_bytes()[:4] for path in paths] == [b"\0asm", b"\0asm"]


def test_a_changed_source_is_compiled(source: Path, kept: Path, compiled: list[Path]) -> None:
    kernel.ensure_compiled(source, kept)
    assert compiled == []
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    kernel.ensure_compiled(source, kept)
    assert compiled == [source]


@pytest.mark.parametrize("change", ["VARIANTS", "TARGET", "STRICT", "LINK", "compiler_pin"])
def test_other_options_or_another_compiler_compile_it(
    change: str, source: Path, kept: Path, compiled: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {
        "VARIANTS": dict.fromkeys(kernel.VARIANTS, ("-g",)),
        "compiler_pin": lambda: "ziglang==0",
    }
    monkeypatch.setattr(kernel, change, others.get(change, ("-g",)))
    kernel.ensure_compiled(source, kept)
    assert compiled == [source]


@pytest.mark.parametrize("name", kernel.VARIANTS)
def test_damaged_or_missing_bytes_are_compiled(
    name: str, source: Path, kept: Path, compiled: list[Path]
) -> None:
    (kept / name).write_bytes(b"\0asm")
    kernel.ensure_compiled(source, kept)
    (kept / name).unlink()
    kernel.ensure_compiled(source, kept)
    assert compiled == [source, source]


@pytest.mark.parametrize("name", [*kernel.VARIANTS, kernel.RECORD])
def test_one_other_byte_is_told(name: str, kept: Path) -> None:
    kernel.require_same(kept, kernel.COMPILED)
    (kept / name).write_bytes((kept / name).read_bytes() + b" ")
    with pytest.raises(BuildError, match=rf"{name} is not what the compiler makes of"):
        kernel.require_same(kept, kernel.COMPILED)


def test_the_record_names_the_checksums_of_the_bytes() -> None:
    text = (kernel.COMPILED / kernel.RECORD).read_text(encoding="utf-8")
    assert all(sha256(kernel.COMPILED / name) in text for name in kernel.VARIANTS)
    assert "ziglang==" in text
