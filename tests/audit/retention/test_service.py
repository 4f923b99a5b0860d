"""Disposing of what stands sealed beside old facts, and what keeps it: floors, holds, and the guard of the keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egovframe.audit import Proof, Search, StillKept
from egovframe.audit.alone import Alone
from egovframe.audit.facts import FACTS
from egovframe.audit.retention.holds import Over
from egovframe.kernel.cabinet import data_keys
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.events import Observers
from egovframe.kernel.facts import FactType, Note, Origin, Whose
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork
from tests.audit.place import CLERK, Place
from tests.support.deeds import deed

KEEPER = Actor.system("keeper")
VISITOR = Actor.visitor()
PRIVATE: dict[str, Whose] = {"typed": "office"}
TOLD = FactType(action="thing.told", title=Text(en="told"), private=PRIVATE)
LONG = FactType(action="thing.kept-long", title=Text(en="kept long"), private=PRIVATE, keep=4)
OTHER = FactType(action="other.told", title=Text(en="other"), private=PRIVATE)


@contextmanager
def work(place: Place, by: Actor = KEEPER) -> Iterator[UnitOfWork]:
    """Lend a unit of work over the trail alone."""
    around = Alone(place.clock, place.database, place.cabinet, place.trail, Observers())
    with UnitOfWork(around, by=by, why="test").running() as lent:
        yield lent


def told(place: Place, text: str, *, fact: Any = TOLD, by: Actor = VISITOR, **more: Any) -> str:
    """Write a fact whose value is sealed with the month's key, and return its id."""
    note = Note(fact=fact, actor=by, at=place.clock.now(), private={"typed": text}, **more)
    with place.database.write() as conn:
        return place.trail.record(conn, note)


def keys(place: Place) -> list[str]:
    """The owners of all keys."""
    with place.database.read() as conn:
        return sorted(conn.execute(sa.select(data_keys.c.owner)).scalars())


def to(place: Place, year: int, month: int, day: int = 15) -> None:
    """Set the clock forward to a day."""
    place.clock.forward(seconds=(datetime(year, month, day, tzinfo=UTC) - place.clock.now()).total_seconds())


def texts(place: Place) -> list[str]:
    """What can be read of the values that were told, oldest first."""
    found = place.trail.facts(Search(action=TOLD.action), limit=500, private=True)
    return [fact.private["typed"] for fact in reversed(found) if "typed" in fact.private]


def test_article_8_is_refused_within_two_years_with_date_and_rule(place_on_both: Place) -> None:
    """Nothing is disposed of within the floor; the refusal says until when, and by which rule."""
    place = place_on_both
    to(place, 2027, 3)
    told(place, "비밀")
    to(place, 2029, 3, 31)
    place.trail.tend()
    said = "2027-03 are not disposed of: Kept until 2029-04-01: 고시 2026-9 §8: 2 years"
    with pytest.raises(StillKept, match=said), work(place) as keeping:
        place.trail.retention.dispose(keeping, until="2027-03")
    with work(place) as keeping:
        assert place.trail.retention.dispose(keeping).months == ()
    with pytest.raises(StillKept), work(place) as keeping:  # by any other way neither
        place.cabinet.destroy_key(keeping, "office:2027-03")
    assert texts(place) == ["비밀"]
    assert place.trail.search(action="audit.disposed") == []


