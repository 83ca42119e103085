"""The checks and tests, in stages: each sets up what it needs, and returns an exit code."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import site
from .auditors import ensure_auditors
from .browser import ensure_browser
from .console import BuildError, complain, say
from .data import ensure_data
from .engines import ensure_engines
from .environment import (
    ensure_dev_packages,
    ensure_example_tools,
    ensure_packages,
    ensure_pyodide_packages,
)
from .kernel import verify_kernel
from .node import ensure_modules, node_and_npm
from .parts import ensure_mnist
from .paths import CACHE, NODE_MODULES, ROOT
from .process import run_openly
from .rooms import check_rooms
from .styles import check_styles
from .walk import check_walk
from .wheel import ensure_wheel_maker

UNIT = ("tests/core", "tests/worker", "tests/integration", "tests/build")
NO_TESTS_RAN = 5  # pytest's exit code
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses=4", "--dist=worksteal")
"""As many tests at once as there are cores; `-- -n 0` takes one after the other."""
ZIZMOR_OPTIONS = ("--offline", "--quiet", "--no-progress", "--persona=pedantic")
TYPE_CHECK = ("typescript/bin/tsc", "--pretty", "false")
"""Of the JavaScript, by the types in its comments: a program in node_modules, and its options."""
IMPORT_LINTER = ("lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter")
"""A program beside Python, and its options; its contracts are in pyproject.toml."""


def check() -> int:
    """Format, lint, types, imports, workflow, rooms, styles: all, even if one fails."""
    ensure_modules(with_checker=True)
    python, (node, _) = ensure_dev_packages(), node_and_npm()
    return max(
        run_openly([python, "-m", "ruff", "format", "--check", "--quiet"]),
        run_openly([python, "-m", "ruff", "check", "--quiet"]),
        run_openly([python, "-m", "mypy", "--no-error-summary"]),
        run_openly(
            [node, NODE_MODULES / "@biomejs/biome/bin/biome", "check", "--error-on-warnings"]
        ),
        run_openly([node, NODE_MODULES / TYPE_CHECK[0], *TYPE_CHECK[1:]]),
        run_openly([python.with_stem(IMPORT_LINTER[0]), *IMPORT_LINTER[1:]]),
        run_openly([python.with_stem("zizmor"), *ZIZMOR_OPTIONS, ".github"]),
        check_rooms(),
        check_walk(),
        check_styles(),
    )


def folders(*own: str, options: list[str]) -> list[str]:
    """A stage's own, unless pytest's options say which tests to take."""
    return [] if any(option.startswith("tests/") for option in options) else list(own)


def run_tests(python: Path, *own: str, options: list[str]) -> int:
    """Side by side: most of them wait for a browser or for another process, most of the time."""
    paths = folders(*own, options=options)
    return run_openly([python, "-m", "pytest", *SIDE_BY_SIDE, *paths, *options])


def unit(options: list[str]) -> int:
    """The package and the build's own tools, on this Python."""
    ensure_modules()
    ensure_mnist()
    ensure_data()
    ensure_wheel_maker()
    return run_tests(ensure_dev_packages(), *UNIT, options=options)


def page() -> int:
    """The page's logic, in Node: milliseconds, no browser."""
    ensure_modules()
    node, _ = node_and_npm()
    tests = ROOT / "tests/page"
    vendor = (tests / "vendor.js").as_uri()
    return run_openly([node, "--import", vendor, "--test", *sorted(tests.glob("*.test.js"))])


def kernel() -> int:
    """Whether the kernel's kept bytes are those that its source gives."""
    verify_kernel()
    return 0


def pyodide(options: list[str]) -> int:
    """The very same tests of the package, and those of the kernel, on the page's own Python."""
    site.build()
    packages, (node, _) = ensure_pyodide_packages(), node_and_npm()
    folders = ("tests/core", "tests/kernel", "tests/pyodide")
    return run_openly([node, "tests/pyodide/run.mjs", packages, *folders, *options])


def browser(options: list[str]) -> int:
    """The built page in a real browser."""
    site.build()
    python = ensure_dev_packages()
    ensure_browser()
    ensure_auditors()
    return run_tests(python, "tests/browser", options=options)


def engines(options: list[str]) -> int:
    """The built page in Chromium, Firefox and WebKit; `-rs` says what is skipped, and why."""
    site.build()
    python = ensure_dev_packages()
    ensure_modules()
    ensure_mnist()
    ensure_browser()
    ensure_engines()
    paths = folders("tests/engines", options=options)
    return run_openly([python, "-m", "pytest", "-rs", *paths, *options])


def examples(options: list[str]) -> int:
    """The pages of `examples/`, made by the tools that they are for, opened in a real browser."""
    site.build()
    ensure_example_tools()
    python = ensure_dev_packages()
    ensure_browser()
    own = folders("tests/examples", options=options)
    return run_openly([python, "-m", "pytest", *own, *options])


def numpy_of(name: str, options: list[str]) -> int:
    """The tests of the package alone, beside the NumPy of requirements/NAME.txt."""
    python = ensure_packages(name, f"Installing the {name} NumPy", CACHE / f"numpy-{name}")
    own = folders("tests/core", options=options)
    return run_openly([python, "-m", "pytest", *own, *options])


STAGES: dict[str, Callable[[list[str]], int]] = {
    "check": lambda _: check(),
    "unit": unit,
    "page": lambda _: page(),
    "kernel": lambda _: kernel(),
    "pyodide": pyodide,
    "browser": browser,
    "engines": engines,
    "examples": examples,
}

ON_REQUEST: dict[str, Callable[[list[str]], int]] = {
    "oldest": partial(numpy_of, "oldest"),  # wants Python 3.11 or 3.12
    "newest": partial(numpy_of, "newest"),
}
"""Stages that run only when they are named: `unit` has the same tests."""


def run_stage(name: str, options: list[str]) -> bool:
    """Whether it passed; one that could not even start has failed, and the others still run."""
    try:
        code = (STAGES | ON_REQUEST)[name](options)
    except BuildError as error:
        complain("error", str(error))
        return False
    return code == 0 or (code == NO_TESTS_RAN and bool(options))


def run_stages(names: list[str], options: list[str]) -> int:
    """Run them all, even when one fails, and sum up; 0 if every one went well."""
    results = []
    for name in names:
        say(f"\n── {name} " + "─" * (76 - len(name)))
        started = time.monotonic()
        passed = run_stage(name, options)
        results.append((name, passed, time.monotonic() - started))
    say("\n── summary " + "─" * 69)
    for name, passed, seconds in results:
        say(f"{name:8} {'ok' if passed else 'FAILED':6} {seconds:6.1f} s")
    return 0 if all(passed for _, passed, _ in results) else 1
