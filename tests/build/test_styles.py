"""A style sheet that is loaded later reaches nothing outside the part of the page that loads it."""

import shutil
from pathlib import Path

import pytest

from tools import styles
from tools.console import BuildError
from tools.paths import WEB


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the page's style sheets, and of its modules."""
    for file in (*WEB.rglob("*.css"), *WEB.rglob("*.js")):
        copy = tmp_path / file.relative_to(WEB)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    monkeypatch.setattr(styles, "WEB", tmp_path)
    return tmp_path


def test_the_sheets_keep_to_their_parts_of_the_page(web: Path) -> None:
    assert styles.check_styles() == 0
    assert all((web / sheet).is_file() for sheet in styles.ROOTS)


@pytest.mark.parametrize(
    ("sheet", "css", "words"),
    [
        ("code/view.css", ".stray {}", "code/view.css: .stray reaches further than"),
        ("train/view.css", "p + .stray {}", "train/view.css: p + .stray reaches further than"),
        ("race/more.css", "", "race/more.css is neither in style.css nor among the ROOTS"),
        ("share/share.css", ".share { .of-own {} }", ".of-own is styled in race and share"),
        ("code/view.css", ":where(#view-code) { .part {} }", ".part is styled in code and runs"),
        ("draw/draw.css", ".legend {}", ".legend is styled in charts and draw and runs"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(
    web: Path, capsys: pytest.CaptureFixture[str], sheet: str, css: str, words: str
) -> None:
    with (web / sheet).open("a") as file:
        file.write(css)
    assert styles.check_styles() == 1
    assert words in capsys.readouterr().err


def test_a_class_of_ui_may_be_fitted_in_two_views(web: Path) -> None:
    for sheet in ("code/view.css", "race/view.css"):
        with (web / sheet).open("a") as file:
            file.write(f"{styles.ROOTS[sheet]} {{ .stepper {{}} }}")
    assert styles.check_styles() == 0


def test_the_start_gets_one_sheet_of_many_in_their_order(web: Path) -> None:
    parts = styles.parts_of_start(web)
    together = "".join((web / path).read_text(encoding="utf-8") for path in parts)
    assert Path("ui/tokens.css") in parts
    styles.write_style(web)
    whole = (web / "style.css").read_text(encoding="utf-8")
    assert list(styles.rules(whole)) == list(styles.rules(together))
    assert "@import" not in whole
    left = {path.relative_to(web).as_posix() for path in web.rglob("*.css")}
    assert left == {"style.css", *styles.ROOTS} - {path.as_posix() for path in parts}


def test_a_sheet_that_is_not_there_stops_the_build(web: Path) -> None:
    (web / "ui/forms.css").unlink()
    with pytest.raises(BuildError, match=r"style\.css imports ui/forms\.css"):
        styles.write_style(web)


@pytest.mark.parametrize(
    "css",
    [
        ".cards {}",
        "#a { .b {} } .c {}",
        "@media (min-width: 720px) { .b {} }",
        "#a { .c:not(&) {} }",
        "#a { @keyframes turn { } }",
        "#a, .b { }",
        "#a { .b, :root:not(&) .c { } }",
        "#a { + .c { } }",
        "#a { &.b ~ .c { } }",
    ],
)
def test_what_reaches_further_is_found(css: str) -> None:
    assert styles.escapes(css, "#a")
