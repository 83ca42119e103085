"""What an engine lacks is detected and done without: SIMD, its relaxed kind, storage."""

from collections.abc import Iterator

import pytest

from tests.engines.open import open_tab, programs
from tests.engines.page import DigitPage
from tests.engines.test_page import KERNELS, follow_the_native_curve
from tests.support.page import SEVEN

LACKS = [
    # Only these two can be told to do without.
    ("firefox", "relaxed SIMD", "SIMD"),
    ("webkit", "SIMD", "NumPy, which trains slower (this browser has no WebAssembly SIMD)"),
    *((engine, "storage", kernel) for engine, kernel in KERNELS.items()),
]


@pytest.fixture(params=LACKS, ids=lambda lack: f"{lack[0]}-without-{lack[1].replace(' ', '-')}")
def lacking(request: pytest.FixtureRequest, site: str) -> Iterator[tuple[DigitPage, str, str]]:
    """A page in an engine that lacks something, what it lacks, and the kernel that is left."""
    engine, lack, kernel = request.param
    if engine not in programs():
        pytest.skip(f"there is no {engine} on this machine")
    tab = open_tab(engine, programs()[engine], lack)
    yield DigitPage(tab, site), lack, kernel
    tab.close()


def test_what_is_missing_is_done_without(lacking: tuple[DigitPage, str, str]) -> None:
    page, lack, kernel = lacking
    page.open("#train?images=1000&layers=32&epochs=1&seed=7")
    assert page.kernel == kernel
    if lack == "storage":
        assert page.tab.evaluate(STORAGE) == "denied"
        page.tab.click("#theme")
        page.tab.wait("() => document.documentElement.dataset.theme === 'dark'")
    page.draw(SEVEN)
    assert page.answer() == 7
    follow_the_native_curve(page, epochs=1)
    assert page.faults == []


STORAGE = """() => {
  try {
    localStorage.setItem("there", "it is");
    return localStorage.getItem("there");
  } catch {
    return "denied";
  }
}"""
