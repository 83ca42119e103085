"""Matrix products in the page's worker: GFLOP/s by each way to compute them, and the limit."""

from collections.abc import Iterator

from playwright.sync_api import Page

from .figures import Figure, Samples, compare
from .lab import Lab, ask_python
from .names import KERNEL, PLAIN_KERNEL

SHAPES = (
    "128×784 @ 784×128",
    "128 digits @ 784×128",
    "784×128 transposed @ 128×128",
    "128 digits transposed @ 128×128",
    "64×784 @ 784×200",
    "512×512 @ 512×512",
)
WAYS = {
    "simd-relaxed": KERNEL,
    "simd": PLAIN_KERNEL,
    "matmul": "np.matmul",
    "einsum": "np.einsum",
}
LIMITS = {
    "limit-relaxed": "limit: registers only, relaxed SIMD",
    "limit": "limit: registers only, plain SIMD",
}


def measure(lab: Lab, page: Page) -> Iterator[Figure]:
    """All ways take turns, on every shape, in every round; the limits among them."""
    found: dict[str, Samples] = {shape: {} for shape in SHAPES}
    for round_ in range(-1, lab.rounds(7)):  # the first is to warm up, and not counted
        for shape, samples in found.items():
            for way, who in {**WAYS, **LIMITS}.items():
                rate = one(lab, page, shape, way)
                if rate is not None and round_ >= 0:
                    samples.setdefault(who, []).append(rate)
    for shape, samples in found.items():
        ours = KERNEL if KERNEL in samples else PLAIN_KERNEL
        yield from compare("products", shape, "GFLOP/s", samples, ours)


def one(lab: Lab, page: Page, shape: str, way: str) -> float | None:
    """GFLOP/s, or None where the browser lacks what that way needs."""
    words: dict[str, str | float] = {"milliseconds": lab.pick(200, 30)}
    if way in LIMITS:
        answer = ask_python(page, "products", "limit", file=way, **words)
    else:
        answer = ask_python(page, "products", "product", shape=shape, way=way, **words)
    return None if answer is None else float(answer)
