"""kernel/simd.py, by the name that it has in the page."""

from kernel.simd import SimdKernels as SimdKernels
