"""The kernels' own tests in a browser: Node 20 knows no relaxed SIMD, so there only one can run."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tools.environment import ensure_pyodide_packages
from tools.paths import DIST, ROOT
from tools.server import serving

PROJECT = ("pycore", "kernel", "tests/kernel", "tests/core", "tests/conftest.py", "dist/kernel")
SCRIPTS = ("worker.mjs", "pytest.mjs")
KERNELS = ("simd", "simd-relaxed")
RUN_ALL = """(kernels) => Promise.all(kernels.map((KERNEL) => new Promise((resolve, reject) => {
  const worker = new Worker("./worker.mjs", { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage({ environment: { KERNEL }, options: ["tests/kernel", "-q"] });
})))"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to be served: the page's Pyodide, the project and pytest."""
    root = tmp_path_factory.mktemp("workshop")
    for path in map(Path, (*PROJECT, "pyproject.toml")):
        copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy2
        (root / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / path, root / "project" / path)
    shutil.make_archive(str(root / "project"), "zip", root / "project")
    shutil.make_archive(str(root / "packages"), "zip", ensure_pyodide_packages())
    for script in SCRIPTS:
        shutil.copy2(ROOT / "tests/pyodide" / script, root)
    (root / "pyodide").symlink_to(DIST / "vendor/pyodide", target_is_directory=True)
    (root / "index.html").write_text("<!doctype html><title>pytest</title>", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def results(browser: Browser, workshop: Path) -> dict[str, dict[str, Any]]:
    """pytest's exit code and output for each kernel; all run at once."""
    with serving(workshop) as url:
        page = browser.new_page()
        page.goto(url)
        found = page.evaluate(RUN_ALL, KERNELS)
        page.close()
    return dict(zip(KERNELS, found, strict=True))


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_kernel_passes_its_tests_in_a_browser(
    results: dict[str, dict[str, Any]], kernel: str
) -> None:
    output = results[kernel]["output"]
    assert results[kernel]["code"] == 0, output
    assert " passed" in output
    assert "skipped" not in output
