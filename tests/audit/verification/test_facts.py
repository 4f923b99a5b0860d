"""One fact after the other."""

from __future__ import annotations

import pytest

from egovframe.audit import entry as entries
from egovframe.kernel.facts import Origin
from tests.audit.place import Place


@pytest.fixture
def told(place: Place) -> Place:
    """A sealed fact about somebody, with values of two owners beside it."""
    place.facts(1, subjects=("p-1",), why="complaint", origin=Origin(address="10.0.0.1"))
    place.trail.tend()
    return place


def test_a_deep_verification_opens_what_was_not_erased(told: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that are not what the entry commits to are found by opening them, and only so."""
    assert told.found(deep=True) == []
    monkeypatch.setattr(entries.Opened, "commitment", property(lambda _self: "another"))
    assert told.found() == []
    assert [(kind, table) for kind, table, _ in told.found(deep=True)] == [("edited", "facts")]


def test_an_erasure_is_no_damage(told: Place) -> None:
    """The person's key is gone; the fact, its sealed bytes and its commitments hold, also opened as far as possible."""
    told.sql("DELETE FROM data_keys WHERE owner = 'p-1'")
    assert [finding for finding in told.found(deep=True) if finding[1] == "facts"] == []


def test_a_fact_of_the_first_version_still_verifies(place: Place) -> None:
    """Its private values were one part, sealed under the office's key."""
    import hashlib

    from egovframe.audit.entry import FACT_MAC
    from egovframe.kernel.canonical import b64, canonical

    hidden = b"s" * 16 + b'{"why":"asked"}'
    entry = canonical(
        {
            "v": 1, "id": "f-1", "at": "2026-09-21T01:00:00.000Z", "action": "case.read", "object": "case-1",
            "actor": {"kind": "officer", "id": "o-1"}, "outcome": "done",
            "private": b64(hashlib.sha256(hidden).digest()),
        }
    )  # fmt: skip
    place.sql(
        "INSERT INTO facts (id, entry, mac, private) VALUES ('f-1', :entry, :mac, :private)",
        entry=entry,
        mac=place.cabinet.mac(FACT_MAC, entry),
        private=place.cabinet.office_seal("fact:f-1", hidden),
    )
    assert place.trail.tend() == 1
    assert place.found() == []
    (fact,) = place.trail.facts(private=True)
    assert (fact.private, fact.version, fact.does) == ({"why": "asked"}, 1, "change")
    place.sql("UPDATE facts SET private = :other", other=place.cabinet.office_seal("fact:f-1", hidden + b" "))
    assert place.found() == [("edited", "facts", "f-1")]


@pytest.mark.asvs("V16.2.2")
@pytest.mark.parametrize("sealed", [True, False])
def test_a_clock_that_was_set_back_is_named_once(place: Place, sealed: bool) -> None:
    """At the first fact after it; what comes later follows on. A long unit of work is no clock set back."""
    place.facts(1)
    place.clock.forward(minutes=-50)
    place.facts(1)
    place.clock.forward(days=3)
    place.facts(1)
    place.clock.forward(days=-1)
    back, _ = place.facts(2)
    if sealed:
        place.trail.tend()
    report = place.trail.verify()
    assert report.findings == [], "a wrong clock has to be put right, and that breaks nothing"
    assert [(each.kind, each.table, each.key) for each in report.remarks] == [("backdated", "facts", back)]
    assert "was set back by 1 day, 0:00:00." in report.remarks[0].message
    assert report.holds
