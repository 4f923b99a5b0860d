"""Checkpoints handed to anchors: from time to time, whatever one of them does, and asked for when verifying."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from egovframe.audit import SignedNote
from egovframe.audit.anchoring import Anchors
from egovframe.audit.builtin.folder import FolderAnchor
from egovframe.audit.errors import AnchorFailed
from egovframe.audit.interfaces import Anchor
from egovframe.audit.report import Report
from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock, open_office
from egovframe.testing.suites.anchors import a_checkpoint
from tests.office.city import POTHOLE, haneul

NOW = datetime(2026, 9, 21, tzinfo=UTC)


class Broken(Anchor):
    """Takes nothing and gives nothing."""

    def keep(self, checkpoint: str) -> None:
        """Fail."""
        raise AnchorFailed("The line is down.")

    def newest(self) -> str | None:
        """Fail."""
        raise AnchorFailed("The line is down.")


def test_the_newest_checkpoint_is_handed_over_once_in_a_while(tmp_path: Path) -> None:
    """Not more often than said, and not twice the same."""
    anchor = FolderAnchor(folder=tmp_path)
    anchors = Anchors({"folder": anchor}, every=timedelta(hours=1))
    assert anchors.offer(a_checkpoint(1), NOW) == 1
    assert anchors.offer(a_checkpoint(2), NOW + timedelta(minutes=59)) == 0
    assert anchors.offer(a_checkpoint(3), NOW + timedelta(hours=1)) == 1
    assert anchors.offer(a_checkpoint(3), NOW + timedelta(hours=3)) == 0
    assert len(list(tmp_path.iterdir())) == 2


def test_one_that_fails_keeps_no_other_from_it_and_is_named_when_asked(tmp_path: Path) -> None:
    """Sealing goes on; verification says which anchor cannot be asked."""
    anchors = Anchors({"broken": Broken(), "folder": FolderAnchor(folder=tmp_path)}, every=timedelta(hours=1))
    assert anchors.offer(a_checkpoint(1), NOW) == 1
    assert anchors.offer(a_checkpoint(1), NOW + timedelta(hours=1)) == 1, "tried again, for the one that failed"
    report = Report()
    assert [note.text.split("\n")[1] for note in anchors.remembered(report)] == ["1"]
    assert [(finding.table, finding.key) for finding in report.findings] == [("anchors", "broken")]


def test_an_office_that_was_put_back_to_yesterday_is_found_out_by_its_anchor(tmp_path: Path) -> None:
    """Database, storage and keys all restored from a backup: nothing inside the office could tell."""
    settings: dict[str, Any] = {"audit": {"anchors": {"folder": {"folder": tmp_path / "worm"}}, "anchor_every": "PT1S"}}
    clock = SetClock()
    with open_office(haneul(), tmp_path / "city", clock=clock, **settings) as office:
        office.seal()
    shutil.copytree(tmp_path / "city", tmp_path / "yesterday")
    clock.forward(days=1)
    with open_office(haneul(), tmp_path / "city", clock=clock, **settings) as office:
        with office.work(by=Actor.visitor()) as work:
            work.petitions.submit("pothole", POTHOLE)
        office.seal()
        assert office.verify().findings == []
    with open_office(haneul(), tmp_path / "yesterday", clock=clock, publish=False, **settings) as office:
        findings = office.verify().findings
    assert [finding.kind for finding in findings] == ["cut"]
    with open_office(haneul(), tmp_path / "yesterday", clock=clock, publish=False) as office:
        assert office.verify().findings == [], "without the anchor nobody could tell"


def test_an_anchor_that_was_added_later_gets_what_is_there(tmp_path: Path) -> None:
    """It waits for no new fact: a quiet office would stay without a witness."""
    with open_office(haneul(), tmp_path / "city") as office:
        office.seal()
    witness = tmp_path / "witness"
    settings: dict[str, Any] = {"audit": {"anchors": {"folder": {"folder": witness}}}}
    with open_office(haneul(), tmp_path / "city", **settings) as office:
        assert office.seal() == 0
        newest = office.trail.checkpoint()
    assert newest is not None
    assert [SignedNote.parse(file.read_bytes()).text for file in witness.iterdir()] == [SignedNote.parse(newest).text]


def test_a_quiet_office_anchors_its_last_checkpoint_when_its_time_has_come(tmp_path: Path) -> None:
    """What was sealed soon after the last hand-over, and what an anchor did not take, wait for no new fact."""
    witness, clock = tmp_path / "witness", SetClock()
    settings: dict[str, Any] = {"audit": {"anchors": {"folder": {"folder": witness}}}}
    with open_office(haneul(), tmp_path / "city", clock=clock, **settings) as office:
        office.seal()
        with office.work(by=Actor.visitor()) as work:
            work.petitions.submit("pothole", POTHOLE)
        office.seal()
        assert len(list(witness.iterdir())) == 1
        witness.rename(tmp_path / "unmounted")
        witness.write_bytes(b"no folder")
        clock.forward(hours=1)
        assert office.seal() == 0
        witness.unlink()
        (tmp_path / "unmounted").rename(witness)
        clock.forward(hours=1)
        assert office.seal() == 0
        newest = SignedNote.parse(office.trail.checkpoint() or "").text
        assert newest in [SignedNote.parse(file.read_bytes()).text for file in witness.iterdir()]
