"""The SIMD kernel: kernel/simd.c as WebAssembly, for browsers with and without relaxed SIMD.

A side module of Emscripten's kind, which Pyodide can load: position-independent, with memory and
table imported from the main program.
"""

from pathlib import Path

from .console import step
from .environment import ensure_packages
from .files import is_stamped, replacing_folder, sha256, write_stamp
from .paths import CACHE, KERNEL, REQUIREMENTS, shown
from .process import Command, run

SOURCE = KERNEL / "simd.c"
VARIANTS: dict[str, tuple[str, ...]] = {
    "simd.wasm": (),
    "simd-relaxed.wasm": ("-mrelaxed-simd", "-DRELAXED"),
}
TARGET = ("-target", "wasm32-emscripten", "-fPIC", "-msimd128")
STRICT = ("-O3", "-fno-math-errno", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror")
LINK = ("-shared", "--experimental-pic", "--no-entry", "--strip-all")
ADVICE = "if the C source is as it should be, run `python3 build.py clean` and try again"


def ensure_kernel() -> list[Path]:
    return ensure_compiled(SOURCE, CACHE / "kernel")


def ensure_compiled(source: Path, folder: Path) -> list[Path]:
    """The compiled variants, made anew when the source, the compiler or this recipe changed."""
    inputs = (source, REQUIREMENTS / "kernel.txt", Path(__file__))
    wanted = " ".join(sha256(path) for path in inputs)
    if not is_stamped(folder / "compiled", wanted):
        python = ensure_packages("kernel", "Installing the C compiler")
        with step(f"Compiling {shown(source)}"), replacing_folder(folder, CACHE) as new:
            for name, options in VARIANTS.items():
                compile_variant(python, source, new / name, options)
            write_stamp(new / "compiled", wanted)
    return [folder / name for name in VARIANTS]


def compile_variant(python: Path, source: Path, wasm: Path, options: tuple[str, ...]) -> None:
    zig, compiled = (python, "-m", "ziglang"), wasm.with_suffix(".o")
    caches = {name: str(CACHE / "zig") for name in ("ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR")}
    arguments: Command = (*TARGET, *STRICT, *options, "-c", source, "-o", compiled)
    run("kernel", [*zig, "cc", *arguments], ADVICE, caches)
    run("kernel", [*zig, "wasm-ld", *LINK, compiled, "-o", wasm], ADVICE, caches)
    compiled.unlink()
