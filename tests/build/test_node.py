"""Node that was fetched for one command is gone after it; one that was there stays."""

from pathlib import Path

import pytest

from tools import node


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "node"
    monkeypatch.setattr(node, "OURS", folder)
    return folder


def test_a_borrowed_node_is_deleted(ours: Path) -> None:
    with node.borrowed_node():
        ours.mkdir()
    assert not ours.exists()


def test_one_that_was_there_is_kept(ours: Path) -> None:
    ours.mkdir()
    with node.borrowed_node():
        pass
    assert ours.is_dir()


def test_after_a_failure_it_waits_for_the_next_try(ours: Path) -> None:
    with pytest.raises(RuntimeError), node.borrowed_node():
        ours.mkdir()
        raise RuntimeError("no network")
    assert ours.is_dir()