def test_beyond_the_floor_the_values_go_and_every_proof_stays(place_on_both: Place, tmp_path: Path) -> None:
    """The months' values are in no file and cannot be read; entries, proofs and deep verification hold."""
    place = place_on_both
    to(place, 2027, 3)
    ids = [told(place, "제갈하늘 0001", origin=Origin(address="198.51.100.77")) for _ in range(3)]
    to(place, 2027, 4)
    ids.append(told(place, "남궁바다 0002"))
    place.trail.tend()
    to(place, 2029, 4, 1)
    with place.database.read() as conn:
        wrapped = conn.execute(sa.select(data_keys.c.wrapped).where(data_keys.c.owner == "office:2027-03")).scalar_one()
    with work(place) as keeping:
        found = place.trail.retention.dispose(keeping)
    place.trail.tend()
    assert (found.months, found.counts) == (("2027-03",), {"thing.told": 3})
    assert texts(place) == ["남궁바다 0002"]
    if place.database.dialect == "sqlite":
        for path in tmp_path.rglob("*"):
            assert not path.is_file() or bytes(wrapped) not in path.read_bytes(), path
    for fact_id in ids:
        assert fact_id.encode() in Proof.parse(place.trail.proof(fact_id)).verify(place.trail.vkey)
    assert place.trail.verify(deep=True).findings == []
    [fact] = place.trail.search(action="audit.disposed")
    assert fact["id"] == found.fact
    assert fact["details"] == {"months": ["2027-03"], "counts": {"thing.told": 3}}
    assert fact["basis"] == "개인정보 보호법 제21조"
    with work(place) as keeping:
        assert place.trail.retention.dispose(keeping).months == ()  # nothing is left of what was open


def test_one_type_keeps_its_month_and_only_its_month(place: Place) -> None:
    """A fact of a type that is kept four years keeps all that is sealed with the same key."""
    to(place, 2027, 3)
    told(place, "kept", fact=LONG)
    told(place, "with it")
    to(place, 2027, 4)
    told(place, "gone")
    place.trail.tend()
    to(place, 2030, 1)
    with pytest.raises(StillKept, match=r"2031-04-01: thing\.kept-long: 4 years"), work(place) as keeping:
        place.trail.retention.dispose(keeping, until="2027-04")
    with work(place) as keeping:
        assert place.trail.retention.dispose(keeping).months == ("2027-04",)
    assert texts(place) == ["with it"]


def test_what_is_not_sealed_with_the_month_does_not_keep_it(place: Place) -> None:
    """A type kept for ten years keeps a month only by what it has sealed there: a clerk's values have another key."""
    to(place, 2027, 3)
    told(place, "gone")
    rotated = next(kind for kind in FACTS if kind.action == "log-key.rotated")
    with place.database.write() as conn:
        place.trail.record(conn, Note(fact=rotated, actor=CLERK, at=place.clock.now(), why="yearly"))
    place.trail.tend()
    to(place, 2030, 1)
    with work(place) as keeping:
        assert place.trail.retention.dispose(keeping).months == ("2027-03",)


def test_a_hold_keeps_until_it_is_lifted(place_on_both: Place) -> None:
    """Placed and lifted for reasons that are not published; both are facts, and the rows are vouched for."""
    place = place_on_both
    to(place, 2027, 3)
    told(place, "evidence", subjects=("petition:1",))
    to(place, 2030, 1)
    retention = place.trail.retention
    with work(place) as keeping:
        hold = retention.place(
            keeping,
            Over(actions=("thing.*",), subjects=("petition:1",)),
            reason="소송 홍길동",
            basis="민사소송법 제344조",
        )
    with pytest.raises(StillKept, match=f"Legal hold {hold.id}"), work(place) as keeping:
        retention.dispose(keeping, until="2027-03")
    with work(place) as keeping:
        assert retention.dispose(keeping).months == ()
        assert retention.months(keeping.conn, at=keeping.at)[0].holds == (hold.id,)
    with work(place) as keeping:
        lifted = retention.lift(keeping, hold.id, reason="판결 확정")
    assert (lifted.lifted_by, lifted.lifted_reason) == (KEEPER.id, "판결 확정")
    with pytest.raises(Conflict, match="was lifted"), work(place) as keeping:
        retention.lift(keeping, hold.id, reason="again")
    with work(place) as keeping:
        assert retention.holds(keeping.conn) == []
        assert [each.reason for each in retention.holds(keeping.conn, lifted=True)] == ["소송 홍길동"]
        assert retention.dispose(keeping).months == ("2027-03",)
    place.trail.tend()
    [placed] = place.trail.search(action="hold.placed")
    assert placed["details"] == {"actions": ["thing.*"], "subjects": ["petition:1"]}
    assert placed["subjects"] == ["petition:1"]
    assert "홍길동" not in str(placed)
    assert place.trail.verify(deep=True).findings == []
    assert place.sql("UPDATE fact_holds SET lifted_at = NULL") == 1
    assert ("edited", "fact_holds", hold.id) in place.found()


