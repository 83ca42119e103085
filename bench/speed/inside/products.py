"""Matrix products: how many billion operations a second, by each way that there is to compute them.

Runs in the page's worker only, as the kernels do.
"""

import ctypes
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from simd import SimdKernels  # the worker has it

from pycore import to_input
from pycore.arrays import Floats

from . import steps

KERNELS = Path("/bench")
LIMIT_FLOATS = 12 * 4  # what one round of limit.c works on

Product = Callable[[Floats, Floats], Floats]

SHAPES: dict[str, tuple[int, int, int]] = {
    "128×784 @ 784×128": (128, 784, 128),
    "128 digits @ 784×128": (128, 784, 128),
    "784×128 transposed @ 128×128": (784, 128, 128),
    "128 digits transposed @ 128×128": (784, 128, 128),
    "64×784 @ 784×200": (64, 784, 200),
    "512×512 @ 512×512": (512, 512, 512),
}


@cache
def ways() -> dict[str, Product]:
    """What can compute a product here; a browser without relaxed SIMD has one way less."""
    found: dict[str, Product] = {}
    for file in ("simd-relaxed", "simd"):
        try:
            found[file] = SimdKernels(KERNELS / f"{file}.wasm", file).matmul
        except Exception as error:  # Pyodide passes on whatever the browser has thrown
            print(f"{file}: {error}")
    return found | {"matmul": np.matmul, "einsum": lambda a, b: np.einsum("ij,jk->ik", a, b)}


@cache
def matrices(shape: str) -> tuple[Floats, Floats]:
    """Two matrices of that shape, with all ways of multiplying them checked against float64."""
    m, k, n = SHAPES[shape]
    rng = np.random.default_rng(0)
    a, b = rng.random((m, k), np.float32), rng.random((k, n), np.float32)
    if "digits" in shape:
        a = to_input(steps.data.images[:128])
        a = a.T if "transposed" in shape else a
    elif "transposed" in shape:
        a = np.asfortranarray(a)  # as X.T is in backpropagation
    exact = a.astype(np.float64) @ b.astype(np.float64)
    for way, product in ways().items():
        np.testing.assert_allclose(product(a, b), exact, rtol=1e-4, err_msg=way)
    return a, b


def product(shape: str, way: str, milliseconds: float) -> float | None:
    """GFLOP/s, counting a multiplication and an addition as two; None where that way is missing."""
    (m, k, n), (a, b) = SHAPES[shape], matrices(shape)
    if way not in ways():
        return None
    call = ways()[way]
    return 2e-9 * m * k * n * calls_a_second(lambda: call(a, b), milliseconds)


def limit(file: str, milliseconds: float) -> float | None:
    """GFLOP/s of multiply-adds that never leave the registers."""
    rounds = 200_000
    try:
        run = _limit(file)
    except Exception as error:
        print(f"{file}: {error}")
        return None
    return 2e-9 * LIMIT_FLOATS * rounds * calls_a_second(lambda: run(rounds), milliseconds)


@cache
def _limit(file: str) -> Callable[[int], None]:
    function = ctypes.CDLL(str(KERNELS / f"{file}.wasm")).multiply_add
    function.argtypes, function.restype = (ctypes.c_int32, ctypes.c_void_p), None
    out = np.full(LIMIT_FLOATS, 0.5, np.float32)

    def run(rounds: int) -> None:
        out[:2] = 0.5
        function(rounds, out.ctypes.data)

    return run


def calls_a_second(call: Callable[[], object], milliseconds: float) -> float:
    """Call again and again for at least so long, in stretches that hardly notice the clock."""
    call()  # the first one pays for memory and compilation
    calls, stretch, start = 0, 1, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < milliseconds / 1000:
        for _ in range(stretch):
            call()
        calls += stretch
        stretch *= 2 if elapsed < milliseconds / 4000 else 1
    return calls / elapsed
