"""Alarms: evidence that a log has two histories, kept once and for good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egovframe.audit import alarms
from egovframe.audit.alarms import Alarm, Alarms
from egovframe.audit.facts import RAISED
from tests.audit.place import Place

FORK = Alarm(kind="fork", origin="bada.example/log", size=7, kept="o\n7\nA\n\n— a x\n", shown="o\n7\nB\n\n— a y\n")


def alarms_at(place: Place) -> Alarms:
    """Return the alarms of a trail."""
    return Alarms(place.database, clock=place.clock, recorder=place.trail)


def test_an_alarm_is_kept_with_a_fact_that_vouches_for_it(place_on_both: Place) -> None:
    """What was kept comes back whole; editing or removing it is found by verification."""
    place = place_on_both
    kept = alarms_at(place)
    assert kept.keep(replace(FORK, path="00\n", by="bada.example/witness"))
    (alarm,) = kept.all()
    assert alarm == replace(FORK, path="00\n", by="bada.example/witness", at=place.clock.now())
    (fact,) = place.trail.search(action=RAISED.action)
    assert fact["details"] == {"kind": "fork", "origin": "bada.example/log", "size": 7}
    assert place.found() == []
    place.sql("UPDATE alarms SET shown = kept")
    assert place.found() == [("edited", "alarms", alarm.id)]


def test_one_incident_is_kept_once(place_on_both: Place) -> None:
    """Other signatures on the same checkpoint, and later checkpoints of the second history, are the same incident."""
    kept = alarms_at(place_on_both)
    assert kept.keep(FORK)
    for same in (FORK, replace(FORK, kept="o\n7\nA\n\n— a x\n— b z\n"), replace(FORK, shown="o\n9\nC\n\n— a z\n")):
        assert not kept.keep(same)
    for other in (replace(FORK, kept="o\n8\nA\n\n— a x\n"), replace(FORK, kind="rollback"), replace(FORK, origin="c")):
        assert kept.keep(other)
    assert len(kept.all()) == 4
    assert len(place_on_both.trail.search(action=RAISED.action)) == 4


def test_a_log_that_was_found_out_fills_no_disk(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alarms of one log are bounded; those of another are still kept."""
    monkeypatch.setattr(alarms, "MOST", 3)
    kept = alarms_at(place)
    assert [kept.keep(replace(FORK, kept=f"o\n{size}\n\n—\n")) for size in range(5)] == [True] * 3 + [False] * 2
    assert kept.keep(replace(FORK, origin="other.example/log"))
