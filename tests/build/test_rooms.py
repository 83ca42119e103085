"""Modules of the page import from below, and what app.js needs is found out from its imports."""

from pathlib import Path

import pytest

from tools import rooms
from tools.console import BuildError
from tools.modules import all_imports, needed_by
from tools.paths import WEB

MODULES = {
    "app.js": 'import { View } from "./train/view.js";\nimport {\n  two,\n} from "./ui/two.js";\n',
    "train/view.js": 'import "../ui/one.js";\nconst load = () => import("../share/share.js");\n',
    "share/share.js": '/** @type {import("../app.js").App} */\n// import "../train/view.js";\n',
    "ui/one.js": 'export { two } from "./two.js";\n',
    "ui/two.js": 'import uPlot from "../vendor/uPlot.js";\n',
}


@pytest.fixture
def web(tmp_path: Path) -> Path:
    for name, text in MODULES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_page_goes_one_way() -> None:
    assert list(rooms.faults(WEB)) == []


def test_every_room_is_there() -> None:
    assert {name for name in rooms.LEVEL if (WEB / name).is_dir()} == set(rooms.LEVEL) - {rooms.TOP}


def test_what_a_module_needs_is_all_that_it_imports_at_once(web: Path) -> None:
    found = needed_by(web, Path("app.js"))
    assert found == [Path("train/view.js"), Path("ui/one.js"), Path("ui/two.js")]
    assert Path("share/share.js") in all_imports(web, Path("train/view.js"))


def test_a_type_in_a_comment_is_no_import(web: Path) -> None:
    assert list(rooms.faults(web)) == []


@pytest.mark.parametrize(
    ("module", "line", "words"),
    [
        (
            "ui/one.js",
            'import { View } from "../train/view.js";',
            "from train, which is not below ui",
        ),
        ("ui/one.js", 'const load = () => import("../app.js");', "from web/ itself, which is not"),
        ("train/view.js", 'import "../race/view.js";', "from race, which is not below train"),
        ("race/view.js", 'import "../app.js";', "from web/ itself, which is not below race"),
        ("attic/old.js", "", "attic has no place among the LEVELS"),
    ],
)
def test_an_import_in_the_wrong_direction_is_told(
    web: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    module: str, line: str, words: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(rooms, "WEB", web)
    assert rooms.check_rooms() == 0
    for each in ("race/view.js", module):
        (web / each).parent.mkdir(exist_ok=True)
        (web / each).touch()
    (web / module).write_text(line + "\n")
    assert rooms.check_rooms() == 1
    said = capsys.readouterr().err
    assert f"web/{module}" in said
    assert words in said


def test_an_import_of_what_is_not_there_stops_the_build(web: Path) -> None:
    (web / "ui/two.js").unlink()
    with pytest.raises(BuildError, match=r"web/app\.js imports \./ui/two\.js, and there is no"):
        needed_by(web, Path("app.js"))
