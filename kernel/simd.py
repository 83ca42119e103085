"""`pycore`'s kernels by a small WebAssembly module, for Pyodide, whose NumPy has no tuned products.

The module (simd.c) computes on NumPy's own memory: nothing is copied, and no JavaScript runs.
Whatever it was not made for goes to NumPy as before, errors included.
"""

import ctypes
from pathlib import Path

import numpy as np

from pycore.arrays import Floats
from pycore.kernels import Kernels

WORTH_IT = 20_000
"""Multiplications below which calling the module costs more than it saves (measured)."""

INDEX, POINTER, FLOAT = ctypes.c_int32, ctypes.c_void_p, ctypes.c_float


class SimdKernels(Kernels):
    """Products of float32 matrices with any strides, and Adam's update of float32 arrays."""

    def __init__(self, path: Path, name: str) -> None:
        """Load the module at `path`; raise `OSError` if it can't be, or computes wrong results."""
        self.name = name
        module = ctypes.CDLL(str(path))
        self._matmul, self._adam = module.matmul, module.adam
        sizes, matrix = (INDEX, INDEX, INDEX), (POINTER, INDEX, INDEX)
        self._matmul.argtypes = (*sizes, *matrix, *matrix, POINTER, POINTER)
        self._adam.argtypes = (INDEX, *4 * (POINTER,), *5 * (FLOAT,))
        self._matmul.restype = self._adam.restype = None
        self._work = np.empty(module.work_size(), np.float32)
        self._check()

    def _check(self) -> None:
        """One product with borders on all sides against NumPy's, before anybody relies on it."""
        a = (np.arange(37 * 37, dtype=np.float32) % 11).reshape(37, 37)
        b = (np.arange(37 * 29, dtype=np.float32) % 7).reshape(37, 29)
        if not np.array_equal(self.matmul(a, b), a @ b):
            raise OSError(f"the {self.name} kernel computes wrong results")

    def matmul(self, a: Floats, b: Floats) -> Floats:
        """(m, k) @ (k, n) → (m, n)"""
        if not (_is_float32_matrix(a) and _is_float32_matrix(b) and a.shape[1] == b.shape[0]):
            return super().matmul(a, b)
        (m, k), n = a.shape, b.shape[1]
        if m * k * n < WORTH_IT:
            return super().matmul(a, b)
        c = np.empty((m, n), np.float32)
        self._matmul(
            m, n, k, *_pointer_and_strides(a), *_pointer_and_strides(b), c.ctypes.data,
            self._work.ctypes.data,
        )  # fmt: skip
        return c

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
        """As the reference: the module takes what it can in fours, NumPy the rest."""
        arrays = (parameter, mean, square, gradient)
        if not all(_is_plain(array, parameter.shape) for array in arrays):
            super().adam(parameter, mean, square, gradient, betas, epsilon, rate, scale)
            return
        fours = parameter.size // 4 * 4
        pointers = [array.ctypes.data for array in arrays]
        self._adam(fours, *pointers, *betas, epsilon, rate, scale)
        if fours < parameter.size:
            theta, m, v, g = (array.reshape(-1)[fours:] for array in arrays)
            super().adam(theta, m, v, g, betas, epsilon, rate, scale)


def _is_float32_matrix(array: Floats) -> bool:
    return (
        isinstance(array, np.ndarray)
        and array.ndim == 2
        and array.dtype == np.float32
        and array.flags.aligned
        and array.strides[0] % 4 == array.strides[1] % 4 == 0
    )


def _is_plain(array: Floats, shape: tuple[int, ...]) -> bool:
    """Whether `array` is a contiguous, writable float32 array of this shape."""
    flags = array.flags
    return (
        array.shape == shape
        and array.dtype == np.float32
        and flags.c_contiguous
        and flags.aligned
        and flags.writeable
    )


def _pointer_and_strides(array: Floats) -> tuple[int, int, int]:
    return array.ctypes.data, array.strides[0] // 4, array.strides[1] // 4
