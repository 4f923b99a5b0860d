"""Where files lie: encrypted under the day on which they came, with the digest of what they were."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

from egovframe.forms.uploads.files import Files
from egovframe.kernel.storage import FolderStorage

KEY = bytes(range(32))


def test_a_file_is_stored_and_read(tmp_path: Path) -> None:
    """What is stored is the digest of the sealed file; what is told beside it that of the file as it was sent."""
    files, data = Files(FolderStorage(tmp_path)), bytes(range(256)) * 2_000
    file = io.BytesIO(data)
    file.read(10)
    stored, digest = files.put("a/b", KEY, file)
    assert digest == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert stored.digest == files.storage.digest("a/b") != digest
    assert b"".join(files.content("a/b", KEY)) == data


def test_a_file_that_is_gone_is_gone(tmp_path: Path) -> None:
    """Forgetting it twice, or nothing, is no error."""
    files = Files(FolderStorage(tmp_path))
    files.put("a", KEY, io.BytesIO(b"x"))
    for path in ("a", "a", None):
        files.forget(path)
    assert list(files.storage.list()) == []


def test_a_place_tells_the_day() -> None:
    """So that what a crash left can be found without asking for the age of every file."""
    at = datetime(2026, 9, 21, 23, tzinfo=UTC)
    assert Files.place(at, "x") == "uploads/20260921/x"
    assert Files.place(at, "x", cleaned=True) == "uploads/20260921/x.clean"
