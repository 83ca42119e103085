"""`build.py check` holds the directions of imports: each contract fails when it is broken."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.environment import PYTHON
from tools.paths import ROOT
from tools.stages import IMPORT_LINTER

PYCORE_ALONE = "networks uses pycore, never the other way round"
ROOMS = "Inside pycore, imports go from the command line to the core"
NO_CIRCLES = "No modules import one another in a circle"
APART = "The packages know nothing of the page, the tools and the tests"


def broken(folder: Path) -> set[str]:
    """The contracts that import-linter finds broken in a folder."""
    program = PYTHON.with_stem(IMPORT_LINTER[0])
    done = subprocess.run(
        [program, *IMPORT_LINTER[1:]], cwd=folder, capture_output=True, text=True, timeout=60
    )
    found = set(re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE))
    assert (done.returncode != 0) == bool(found), done.stdout
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their contracts, to be spoilt."""
    for package in ("pycore", "networks"):
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_are_kept_as_the_code_is(copy: Path) -> None:
    assert broken(copy) == set()


@pytest.mark.parametrize(
    ("file", "line", "contracts"),
    [
        ("pycore/metrics.py", "import networks", {PYCORE_ALONE}),
        ("pycore/gradient_check.py", "from .files import atomic", {ROOMS}),
        ("pycore/files/npz.py", "from ..data import idx", {ROOMS, NO_CIRCLES}),
        ("pycore/handwriting/resize.py", "from ..data import columns", {ROOMS}),
        ("pycore/data/roles.py", "from ..notebooks import plan", {ROOMS}),
        ("pycore/notebooks/plan.py", "from ..cli import say", {ROOMS, NO_CIRCLES}),
        ("pycore/arrays.py", "from . import loss", {NO_CIRCLES}),
        ("pycore/files/atomic.py", "from . import curve", {NO_CIRCLES}),
        ("networks/scribbles.py", "from . import pretrained", {NO_CIRCLES}),
        ("pycore/backend.py", "import worker", {APART}),
        ("pycore/cli/say.py", "def later():\n    import tools.paths", {APART}),
        ("networks/pretrained.py", "from tests.core import helpers", {APART}),
    ],
)
def test_a_contract_fails_when_an_import_breaks_it(
    copy: Path, file: str, line: str, contracts: set[str]
) -> None:
    with (copy / file).open("a") as code:
        code.write(f"\n{line}\n")
    assert broken(copy) == contracts


def test_a_new_module_needs_a_place(copy: Path) -> None:
    (copy / "pycore/new.py").touch()
    assert broken(copy) == {ROOMS}
