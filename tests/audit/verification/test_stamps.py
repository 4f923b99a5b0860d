"""When somebody outside saw the log, and what that says of the dates of its facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.audit import Anchor, AnchorFailed, Trail
from egovframe.audit.interfaces import Stamp
from egovframe.audit.verification.stamps import CLOCKS_DIFFER, Stamps
from egovframe.kernel.clock import instant
from egovframe.kernel.text import Text
from tests.audit.place import Place

NOON = datetime(2026, 9, 21, 12, tzinfo=UTC)
NOW = timedelta(0)


class Notary(Anchor):
    """An anchor that says when it saw what: its own clock is right, whatever the office's is."""

    title: ClassVar[Text] = Text(en="Notary")

    seen: list[Any] = []  # noqa: RUF012 - pydantic copies it

    def keep(self, checkpoint: str) -> None:
        """Take nothing: the tests say what was seen."""

    def newest(self) -> str | None:
        """Return what was seen last."""
        return next((each.checkpoint for each in reversed(self.seen) if isinstance(each, Stamp)), None)

    def stamped(self) -> Iterator[Stamp]:
        """Yield what was seen; break off where an error stands among it."""
        for each in self.seen:
            if isinstance(each, Exception):
                raise each
            yield each

    def sees(self, place: Place, at: datetime) -> None:
        """See the newest checkpoint at that moment."""
        place.trail.seal()
        self.seen.append(Stamp(place.trail.checkpoint() or "", at))


@pytest.fixture
def notary(place: Place) -> Notary:
    """A notary who is asked whenever the trail of the place is verified."""
    asked = Notary()
    place.trail = Trail(
        place.database, place.cabinet, clock=place.clock, origin="haneul.example/log", storage=place.storage,
        anchors={"notary": asked},
    )  # fmt: skip
    return asked


def told(place: Place) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return kind and key of the findings, and of the remarks."""
    report = place.trail.verify()
    both = report.findings, report.remarks
    return tuple([(each.kind, each.key) for each in some] for some in both)  # type: ignore[return-value]


def test_a_log_that_was_seen_in_time_holds(place: Place, notary: Notary) -> None:
    """Dates before the sight, and such that the clocks' difference explains, are as they should be."""
    place.facts(2)
    notary.sees(place, place.clock.now() - CLOCKS_DIFFER)
    place.clock.forward(hours=1)
    place.facts(1)
    notary.sees(place, place.clock.now() + timedelta(seconds=3))
    assert told(place) == ([], [])


def test_a_fact_of_later_than_when_it_was_seen_is_a_finding(place: Place, notary: Notary) -> None:
    """The office's clock was ahead: the first such fact is named, once for each sight; who saw it and when is said."""
    right = place.clock.now()
    place.facts(1)
    notary.sees(place, right)
    place.clock.forward(days=2)
    ahead, _ = place.facts(2)
    notary.sees(place, right + timedelta(minutes=1))
    assert told(place) == ([("backdated", ahead)], [])
    (finding,) = place.trail.verify().findings
    assert "seen by the anchor notary at 2026-09-21T01:01:00.000Z" in finding.message


def test_a_clock_that_was_put_right_is_a_remark_though_the_log_was_seen(place: Place, notary: Notary) -> None:
    """Whoever saw the log confirms the new date, not the old one."""
    right = place.clock.now()
    place.clock.forward(days=2)
    ahead = place.facts(1)
    notary.sees(place, right)
    place.clock.forward(days=-2, seconds=60)
    back = place.facts(1)
    notary.sees(place, right + timedelta(minutes=2))
    assert told(place) == ([("backdated", ahead[0])], [("backdated", back[0])])


def test_a_fact_of_earlier_than_when_the_log_was_seen_without_it_is_a_finding(place: Place, notary: Notary) -> None:
    """The clock was right when somebody saw the log; a day later a fact is written for the day before that."""
    place.facts(1)
    notary.sees(place, place.clock.now())
    place.clock.forward(days=-1)
    (back,) = place.facts(1)
    place.trail.seal()
    assert told(place) == ([("backdated", back)], [])
    (finding,) = place.trail.verify().findings
    assert "though the anchor notary saw the log without it" in finding.message
    assert "로그를 확인한 쪽(앵커 notary)" in finding.in_("ko")[0]


def test_facts_that_waited_long_for_their_seal_are_no_finding(place: Place, notary: Notary) -> None:
    """The log was seen while they waited; they are in order, and nobody set a clock back."""
    place.facts(1)
    place.trail.seal()
    newest = place.trail.checkpoint() or ""
    place.facts(2)
    place.clock.forward(hours=5)
    notary.seen.append(Stamp(newest, place.clock.now()))
    place.facts(1)
    place.trail.seal()
    assert told(place) == ([], [])


def test_a_checkpoint_of_another_history_that_was_seen_is_a_finding(place: Place, notary: Notary) -> None:
    """Not only the newest one that an anchor keeps counts: every one that it saw."""
    place.facts(1)
    notary.sees(place, place.clock.now())
    place.facts(1)
    notary.sees(place, place.clock.now())
    notary.seen.insert(0, Stamp("no checkpoint at all", place.clock.now()))
    place.sql("DELETE FROM checkpoints WHERE size = 1")
    kinds = {kind for kind, _ in told(place)[0]}
    assert kinds == {"forged", "deleted"}


def test_an_anchor_that_cannot_say_when_is_named_once(place: Place, notary: Notary) -> None:
    """What it said before still counts."""
    place.facts(1)
    notary.sees(place, place.clock.now() - timedelta(days=1))
    notary.seen.append(AnchorFailed("The notary is ill."))
    assert {kind for kind, _ in told(place)[0]} == {"unreadable", "backdated"}


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 500)), max_size=12), st.integers(0, 21))
def test_the_narrowest_bounds_are_found(sights: list[tuple[int, int]], position: int) -> None:
    """Against looking at every sight one by one."""
    stamps = Stamps()
    for size, minutes in sights:
        stamps.add(size, NOON + timedelta(minutes=minutes), accuracy=NOW, by="x")
    after = [minutes for size, minutes in sights if size > position]
    before = [minutes for size, minutes in sights if size <= position]
    covering, earlier = stamps.covering(position), stamps.before(position)
    assert (covering and covering.at) == (instant(NOON + timedelta(minutes=min(after))) if after else None)
    assert (earlier and earlier.at) == (instant(NOON + timedelta(minutes=max(before))) if before else None)