def test_many_holds_on_one_fact(place: Place) -> None:
    """A fact stays under its second hold when the first is lifted."""
    to(place, 2027, 3)
    told(place, "evidence")
    to(place, 2030, 1)
    retention = place.trail.retention
    with work(place) as keeping:
        first, second = (retention.place(keeping, Over(actions=("*",)), reason=why) for why in ("one", "two"))
        assert set(retention.months(keeping.conn, at=keeping.at)[0].holds) == {first.id, second.id}
        retention.lift(keeping, first.id, reason="done")
        assert retention.months(keeping.conn, at=keeping.at)[0].holds == (second.id,)


def test_a_hold_over_a_person_refuses_the_erasure(place_on_both: Place) -> None:
    """Whoever destroys the person's key is refused, with the hold named; another person can be erased."""
    place = place_on_both
    for person in ("person-1", "person-2"):
        place.facts(1, subjects=(person,), why="asked")
    place.trail.tend()
    with work(place) as keeping:
        hold = place.trail.retention.place(keeping, Over(subjects=("person-1",)), reason="lawsuit")
    with pytest.raises(StillKept, match=hold.id), work(place) as keeping:
        place.cabinet.destroy_key(keeping, "person-1")
    with work(place) as keeping:
        place.cabinet.destroy_key(keeping, "person-2")
        keeping.note(deed("person.erased"), object="person-2")
    assert "person-1" in keys(place)
    assert "person-2" not in keys(place)


def test_a_hold_over_deeds_refuses_the_erasure_of_whom_they_are_about(place: Place) -> None:
    """A hold on an action keeps the values of everybody of whom such a fact tells, sealed or not sealed yet."""
    place.facts(1, subjects=("person-1",), why="asked")
    place.trail.tend()
    with work(place) as keeping:
        hold = place.trail.retention.place(
            keeping, Over(actions=("thing.s*",), since="2026-01-01T00:00:00.000Z"), reason="x"
        )
    place.facts(1, subjects=("person-2",), why="asked")
    for person in ("person-1", "person-2"):
        with pytest.raises(StillKept, match=hold.id), work(place) as keeping:
            place.cabinet.destroy_key(keeping, person)


def test_article_8_the_place_of_access_of_an_officer_is_kept(place_on_both: Place) -> None:
    """An officer's key seals an item of access records: it stays for two years; a citizen's goes at any time."""
    place = place_on_both
    to(place, 2027, 3)
    citizen = Actor(kind="citizen", id="c-1", name="Citizen")
    for actor in (CLERK, citizen):
        with place.database.write() as conn:
            note = Note(fact=deed("thing.seen"), actor=actor, at=place.clock.now(), origin=Origin(address="10.0.0.1"))
            place.trail.record(conn, note)
    place.trail.tend()
    to(place, 2029, 3)
    with pytest.raises(StillKept, match=r"account:o-1 is kept until 2029-04-01"), work(place) as keeping:
        place.cabinet.destroy_key(keeping, "account:o-1")
    with work(place) as keeping:
        place.cabinet.destroy_key(keeping, "account:c-1")
        keeping.note(deed("person.erased"), object="c-1")
    to(place, 2029, 4, 1)
    with work(place) as keeping:
        place.cabinet.destroy_key(keeping, "account:o-1")
        keeping.note(deed("person.erased"), object="o-1")


