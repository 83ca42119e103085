"""The package as a wheel beside the page, so that `pip install URL` gives what the page runs."""

from pathlib import Path

from .environment import PYTHON, ensure_packages
from .process import run

FIRST_DATE = {"SOURCE_DATE_EPOCH": "315532800"}  # of zip files: the same sources, the same bytes
ADVICE = "run `python3 build.py clean` and try again"


def ensure_wheel_maker() -> None:
    ensure_packages("wheel", "Installing what makes the wheel")


def write_wheel(folder: Path) -> None:
    """Its name has the version in it: the page finds it in the manifest."""
    run("wheel", [PYTHON, "-m", "flit_core.wheel", "--outdir", folder], ADVICE, FIRST_DATE)
    for wheel in folder.glob("pycore*.whl"):
        wheel.chmod(0o644)  # it was made for its maker's eyes alone
