"""Where a published log is read: what is there is given, and whatever else comes is refused in words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from egovframe.audit import SourceFailed
from egovframe.audit.published import sources
from egovframe.audit.published.sources import Address, Folder, source
from egovframe.kernel.errors import MissingExtra
from tests.audit.wire import always, wire


def test_a_folder_gives_its_files(tmp_path: Path) -> None:
    """Nothing for one that is not there, an error for one that is none or too large."""
    (tmp_path / "tile").mkdir()
    (tmp_path / "tile/a").write_bytes(b"four")
    folder = source(str(tmp_path))
    assert isinstance(folder, Folder)
    assert folder.read("tile/a", 4) == b"four"
    assert (folder.read("tile/b", 4), folder.read("tile/a/b", 4)) == (None, None)
    with pytest.raises(SourceFailed, match="more than the 3 bytes"):
        folder.read("tile/a", 3)
    with pytest.raises(SourceFailed, match="cannot be read"):
        folder.read("tile", 4)
    assert folder.name_of("tile/a") == str(tmp_path / "tile/a")


def test_an_address_gives_its_files() -> None:
    """As they are sent, without redirects."""
    with wire(always(200, b"four")) as there, Address(f"{there.url}/log/") as log:
        assert log.read("tile/a", 4) == b"four"
        assert there.asked[-1][:2] == ("GET", "/witness/log/tile/a")
        with pytest.raises(SourceFailed, match="more than the 3 bytes"):
            log.read("tile/a", 3)
        there.replies = always(404)
        assert log.read("tile/b", 4) is None
        for status in (204, 302, 500):
            there.replies = always(status)
            with pytest.raises(SourceFailed, match=f"answers {status}"):
                log.read("tile/b", 4)


def test_whoever_does_not_answer_in_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte after the other, for ever; or nobody is there at all."""
    monkeypatch.setattr(sources, "SECONDS", 0.5)
    with wire(always(200, b"x" * 600)) as there, Address(there.url) as log:
        there.drip = 0.05
        with pytest.raises(SourceFailed, match=r"takes more than 0\.5 seconds"):
            log.read("checkpoint", 600)
    with Address("http://127.0.0.1:9/log") as log, pytest.raises(SourceFailed, match=r"127\.0\.0\.1:9/log/checkpoint"):
        log.read("checkpoint", 600)


def test_what_is_missing_for_addresses_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which extra to install; a folder needs none."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtra, match="httpx") as told:
        source("https://city.example/log")
    assert "egovframe[net]" in told.value.hint
    assert isinstance(source("log"), Folder)
