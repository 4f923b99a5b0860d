"""Files of a package: found, digested and written whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from egovframe.records.errors import PackageRefused
from egovframe.records.packages.files import PIECE, digests, found_in, kept, whole
from egovframe.records.packages.model import Content


def test_every_file_is_found_in_the_order_of_names(tmp_path: Path) -> None:
    """Folders are gone into, links are not followed."""
    (tmp_path / "b").mkdir()
    for name in ("b/z", "b/a", "c", "a"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "link").symlink_to("b", target_is_directory=True)
    assert [path for path, _ in found_in(tmp_path)] == ["a", "c", "link", "b/a", "b/z"]


def test_a_file_is_digested_piece_by_piece(tmp_path: Path) -> None:
    """All algorithms in one reading, for a file of more than one piece as well."""
    content = bytes(range(256)) * (PIECE // 256) + b"end"
    (tmp_path / "f").write_bytes(content)
    found, size = digests(tmp_path / "f", ["md5", "sha512"])
    assert found == {"md5": hashlib.md5(content).hexdigest(), "sha512": hashlib.sha512(content).hexdigest()}
    assert size == len(content)


def test_content_is_written_and_digested_at_once(tmp_path: Path) -> None:
    """In folders that are made for it; a second one of that name is refused by the system."""
    content = Content("a/b/c.txt", lambda: (b"ab", b"c"))
    found, size = kept(tmp_path, content, ["sha256"])
    assert found == {"sha256": hashlib.sha256(b"abc").hexdigest()}
    assert (size, (tmp_path / "a/b/c.txt").read_bytes()) == (3, b"abc")
    with pytest.raises(FileExistsError):
        kept(tmp_path, content, ["sha256"])


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """What fails in the middle leaves nothing, and what a killed try left is no hindrance."""
    (tmp_path / ".new.part").mkdir()
    (tmp_path / ".new.part" / "old").write_bytes(b"")
    with whole(tmp_path / "new") as place:
        (place / "file").write_bytes(b"1")
        assert not (tmp_path / "new").exists()
    assert [path for path, _ in found_in(tmp_path)] == ["new/file"]
    with pytest.raises(PackageRefused, match="already"), whole(tmp_path / "new"):
        pass
    with pytest.raises(ZeroDivisionError), whole(tmp_path / "other"):
        raise ZeroDivisionError
    with pytest.raises(PackageRefused, match="cannot be written"), whole(tmp_path / "new" / "file" / "x"):
        pass
    assert [path for path, _ in found_in(tmp_path)] == ["new/file"]
