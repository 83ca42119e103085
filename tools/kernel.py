"""The SIMD kernel: kernel/simd.c as WebAssembly, for browsers with and without relaxed SIMD.

A side module of Emscripten's kind, which Pyodide can load: position-independent, with memory and
table imported from the main program.

The compiler takes 379 MB for a kernel of 6 KB. So the compiled bytes are kept in the repository,
with a record of what they were made from. A build compiles only when that has changed; the stage
`kernel` compiles anew and compares byte for byte. The compiler is deleted after each use.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .console import BuildError, step
from .environment import PYTHON, ensure_venv, install_into
from .files import is_stamped, matches, replacing_folder, scratch_folder, sha256, write_stamp
from .paths import CACHE, KERNEL, REQUIREMENTS, shown
from .process import Command, run

SOURCE = KERNEL / "simd.c"
COMPILED = KERNEL / "compiled"
RECORD = "made-from.json"
VARIANTS: dict[str, tuple[str, ...]] = {
    "simd.wasm": (),
    "simd-relaxed.wasm": ("-mrelaxed-simd", "-DRELAXED"),
}
TARGET = ("-target", "wasm32-emscripten", "-fPIC", "-msimd128")
STRICT = ("-O3", "-fno-math-errno", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror")
LINK = ("-shared", "--experimental-pic", "--no-entry", "--strip-all")
ADVICE = "if the C source is as it should be, run `python3 build.py clean` and try again"

Environment = dict[str, str]


def ensure_kernel() -> list[Path]:
    """The kept bytes; where source, compiler or options have changed, new ones, to be committed."""
    return ensure_compiled(SOURCE, COMPILED)


def ensure_compiled(source: Path, folder: Path) -> list[Path]:
    """The compiled variants in `folder`, made anew unless its record says that they are of this."""
    if not is_stamped(folder / RECORD, record(source, folder)):
        compile_into(source, folder)
    return [folder / name for name in VARIANTS]


def verify_kernel() -> None:
    """Raise unless the compiler makes the kept bytes, to the byte, of the source that is there."""
    verified, now = CACHE / "kernel-verified", record(SOURCE, COMPILED)
    if is_stamped(verified, now) and is_stamped(COMPILED / RECORD, now):
        return
    with scratch_folder(CACHE / "kernel-again") as folder:
        compile_into(SOURCE, folder / "compiled")
        require_same(COMPILED, folder / "compiled")
    write_stamp(verified, now)


def require_same(kept: Path, again: Path) -> None:
    """Raise unless both folders have the same bytes, and the same record of what they are of."""
    for path in sorted(again.iterdir()):
        if not matches(kept / path.name, sha256(path)):
            raise BuildError(
                f"{shown(kept / path.name)} is not what the compiler makes of {shown(SOURCE)}; "
                f"delete {shown(kept)}, run `python3 build.py build` and commit what it makes"
            )


def record(source: Path, folder: Path) -> str:
    """What the compiled files were made from, and what they are, by checksum."""
    made = {name: sha256(folder / name) for name in VARIANTS if (folder / name).is_file()}
    inputs = {"source": sha256(source), "compiler": compiler_pin()}
    options = {name: " ".join((*TARGET, *STRICT, *more)) for name, more in VARIANTS.items()}
    told = {**inputs, "options": options, "link": " ".join(LINK), "sha256": made}
    return json.dumps(told, indent=2) + "\n"


def compiler_pin() -> str:
    """The compiler's name and version, as `ziglang==0.15.1`."""
    lines = (REQUIREMENTS / "kernel.txt").read_text(encoding="utf-8").splitlines()
    return next(line.split()[0] for line in lines if "==" in line)


def compile_into(source: Path, folder: Path) -> None:
    with (
        compiler() as (zig, environment),
        step(f"Compiling {shown(source)}"),
        replacing_folder(folder, CACHE) as new,
    ):
        for name, options in VARIANTS.items():
            compile_variant((zig, environment), source, new / name, options)
        write_stamp(new / RECORD, record(source, new))


@contextmanager
def compiler() -> Iterator[tuple[Command, Environment]]:
    """The command that starts the compiler, and its environment; it is gone again afterwards."""
    ensure_venv()
    with scratch_folder(CACHE / "compiler") as folder:
        with step("Fetching the C compiler"):
            install_into(folder, "kernel")
        caches = {
            f"ZIG_{kind}_CACHE_DIR": str(folder / "zig-cache") for kind in ("GLOBAL", "LOCAL")
        }
        yield (PYTHON, "-m", "ziglang"), {**caches, "PYTHONPATH": str(folder)}


def compile_variant(
    compiler: tuple[Command, Environment], source: Path, wasm: Path, options: tuple[str, ...]
) -> None:
    (zig, environment), compiled = compiler, wasm.with_suffix(".o")
    arguments: Command = (*TARGET, *STRICT, *options, "-c", source, "-o", compiled)
    run("kernel", [*zig, "cc", *arguments], ADVICE, environment)
    run("kernel", [*zig, "wasm-ld", *LINK, compiled, "-o", wasm], ADVICE, environment)
    wasm.chmod(0o644)  # the linker takes it for a program
    compiled.unlink()
