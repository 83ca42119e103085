"""Axe and Lighthouse, asked about a view of the page."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tools.auditors import AXE, LIGHTHOUSE
from tools.browser import chosen_browser
from tools.node import node_and_npm
from tools.paths import CACHE

VIEWS = (
    ["train", "notebooks", "notebooks/002", "race", "code", "draw"]
    + [f"explained/{screen}" for screen in ("forward", "backward", "softmax")]
    + [f"explained/{screen}" for screen in ("bias", "start", "accuracy")]
)
SCREENS = {"desktop": (1280, 900), "telephone": (360, 740)}
CATEGORIES = ("accessibility", "best-practices", "seo")
# It takes a tab that has scrolled out of its row for a skip link; ours has a test of its own.
RUN_AXE = """async () => {
  const options = { resultTypes: ["violations"], rules: { "skip-link": { enabled: false } } };
  const { violations } = await axe.run(document, options);
  const say = ({ id, help, nodes }) => nodes.map(
    node => `${id}: ${help}: ${node.target.join(" ")}`);
  return violations.flatMap(say);
}"""
SHOWN = """view => {
  const [name] = view.split("/");
  const panel = document.getElementById(name === "draw" ? "answer" : `view-${name}`);
  const done = name !== "explained" || document.querySelector(".lesson:not(.waiting) h2");
  const open = panel?.checkVisibility() && !panel.textContent.includes("Loading “");
  return app.status().settled && open && done;
}"""


def axe(page: Page) -> list[str]:
    """What axe holds against the page as it stands, best practices included; a line for each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # as a debugger, whom the page's policy lets
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def visit(page: Page, url: str, view: str) -> None:
    """Open a view and wait for what it shows."""
    page.goto(f"{url}#{view}")
    page.wait_for_function(SHOWN, arg=view)


def lighthouse(url: str, screen: str) -> dict[str, int]:
    """Lighthouse's scores of 100 for an address, on one of the screens, and what cost points."""
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        report = Path(folder) / "report.json"
        options = [
            f"--only-categories={','.join(CATEGORIES)}",
            "--output=json",
            f"--output-path={report}",
            "--chrome-flags=--headless=new --no-sandbox --disable-background-networking",
            "--quiet",
            *(["--preset=desktop"] if screen == "desktop" else []),
        ]
        node, _ = node_and_npm()
        environment = os.environ | {"CHROME_PATH": chosen_browser(), "TMPDIR": folder}
        subprocess.run([node, LIGHTHOUSE, url, *options], env=environment, check=True, timeout=300)
        judged = json.loads(report.read_text(encoding="utf-8"))
    return scores(judged)


def scores(judged: dict[str, Any]) -> dict[str, int]:
    """Of each category, and 0 for each audit that failed, by its name."""
    categories, audits = judged["categories"], judged["audits"]
    of = {name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES}
    asked = [ref for name in CATEGORIES for ref in categories[name]["auditRefs"] if ref["weight"]]
    failed = [ref["id"] for ref in asked if audits[ref["id"]]["score"] not in (1, None)]
    return of | dict.fromkeys(failed, 0)
