"""A folder of files that are never written again."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from egovframe.audit import AnchorFailed
from egovframe.audit.builtin.binder import Binder, size_or_failure


def test_files_are_listed_by_size_and_given_back(tmp_path: Path) -> None:
    """Sizes are numbers; there is nothing where there is no folder."""
    binder = Binder(tmp_path / "new" / "folder", ".note")
    assert binder.sizes() == []
    assert binder.read(1) is None
    for size in (1_000, 9, 10):
        assert binder.file(size, b"%d" % size) == b"%d" % size
    assert binder.sizes() == [9, 10, 1_000]
    assert binder.read(9) == b"9"


def test_what_is_there_stays(tmp_path: Path) -> None:
    """Filing again returns what was there first, and leaves nothing behind."""
    binder = Binder(tmp_path, ".note")
    binder.file(1, b"first")
    assert binder.file(1, b"second") == b"first"
    assert binder.read(1) == b"first"
    assert [file.name for file in tmp_path.iterdir()] == ["00000000000000000001.note"]


def test_of_many_at_once_one_wins_and_all_see_it(tmp_path: Path) -> None:
    """Everybody gets the whole content of the same file."""
    binder = Binder(tmp_path, ".note")
    contents = [bytes([number]) * 100_000 for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(lambda content: binder.file(1, content), contents))
    assert len(seen) == 1
    assert seen <= set(contents)


def test_a_file_has_its_name_only_once_it_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content is flushed before the name is given, and the name is flushed before it counts."""
    binder, calls = Binder(tmp_path, ".note"), []
    flush = os.fsync

    def noted(handle: int) -> None:
        calls.append((Path(f"/proc/self/fd/{handle}").resolve().suffix, binder.path(1).exists()))
        flush(handle)

    monkeypatch.setattr(os, "fsync", noted)
    binder.file(1, b"content")
    assert calls == [(".part", False), ("", True)]


def test_a_disk_that_fails_leaves_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flush that fails is no file, and the error says what to check."""

    def broken(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    binder = Binder(tmp_path, ".note")
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(AnchorFailed, match="Input/output error"):
        binder.file(1, b"content")
    assert list(tmp_path.iterdir()) == []


def test_a_checkpoint_has_a_size_that_a_name_can_hold() -> None:
    """Anything else is refused before a file is made of it."""
    assert size_or_failure("log\n7\nroot\n") == 7
    for text in ("", "log\nseven\nroot\n", f"log\n{10**20}\nroot\n", "log\n" + "9" * 5_000 + "\nroot\n"):
        with pytest.raises(AnchorFailed, match="no checkpoint"):
            size_or_failure(text)
