"""`build.py check` keeps the walk through pycore at or below 5,000 words."""

from pathlib import Path

import pytest

from tools.paths import PACKAGE
from tools.walk import MOST_WORDS, check_walk, count_words, walk

DOCSTRING = '''"""A package.

1. Read these:

    one    the first
    two    the second

2. Around it:

    three  another
"""
'''


def package(folder: Path, words: int) -> Path:
    (folder / "__init__.py").write_text(DOCSTRING)
    (folder / "one.py").write_text("word\n" * 1_000)
    (folder / "two.py").write_text("a = 1\n" + "word " * (words - 1_003))
    (folder / "three.py").write_text("word " * 9_000)
    return folder


def test_the_walk_is_the_first_list_of_the_packages_docstring(tmp_path: Path) -> None:
    assert walk(package(tmp_path, 4_000)) == ["one", "two"]
    assert walk(PACKAGE)[0] == "arrays"
    assert walk(PACKAGE)[-1] == "training"


def test_the_walk_is_short() -> None:
    assert check_walk() == 0
    assert count_words(PACKAGE) > 2_000  # it is found


@pytest.mark.parametrize("words", [MOST_WORDS, MOST_WORDS + 1])
def test_one_word_too_many_is_a_fault(
    tmp_path: Path, words: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_walk(package(tmp_path, words)) == int(words > MOST_WORDS)
    assert ("5,001 words, 5,000 at most" in capsys.readouterr().err) == (words > MOST_WORDS)
