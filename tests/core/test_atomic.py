import pytest

from pycore.files.atomic import replacing


def test_a_file_is_replaced_when_all_is_written(tmp_path):
    file = tmp_path / "mine"
    file.write_bytes(b"old")
    with replacing(file) as target:
        target.write(b"new")
        assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_what_fails_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path):
    file = tmp_path / "mine"
    file.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(file) as target:
        target.write(b"half")
        raise ZeroDivisionError
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["nowhere/mine", "."])
def test_an_error_names_the_file_that_was_asked_for(tmp_path, name):
    with pytest.raises(OSError, match=name), replacing(tmp_path / name) as target:
        target.write(b"new")
