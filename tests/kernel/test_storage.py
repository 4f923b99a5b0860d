"""Files: durable when `put` returns, never half written, never outside the storage; folder and object store alike."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.kernel import storage as module
from egovframe.kernel.errors import NotFound, SettingsError
from egovframe.kernel.storage import CHUNK, FolderStorage, Storage


@pytest.fixture(params=["folder", "file", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """A storage by path, by file URL with a space in it, and an object store in memory."""
    root = tmp_path / "with space"
    return Storage.open({"folder": str(root), "file": root.as_uri(), "memory": "memory:///"}[request.param])


def pieces() -> Iterator[bytes]:
    """More than two chunks, in uneven pieces."""
    for number in range(5):
        yield bytes([number]) * (CHUNK // 2 + number)


def test_what_is_put_comes_back(storage: Storage) -> None:
    """Whole or in pieces, with its digest and size; putting again replaces it."""
    whole = b"".join(pieces())
    stored = storage.put("records/2026/a", pieces())
    assert (stored.path, stored.size) == ("records/2026/a", len(whole))
    assert stored.digest == f"sha256:{hashlib.sha256(whole).hexdigest()}" == storage.digest("records/2026/a")
    assert storage.get("records/2026/a") == whole
    storage.put("records/2026/a", b"")
    assert storage.get("records/2026/a") == b""


def test_files_are_listed_and_removed(storage: Storage) -> None:
    """By prefix, as relative paths; what is gone is not found."""
    for path in ("b/2", "b/1", "a", "b/c/3"):
        storage.put(path, path.encode())
    assert sorted(storage.list()) == ["a", "b/1", "b/2", "b/c/3"]
    assert sorted(storage.list("b")) == ["b/1", "b/2", "b/c/3"]
    storage.delete("b/1")
    assert (storage.exists("b/1"), storage.exists("b/2"), storage.exists("b")) == (False, True, False)
    assert list(storage.list("nothing")) == []


@pytest.mark.parametrize("path", ["nothing", "a/b", "."])
def test_what_is_not_there_is_not_found(storage: Storage, path: str) -> None:
    """Below a file, or the storage itself, there is nothing either."""
    storage.put("a", b"x")
    for deed in (storage.get, storage.delete, storage.digest):
        with pytest.raises(NotFound):
            deed(path)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "a\\..\\x", "a\x00b", "", "a/.."])
def test_no_path_leads_outside(storage: Storage, path: str, tmp_path: Path) -> None:
    """Neither for writing nor for reading, listing or removing."""
    (tmp_path / "x").write_text("outside")
    for deed in (storage.get, storage.delete, storage.exists, lambda path: storage.put(path, b"x")):
        with pytest.raises(NotFound, match="not a path within the storage"):
            deed(path)
    if path:
        with pytest.raises(NotFound):
            list(storage.list(path))
    assert (tmp_path / "x").read_text() == "outside"


def test_a_write_that_breaks_off_leaves_what_was_there(storage: Storage) -> None:
    """The old content stays and nothing new is listed."""

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("the network failed")

    storage.put("a", b"old")
    for path in ("a", "b"):
        with pytest.raises(OSError, match="network"):
            storage.put(path, broken())
    assert storage.get("a") == b"old"
    assert list(storage.list()) == ["a"]


def test_what_a_crash_left_half_written_is_not_seen(tmp_path: Path) -> None:
    """A draft beside its place is neither listed nor in the way."""
    storage = FolderStorage(tmp_path)
    storage.put("b/a", b"x")
    (tmp_path / "b" / ".0199f3a2.part").write_bytes(b"half")
    assert list(storage.list()) == ["b/a"]


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is flushed and what gets its name, in order."""
    told: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def flush(handle: int) -> None:
        told.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        fsync(handle)

    def name(self: Path, target: Path) -> Path:
        told.append(f"named {target.name}")
        return replace(self, target)

    monkeypatch.setattr(module.os, "fsync", flush)  # type: ignore[attr-defined]
    monkeypatch.setattr(Path, "replace", name)
    return told


def test_a_file_is_flushed_before_it_gets_its_name(tmp_path: Path, flushed: list[str]) -> None:
    """First the content, then the name, then every folder on the way that is new: a power cut loses nothing."""
    storage = FolderStorage(tmp_path / "storage")
    storage.put("x/y/a", b"content")
    assert flushed[0].endswith(".part")
    assert flushed[1:] == ["named a", "y", "x", "storage", tmp_path.name]
    flushed.clear()
    storage.put("x/y/b", b"content")
    assert flushed[1:] == ["named b", "y"]


def test_a_folder_that_a_failed_try_left_behind_is_flushed_by_the_next(tmp_path: Path, flushed: list[str]) -> None:
    """The folder is there, but its name may not be on the disk: a file in it would go with it at a power cut."""

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("No space left on device")

    storage = FolderStorage(tmp_path)
    with pytest.raises(OSError, match="space"):
        storage.put("x/y/a", broken())
    assert flushed == []
    storage.put("x/y/a", b"content")
    assert {"y", "x", tmp_path.name} <= set(flushed)


def test_an_address_that_cannot_be_used_is_a_setting_to_mend() -> None:
    """Whatever the object store's library says becomes one clear line."""
    with pytest.raises(SettingsError, match=r"storage\.url"):
        Storage.open("gopher://city/files")
