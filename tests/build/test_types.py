"""`build.py check` holds the types that the page's JavaScript has in its comments."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tools.node import ensure_modules, node_and_npm
from tools.paths import NODE_MODULES, ROOT
from tools.stages import TYPE_CHECK


def complaints(folder: Path) -> list[str]:
    """What the type checker finds in a folder."""
    node, _ = node_and_npm()
    words = [str(node), str(NODE_MODULES / TYPE_CHECK[0]), *TYPE_CHECK[1:]]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60)
    assert (done.returncode != 0) == bool(done.stdout), done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page and the checker's settings, to be spoilt."""
    ensure_modules(with_checker=True)
    folder = tmp_path_factory.mktemp("types")
    for name in ("web", "types"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "tsconfig.json", folder)
    (folder / "node_modules").symlink_to(NODE_MODULES)
    return folder


def test_the_page_as_it_is_has_no_fault(copy: Path) -> None:
    assert complaints(copy) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('percent("half");', "is not assignable to parameter of type 'number'"),
        ("new Field(document.body).nmae;", "Property 'nmae' does not exist on type 'Field'"),
        ('import { gone } from "../ui/format.js";', "has no exported member 'gone'"),
    ],
)
def test_a_wrong_type_is_told(copy: Path, line: str, told: str) -> None:
    imports = (
        'import { Field } from "../ui/field.js";\nimport { percent } from "../ui/format.js";\n'
    )
    spoilt = copy / "web/train/spoilt.js"
    spoilt.write_text(f"{imports}{line}\nexport {{ Field, percent }};\n")
    found = complaints(copy)
    spoilt.unlink()
    assert len(found) == 1
    assert found[0].startswith("web/train/spoilt.js")
    assert told in found[0]