def test_who_may(place: Place) -> None:
    """Placing, lifting and disposing need permissions of their own; a refusal is a fact."""
    retention = place.trail.retention
    with pytest.raises(Forbidden), work(place, CLERK) as clerk:
        retention.place(clerk, Over(actions=("*",)), reason="x")
    with pytest.raises(Forbidden), work(place, CLERK) as clerk:
        retention.lift(clerk, "h", reason="x")
    with pytest.raises(Forbidden), work(place, CLERK) as clerk:
        retention.dispose(clerk)
    assert [fact["details"]["permission"] for fact in place.trail.search(action="access.denied")] == [
        "audit.dispose", "audit.hold", "audit.hold",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("over", "reason", "field"),
    [
        (Over(), "x", "actions"),
        (Over(actions=("*",)), " ", "reason"),
        (Over(actions=("*",)), "x" * 1001, "reason"),
        (Over(actions=("*",) * 101), "x", "actions"),
        (Over(object="x" * 201), "x", "object"),
        (Over(since="2026-01-01"), "x", "since"),
        (Over(since="2026-01-02T00:00:00.000Z", until="2026-01-01T00:00:00.000Z"), "x", "until"),
    ],
)
def test_what_a_hold_must_say(place: Place, over: Over, reason: str, field: str) -> None:
    """What it is over, why, and a span that is one; each fault is named."""
    with pytest.raises(Invalid) as refused, work(place) as keeping:
        place.trail.retention.place(keeping, over, reason=reason)
    assert [fault.field for fault in refused.value.faults] == [field]
    with pytest.raises(NotFound), work(place) as keeping:
        place.trail.retention.lift(keeping, "none", reason="x")


KINDS = (TOLD, LONG, OTHER)
PEOPLE = ("p-1", "p-2", "")
START = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def history(place: Place) -> list[dict[str, Any]]:
    """Ninety facts over thirty months, of three types, about three people."""
    written = []
    for number in range(90):
        place.clock.forward(seconds=10 * 86_400)
        kind, person = KINDS[number % 3], PEOPLE[(number // 2) % 3]
        if number % 9:
            told(place, str(number), fact=kind, subjects=(person,) if person else ())
            at = instant(place.clock.now())
            written.append(
                {"at": at, "action": kind.action, "subjects": [person], "actor": {"id": "visitor"}, "object": ""}
            )
    place.clock.forward(seconds=40 * 86_400)  # facts about holds fall into another month
    place.trail.tend()
    return written


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_fact_is_ever_disposed_of_within_its_floor_or_under_a_hold(
    place: Place, history: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Whatever is held and whenever it is asked: the plan spares every such fact, and takes every month without one."""
    month = st.dates(START.date(), (START + timedelta(days=1_200)).date())
    moments = st.one_of(st.just(""), month.map(lambda day: f"{day}T00:00:00.000Z"))
    overs = st.builds(
        Over,
        actions=st.sampled_from([(), ("thing.*",), ("other.told",)]),
        subjects=st.sampled_from([(), ("p-1",), ("p-1", "p-2")]),
        since=moments,
        until=moments,
    ).filter(lambda over: not over.nothing and not (over.since and over.until and over.until <= over.since))
    held = data.draw(st.lists(overs, max_size=3))
    at = datetime.combine(data.draw(st.dates(START.date(), datetime(2036, 1, 1, tzinfo=UTC).date())), START.timetz())
    retention = place.trail.retention
    with work(place) as keeping:
        placed = [retention.place(keeping, over, reason="x") for over in held]
    with place.database.read() as conn:
        months = retention.plan(conn, at=at).months
    with work(place) as keeping:
        for hold in placed:
            retention.lift(keeping, hold.id, reason="x")
    now = instant(at)
    for name in {fact["at"][:7] for fact in history}:
        facts = [fact for fact in history if fact["at"][:7] == name]
        floors = [4 if fact["action"] == "thing.kept-long" else 2 for fact in facts]
        # a month ends on its last day: 31 stands for whichever it is
        passed = all(f"{int(name[:4]) + years}{name[4:]}-31T24" < now for years in floors)
        spared = any(over.fits(fact) for over in held for fact in facts)
        assert (name in months) == (passed and not spared), name
