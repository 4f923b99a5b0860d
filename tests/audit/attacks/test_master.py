"""The master copy of a trail."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from egovframe.audit import NoRoom
from egovframe.audit.attacks import Copy
from egovframe.audit.attacks.master import Master
from tests.audit.place import Place


def test_the_copy_is_what_the_trail_is(place_on_both: Place) -> None:
    """From either database: it verifies, with every row, file and root; afterwards nothing of it is left."""
    place = place_on_both
    place.filled()
    before = place.trail.verify()
    with Master.of(place.database, place.cabinet, storage=place.storage, clock=place.clock) as master:
        assert master.verified() == before
        master.make_ready()
        with Copy.of(master) as copy:
            ready = copy.verify()
        folder = master.folder
        assert folder.stat().st_mode & 0o077 == 0
    assert ready.findings == []
    assert ready.facts > before.facts
    assert not folder.exists()
    assert place.trail.verify() == before


def test_a_log_that_is_empty_is_made_ready_too(place: Place) -> None:
    """Also one without a storage: there is something to every attack."""
    with Master.of(place.database, place.cabinet, storage=None, clock=place.clock) as master:
        assert master.verified().holds
        master.make_ready()
        with Copy.of(master) as copy:
            assert (copy.verify().findings, copy.own) == ([], 0)
            assert copy.fact(copy.middle)["n"] == 1


def test_too_little_room_is_told_before_anything_is_copied(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much it needs, how much there is, and what is missing."""
    place.filled()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=5 << 20))
    monkeypatch.setattr(Master, "_read_into_sqlite", lambda *_: pytest.fail("copied"))
    with (
        pytest.raises(NoRoom, match=r"needs \d+ MiB, 5 MiB are free: \d+ MiB are missing"),
        Master.of(place.database, place.cabinet, storage=place.storage, clock=place.clock),
    ):
        pytest.fail("lent")


def test_a_disk_that_becomes_full_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """As what it is, with what to do."""
    place.filled()

    def full(self: Path, *_mode: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with (
        pytest.raises(NoRoom, match="became full"),
        Master.of(place.database, place.cabinet, storage=place.storage, clock=place.clock),
    ):
        pytest.fail("lent")
