"""Measures everything, one part after the other; see `build.py bench`."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from tools.console import complain, run, say
from tools.parts import PYODIDE
from tools.paths import BENCH_RESULTS, CACHE, shown

from . import learning, memory, native, pen, products, report, start, steps
from .figures import Figure
from .lab import Lab, counting_server, furnish

PARTIAL = CACHE / "bench"
"""Where the results of a run go that was quick, or not of everything."""
BRING_IMAGES = """() => app.images.bringParts(
  [...Array(12).keys()], () => {}, new AbortController().signal)"""

PARTS = ("start", "products", "steps", "deep", "profile", "growth", "learning", "pen", "memory")


def main() -> int:
    options = parse()
    began = time.monotonic()
    environment = about_machine()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        furnish(Path(folder))
        with counting_server(Path(folder)) as (url, meter):
            lab = Lab(playwright, url, meter, options.quick, say)
            figures = list(measure(lab, options.only or PARTS, environment))
    environment["Load at the end"] = load()
    environment["Took"] = f"{(time.monotonic() - began) / 60:.0f} minutes"
    whole = not (options.only or options.quick or lab.failures)
    finish(report.Results(environment, figures, options.quick), BENCH_RESULTS if whole else PARTIAL)
    return 1 if lab.failures else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="build.py bench", description="Measures the built page.", allow_abbrev=False
    )
    parser.add_argument("--quick", action="store_true", help="two short rounds: does it work?")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}"
    )
    return parser.parse_args()


def measure(lab: Lab, parts: Sequence[str], environment: dict[str, str]) -> Iterator[Figure]:
    """Each part in turn, said on the way."""
    apart: dict[str, Callable[[Lab], Iterator[Figure]]] = {
        "start": start.measure,
        "learning": learning.measure,
        "pen": pen.measure,
        "memory": memory.measure,
    }
    with_lab = [part for part in parts if part not in apart]
    if "start" in parts:
        yield from told(lab, "start", start.measure(lab))
    if with_lab:
        yield from in_lab(lab, with_lab, environment)
    for part in parts:
        if part in apart and part != "start":
            yield from told(lab, part, apart[part](lab))


def in_lab(lab: Lab, parts: Sequence[str], environment: dict[str, str]) -> Iterator[Figure]:
    """What is measured inside the page's worker, all in one visit."""
    browser = lab.launch()
    page = lab.open_site(browser, "lab")
    page.evaluate(BRING_IMAGES)
    environment |= about_browser(page)
    measures: dict[str, Callable[[], Iterator[Figure]]] = {
        "products": lambda: products.measure(lab, page),
        "steps": lambda: steps.measure(lab, page, environment),
        "deep": lambda: steps.deep(lab, page, environment),
        "profile": lambda: steps.profile(lab, page),
        "growth": lambda: steps.growth(lab, page),
    }
    for part in parts:
        yield from told(lab, part, measures[part]())
    browser.close()


def told(lab: Lab, part: str, figures: Iterator[Figure]) -> Iterator[Figure]:
    """Say what is measured, and how long that took; one that fails does not end the others."""
    began = time.monotonic()
    say(f"Measuring {part}")
    try:
        yield from figures
    except (PlaywrightError, subprocess.CalledProcessError, ValueError) as error:
        complain("error", f"{part} could not be measured to the end: {error}")
        lab.failures.append(part)
    say(f"Measured {part}: {time.monotonic() - began:.0f} s")


def about_machine() -> dict[str, str]:
    """What the figures depend on."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8").splitlines()
        cpu = next((line.split(":")[1].strip() for line in lines if "model name" in line), cpu)
    found = native.versions()
    return {
        "Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Processor": f"{cpu}, {os.cpu_count()} cores",
        "System": f"{platform.system()} {platform.machine()}",
        "Natively": ", ".join(" ".join(pair) for pair in found.items()),
        "Load at the start": load(),
    }


def load() -> str:
    """How many processes wanted a core, on average over a minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def about_browser(page: Page) -> dict[str, str]:
    browser = page.context.browser
    package = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))
    return {
        "Browser": f"Chromium {browser.version if browser else ''}, headless",
        "Pyodide": package["version"],
        "Page": page.locator("#about").inner_text(),
        "Kernel": page.locator("#kernel").inner_text(),
    }


def finish(results: report.Results, folder: Path) -> None:
    """Print the table, and keep it."""
    report.write(results, folder)
    say(f"\n{report.table(results.figures)}\n\n{report.goals_table(results.figures)}\n")
    if results.quick:
        say(report.QUICK)
    say(f"Written to {shown(folder)}/{report.JSON_NAME} and {report.PAGE_NAME}")


if __name__ == "__main__":
    try:
        sys.exit(run(main))
    except KeyboardInterrupt:
        sys.exit(130)
