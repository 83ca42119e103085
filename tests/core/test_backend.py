import numpy as np

from pycore import backend
from pycore.backend import Backend


class Doubling(Backend):
    """Not what anyone wants, and so seen to be used."""

    def matmul(self, a, b):
        return 2 * (a @ b)


def test_products_are_those_of_the_backend_in_use():
    a, b, before = np.ones((2, 3)), np.ones((3, 4)), backend.active
    try:
        backend.set_backend(Doubling())
        np.testing.assert_array_equal(backend.matmul(a, b), np.full((2, 4), 6.0))
    finally:
        backend.set_backend(before)
    assert backend.active is before
    np.testing.assert_allclose(backend.matmul(a, b), np.full((2, 4), 3.0))
