"""The anchor in a folder: one file a checkpoint, never written again."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.audit import AnchorFailed
from egovframe.audit.builtin.folder import FolderAnchor
from egovframe.audit.interfaces import Anchor
from egovframe.testing.suites import AnchorSuite
from egovframe.testing.suites.anchors import a_checkpoint


class TestFolderAnchor(AnchorSuite):
    """The suite for anchors, on the built-in one."""

    @pytest.fixture
    def anchor(self, tmp_path: Path) -> Anchor:
        """The anchor under test."""
        return FolderAnchor(folder=tmp_path / "worm")


def test_each_checkpoint_is_a_file_that_is_read_only(tmp_path: Path) -> None:
    """Named by its size, so that a person finds it."""
    FolderAnchor(folder=tmp_path).keep(a_checkpoint(70_000))
    (file,) = tmp_path.iterdir()
    assert file.name == "00000000000000070000.checkpoint"
    assert file.stat().st_mode & 0o222 == 0


def test_a_folder_that_takes_nothing_is_named(tmp_path: Path) -> None:
    """A file in the place of the folder: both deeds raise with what to check."""
    (tmp_path / "worm").write_text("")
    anchor = FolderAnchor(folder=tmp_path / "worm")
    with pytest.raises(AnchorFailed, match="mounted"):
        anchor.keep(a_checkpoint(1))
    with pytest.raises(AnchorFailed, match="mounted"):
        anchor.newest()
