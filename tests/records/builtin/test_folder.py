"""The built-in vault: the conformance suite, and what is its own."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from egovframe.kernel.storage import FolderStorage, Storage
from egovframe.records import Tampered, VaultFailed, digest_of
from egovframe.records.builtin.folder import FolderVault
from egovframe.testing.suites import VaultSuite


class TestFolderVault(VaultSuite):
    """The built-in vault holds to the contract that it sets for others."""

    @pytest.fixture
    def vault(self, tmp_path: Path) -> FolderVault:
        """A vault in an empty storage."""
        return FolderVault(url=(tmp_path / "storage").as_uri())


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    """A vault in an empty storage."""
    return FolderVault(url=(tmp_path / "storage").as_uri())


def test_content_lies_under_its_digest(vault: FolderVault, tmp_path: Path) -> None:
    """The path says what the file holds, so that anyone with `sha256sum` can check the vault without this program."""
    digest = vault.put(b"abc")
    path = vault.path(digest)
    assert path == "records/sha256/ba/78/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (tmp_path / "storage" / path).read_bytes() == b"abc"


def test_the_storage_sees_the_file(vault: FolderVault) -> None:
    """The file is one of the office's storage, where the trail's verification reads it."""
    path = vault.path(vault.put(b"vouched for"))
    storage = Storage.open(vault.url)
    assert list(storage.list("records")) == [path]
    assert storage.digest(path) == digest_of(b"vouched for")


def test_a_damaged_copy_is_not_taken_for_kept(vault: FolderVault, tmp_path: Path) -> None:
    """Putting content whose copy was damaged says so, and leaves the evidence as it is."""
    place = tmp_path / "storage" / vault.path(vault.put(b"evidence"))
    place.write_bytes(b"Evidence")
    with pytest.raises(Tampered):
        vault.put(b"evidence")
    assert place.read_bytes() == b"Evidence"


def test_a_full_disk_is_named_and_nothing_is_kept(
    vault: FolderVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full, put raises VaultFailed, the content is not there and no half file is left."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VaultFailed, match="No space left"):
        vault.put(b"too much")
    monkeypatch.undo()
    assert [place for place in (tmp_path / "storage").rglob("*") if place.is_file()] == []


def test_the_file_is_flushed_before_it_gets_its_name(
    vault: FolderVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content is flushed, then named, then the folder that names it is flushed: all or nothing stays."""
    deeds: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        deeds.append("flush folder" if Path(f"/proc/self/fd/{handle}").readlink().is_dir() else "flush file")
        fsync(handle)

    def noted_replace(self: Path, target: Path) -> Path:
        deeds.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    vault.put(b"in order")
    assert deeds[:3] == ["flush file", "name", "flush folder"]
    assert isinstance(Storage.open(vault.url), FolderStorage)
