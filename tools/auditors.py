"""Axe and Lighthouse, which judge the page in the tests: no part of the page, and large."""

from pathlib import Path

from .node import ensure_locked
from .paths import CACHE, ROOT

AUDITORS = CACHE / "auditors"
AXE = AUDITORS / "node_modules/axe-core/axe.min.js"
LIGHTHOUSE = AUDITORS / "node_modules/lighthouse/cli/index.js"


def ensure_auditors() -> Path:
    """Install what bench/audit/package-lock.json pins."""
    return ensure_locked(ROOT / "bench/audit", AUDITORS, "Installing what judges the page")
