"""The SIMD kernels against NumPy, in Pyodide: the same results and the same errors."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore import Experiment, Run, backend
from pycore.backend import Backend
from tests.core.helpers import blobs

if sys.platform != "emscripten":
    pytest.skip("the module is WebAssembly: it runs in Pyodide", allow_module_level=True)

from kernel.simd import SimdKernels

NUMPY = Backend()
KERNEL = os.environ.get("KERNEL", "simd")
SIMD = SimdKernels(Path(f"dist/kernel/{KERNEL}.wasm"), KERNEL)


@st.composite
def matrices(draw, rows, columns):
    """A random matrix of this shape, some of it 0, laid out in memory in one of many ways."""
    step, skip = draw(st.sampled_from([(1, 1), (2, 1), (1, 3), (-1, 1), (1, -2)])), 2
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    big = rng.standard_normal(
        (abs(step[0]) * rows + skip, abs(step[1]) * columns + skip), np.float32
    )
    big[rng.random(big.shape) < draw(st.sampled_from([0, 0.5, 0.9, 1]))] = 0
    if draw(st.booleans()):
        big = np.asfortranarray(big)
    return big[:: step[0], :: step[1]][:rows, :columns]


sizes = st.one_of(st.integers(0, 40), st.sampled_from([255, 256, 257, 511, 512, 520]))


@given(st.data(), sizes, sizes, sizes)
def test_products_of_any_size_and_layout(data, m, k, n):
    a, b = data.draw(matrices(m, k)), data.draw(matrices(k, n))
    product = SIMD.matmul(a, b)
    assert product.shape == (m, n)
    assert product.dtype == np.float32
    scale = np.abs(a).astype(np.float64) @ np.abs(b).astype(np.float64)
    error = np.abs(product - a.astype(np.float64) @ b.astype(np.float64))
    assert (error <= 1e-6 * max(k, 1) * scale + 1e-30).all()


@pytest.mark.parametrize("shape", [(64, 784, 200), (784, 128, 128), (128, 128, 10), (513, 257, 9)])
def test_the_products_of_a_training_step_are_really_made_by_the_module(shape, monkeypatch):
    m, k, n = shape
    rng = np.random.default_rng(0)
    a, b = rng.standard_normal((m, k), np.float32), rng.standard_normal((k, n), np.float32)
    expected = a @ b
    monkeypatch.setattr(Backend, "matmul", None)  # NumPy would fail
    np.testing.assert_allclose(SIMD.matmul(a, b), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.ones((200, 200)), np.ones((200, 200))),
        (np.ones((200, 200), np.float32), np.ones((200, 200))),
        (np.ones((200, 200), ">f4"), np.ones((200, 200), ">f4")),
        (np.ones(500, np.float32), np.ones((500, 90), np.float32)),
        (np.ones((2, 90, 90), np.float32), np.ones((90, 90), np.float32)),
        (np.full((99, 99), np.nan, np.float32), np.ones((99, 99), np.float32)),
        (np.broadcast_to(np.float32(2), (99, 99)), np.ones((99, 99), np.float32)),
    ],
    ids=["float64", "mixed", "big endian", "vector", "stack", "NaN", "broadcast"],
)
def test_what_it_was_not_made_for_is_as_numpy_does_it(a, b):
    product, expected = SIMD.matmul(a, b), a @ b
    assert product.dtype == expected.dtype
    np.testing.assert_array_equal(product, expected)


@pytest.mark.parametrize("wild", [np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("row", [0, 300])
def test_zeros_are_not_left_out_where_they_meet_infinity(wild, row):
    a, b = np.zeros((50, 400), np.float32), np.ones((400, 30), np.float32)
    b[row, 7] = wild
    np.testing.assert_array_equal(SIMD.matmul(a, b), NUMPY.matmul(a, b))
    assert np.isnan(SIMD.matmul(a, b)[:, 7]).all()


def test_minus_zero_is_zero():
    a = np.full((50, 50), -0.0, np.float32)
    np.testing.assert_array_equal(SIMD.matmul(a, a), np.zeros((50, 50)))


class Mine(np.ndarray):
    """An array that brings products and sums of its own."""

    def __matmul__(self, other):
        return "mine"


def test_arrays_of_other_classes_go_their_own_way():
    a = np.ones((90, 90), np.float32)
    assert SIMD.matmul(a.view(Mine), a) == "mine"


def test_unaligned_memory():
    a = np.frombuffer(bytes(1) + np.ones(90 * 90, np.float32).tobytes(), np.uint8)[1:]
    a = a.view(np.float32).reshape(90, 90)
    np.testing.assert_array_equal(SIMD.matmul(a, a), np.full((90, 90), 90))


@pytest.mark.parametrize(("a", "b"), [((50, 40), (41, 50)), ((0, 3), (4, 0)), ((3,), (4,))])
def test_shapes_that_do_not_fit_give_numpys_error(a, b):
    a, b = np.ones(a, np.float32), np.ones(b, np.float32)
    with pytest.raises(ValueError, match="mismatch") as ours:
        SIMD.matmul(a, b)
    with pytest.raises(ValueError, match="mismatch") as numpys:
        _ = a @ b
    assert str(ours.value) == str(numpys.value)


@given(st.integers(0, 99), st.integers(0, 999), st.sampled_from([np.float32, np.float64]))
def test_adam_is_adam(n, seed, dtype):
    rng = np.random.default_rng(seed)
    ours = [rng.random((n, 3)).astype(dtype) for _ in range(4)]
    theirs = [array.copy() for array in ours]
    for kernel, arrays in ((SIMD, ours), (NUMPY, theirs)):
        kernel.adam(*arrays, (0.9, 0.999), 1e-8, 0.01, 1.3)
    for a, b in zip(ours, theirs, strict=True):
        assert a.dtype == dtype
        np.testing.assert_allclose(a, b, rtol=1e-5)


@given(st.integers(0, 99), st.integers(1, 3), st.booleans(), st.integers(0, 99))
def test_pixels_become_the_very_same_numbers(n, step, turned, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (n, 30), np.uint8)[::step]
    pixels = pixels.T if turned else pixels
    ours, numpys = SIMD.to_unit(pixels), NUMPY.to_unit(pixels)
    assert ours.dtype == np.float32
    np.testing.assert_array_equal(ours, numpys)


@pytest.mark.parametrize("shape", [(9,), (2, 6), (4, 3)])
def test_adam_wants_arrays_of_one_shape_as_numpy_does(shape):
    arrays = [np.ones((3, 4), np.float32), *(np.ones(shape, np.float32) for _ in range(3))]
    with pytest.raises(ValueError, match="broadcast"):
        SIMD.adam(*arrays, (0.9, 0.999), 1e-8, 0.01, 1.0)


def test_adam_on_a_view_changes_the_view_alone():
    parameter = np.ones((10, 10), np.float32)
    rest = [np.ones((10, 5), np.float32) for _ in range(3)]
    SIMD.adam(parameter[:, :5], *rest, (0.9, 0.999), 1e-8, 0.01, 1.0)
    assert (parameter[:, :5] < 1).all()
    assert (parameter[:, 5:] == 1).all()


def test_a_run_gives_the_same_curve():
    experiment = Experiment(images=1_000, hidden_layers=(30, 20), epochs=2)
    data = blobs(5_000)
    reference = [m.loss for m in Run(experiment, data)]
    backend.set_backend(SIMD)
    try:
        fast = [m.loss for m in Run(experiment, data)]
    finally:
        backend.set_backend(NUMPY)
    np.testing.assert_allclose(fast, reference, rtol=1e-3)


def test_what_is_no_kernel_is_an_error_that_the_page_can_catch(tmp_path):
    path = tmp_path / "broken.wasm"
    path.write_bytes(b"<!doctype html>")
    with pytest.raises(OSError, match=r"."):
        SimdKernels(path, "broken")
