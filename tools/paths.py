"""Where things lie. What is in `MADE` is not committed and may be deleted at any time."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
PACKAGE = ROOT / "pycore"
KERNEL = ROOT / "kernel"
BENCH = ROOT / "bench/speed"
BENCH_RESULTS = ROOT / "bench/results"
EXAMPLES = ROOT / "examples"
REQUIREMENTS = ROOT / "requirements"
SHIPPED_NETWORK = WEB / "small.npz"
STRONG_NETWORK = WEB / "strong.npz"
SHIPPED_CURVE = WEB / "native.json"

DIST = ROOT / "dist"
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
EXAMPLE_TOOLS = CACHE / "example-tools"
NODE_MODULES = ROOT / "node_modules"
MNIST = CACHE / "mnist"
LOGS = CACHE / "logs"

MADE = (DIST, VENV, CACHE, NODE_MODULES)


def shown(path: Path) -> str:
    """The path as a user would type it from the project's folder."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
