"""`pycore`'s kernels by a small WebAssembly module, for Pyodide, whose NumPy has no tuned products.

The module (simd.c) computes on NumPy's own memory: nothing is copied, and no JavaScript runs. It is
given the array objects themselves, and looks into them: ctypes would take longer to ask each array
for its address than the module takes for a small product. Whatever it was not made for goes to
NumPy as before, errors included. It has one work area for all calls, so it is for one thread: in
Pyodide there is no other.
"""

import ctypes
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pycore.arrays import Floats
from pycore.backend import Backend

WORTH_IT = 8_000
"""Multiplications below which calling the module costs more than it saves (measured)."""

OBJECT, FLOAT = ctypes.py_object, ctypes.c_float


class SimdKernels(Backend):
    """Products of float32 matrices with any strides, Adam on float32 arrays, pixels to float32."""

    def __init__(self, path: Path, name: str) -> None:
        """Load the module at `path`; raise `OSError` if it can't be, or computes wrong results."""
        self.name = name
        module = ctypes.CDLL(str(path))
        self._work = np.empty(module.work_size(), np.float32)
        module.begin(*(OBJECT(it) for it in (np.dtype(np.float32), np.dtype(np.uint8), self._work)))
        self._matmul, self._adam, self._to_unit = module.matmul, module.adam, module.to_unit
        self._matmul.argtypes = 3 * (OBJECT,)
        self._adam.argtypes = (*4 * (OBJECT,), *5 * (FLOAT,))
        self._to_unit.argtypes = 2 * (OBJECT,)
        self._check()

    def _check(self) -> None:
        """One product with borders on all sides against NumPy's, before anybody relies on it."""
        a = (np.arange(37 * 37, dtype=np.float32) % 11).reshape(37, 37)
        b = (np.arange(37 * 29, dtype=np.float32) % 7).reshape(37, 29)
        if not np.array_equal(self.matmul(a, b), a @ b):
            raise OSError(f"the {self.name} kernel computes wrong results")

    def matmul(self, a: Floats, b: Floats) -> Floats:
        """(m, k) @ (k, n) → (m, n)"""
        if _fit(a, b) and a.size * b.shape[1] >= WORTH_IT:
            c = np.empty((a.shape[0], b.shape[1]), np.float32)
            if self._matmul(a, b, c):
                return c
        return super().matmul(a, b)

    def adam(
        self,
        parameter: Floats,
        mean: Floats,
        square: Floats,
        gradient: Floats,
        betas: tuple[float, float],
        epsilon: float,
        rate: float,
        scale: float,
    ) -> None:
        """As the reference."""
        arrays = (parameter, mean, square, gradient)
        done = all(type(array) is np.ndarray for array in arrays) and self._adam(
            *arrays, *betas, epsilon, rate, scale
        )
        if not done:
            super().adam(parameter, mean, square, gradient, betas, epsilon, rate, scale)

    def to_unit(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """uint8 0 to 255 → float32 0 to 1"""
        x = np.empty(pixels.shape, np.float32)
        if type(pixels) is np.ndarray and self._to_unit(pixels, x):
            return x
        return super().to_unit(pixels)


def _fit(a: Floats, b: Floats) -> bool:
    """Whether both are matrices, and the product of them is defined."""
    return type(a) is type(b) is np.ndarray and a.ndim == b.ndim == 2 and a.shape[1] == b.shape[0]
