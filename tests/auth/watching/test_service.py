"""Everybody's sessions: seen and ended by whoever may, and the look is a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from egovframe.auth.errors import AccountNotFound, MoreNeeded, SessionNotFound
from egovframe.auth.watching.service import ENDED, OpenSessions, end_everybodys
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from egovframe.kernel.work import UnitOfWork
from tests.auth.fakes import CountingCode
from tests.auth.gatehouse import AWAY, HOME, NOBODY, PASSWORD, Gatehouse

WATCH = Actor("officer", "watch", "Watch", holds={"session.end": EVERYWHERE})
ONE_UNIT = Actor("officer", "half", "Half", holds={"session.end": frozenset({"roads"})})
MANAGER = Actor("officer", "manager", "Manager", holds={"account.manage": EVERYWHERE})


def sessions(gate: Gatehouse, work: UnitOfWork) -> OpenSessions:
    """The verbs on this unit of work."""
    return OpenSessions(work, gate.auth)


@pytest.fixture
def busy(gate: Gatehouse) -> Gatehouse:
    """Kim is signed in twice, lee once."""
    for name in ("kim", "lee"):
        gate.add(name)
    gate.auth.sign_in("kim", PASSWORD, origin=HOME)
    gate.auth.sign_in("kim", PASSWORD, origin=AWAY)
    gate.auth.sign_in("lee", PASSWORD, origin=HOME)
    return gate


def test_who_is_signed_in(busy: Gatehouse) -> None:
    """Names, places and levels of all; what was asked for stays private in the fact, the number is told."""
    with busy.work(WATCH) as work:
        found = sessions(busy, work).list()
        kims = sessions(busy, work).list(matching="KIM", address="203.")
    assert sorted(each.name for each in found) == ["kim", "kim", "lee"]
    assert [(each.name, each.kind, each.session.address, each.session.assurance) for each in kims] == [
        ("kim", "officer", AWAY.address, 1)
    ]
    first, second = busy.facts.of("session.listed")
    assert (first.details, first.private) == ({"count": 3}, {})
    assert (second.details, second.private) == ({"count": 1}, {"name": "KIM", "address": "203."})
    with busy.work(WATCH) as work:
        assert len(sessions(busy, work).list(limit=1)) == 1


def test_an_idle_session_is_not_open(busy: Gatehouse) -> None:
    """What nobody used for too long is over, whatever the row says."""
    busy.time.forward(seconds=timedelta(hours=13).total_seconds())
    with busy.work(WATCH) as work:
        assert sessions(busy, work).list() == []


def test_ending_one_and_all(busy: Gatehouse) -> None:
    """One by its id, all of an account; each end is a fact about its owner."""
    token, session = busy.auth.sign_in("lee", PASSWORD)
    with busy.work(WATCH) as work:
        assert sessions(busy, work).end(session.id).name == "lee"
    assert busy.auth.session(token) is None
    with busy.work(WATCH) as work, pytest.raises(SessionNotFound):
        sessions(busy, work).end(session.id)
    with busy.work(WATCH) as work:
        kept = sessions(busy, work).list(matching="kim")[0].session
        assert sessions(busy, work).end_all("kim", keep=kept.id) == 1
        assert [each.id for each in sessions(busy, work).of("kim")] == [kept.id]
    ended = busy.facts.of("session.ended")
    assert [note.reason for note in ended] == [ENDED, ENDED]
    assert ended[0].subjects == (f"account:{session.account}",)
    with busy.work(WATCH) as work, pytest.raises(AccountNotFound):
        sessions(busy, work).end_all("nobody")


@pytest.mark.parametrize("actor", [NOBODY, ONE_UNIT, MANAGER], ids=["nobody", "one unit", "manager"])
def test_only_for_the_whole_office(busy: Gatehouse, actor: Actor) -> None:
    """Whoever may end sessions in one unit, or manage accounts only, neither sees nor ends those of the office."""
    token, session = busy.auth.sign_in("lee", PASSWORD)
    deeds: tuple[Callable[[OpenSessions], object], ...] = (
        lambda verbs: verbs.list(),
        lambda verbs: verbs.end(session.id),
        lambda verbs: verbs.end_all("lee"),
    )
    for deed in deeds:
        with busy.work(actor) as work, pytest.raises(Forbidden):
            deed(sessions(busy, work))
    assert busy.auth.session(token) is not None


def test_whose_sessions_may_be_looked_at(busy: Gatehouse) -> None:
    """One's own, and anybody's by whoever manages accounts or ends sessions."""
    _, own = busy.auth.sign_in("lee", PASSWORD)
    with busy.work(own.actor) as work:
        assert len(sessions(busy, work).of("LEE")) == 2
        with pytest.raises(Forbidden):
            sessions(busy, work).of("kim")
    for actor in (MANAGER, WATCH):
        with busy.work(actor) as work:
            assert len(sessions(busy, work).of("kim")) == 2


def test_pages_follow_each_other(busy: Gatehouse) -> None:
    """Each session once, those used at the same moment as well; idle ones neither shown nor leaving a page short."""
    for number in range(5):
        busy.add(f"idle-{number}")
        busy.auth.sign_in(f"idle-{number}", PASSWORD)
    busy.time.forward(hours=11)
    late = [busy.auth.sign_in("lee", PASSWORD)[1].id for _ in range(3)]
    busy.time.forward(hours=2)
    early = [busy.auth.sign_in("kim", PASSWORD)[1].id for _ in range(4)]
    seen: list[str] = []
    after = None
    with busy.work(WATCH) as work:
        while page := sessions(busy, work).list(after=after, limit=3):
            seen += [each.session.id for each in page]
            after = page[-1].session.seen, page[-1].session.id
    assert seen == [*reversed(early), *reversed(late)]
    assert [note.details["count"] for note in busy.facts.of("session.listed")] == [3, 3, 1, 0]


@pytest.mark.asvs("V7.4.5")
def test_everybody_is_signed_out(busy: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """In as many units of work as it takes, each session a fact about its owner; the one to keep goes on."""
    token, mine = busy.auth.sign_in("lee", PASSWORD)
    monkeypatch.setattr("egovframe.auth.watching.service.BATCH", 2)
    opened: list[UnitOfWork] = []

    @contextmanager
    def opening() -> Iterator[Any]:
        with busy.work(WATCH) as work:
            opened.append(work)
            yield SimpleNamespace(sessions=sessions(busy, work))

    with busy.work(WATCH) as work:
        assert sessions(busy, work).count() == 4
    assert end_everybodys(opening, keep=mine.id) == 3
    assert len(opened) == 2
    assert busy.auth.session(token) is not None
    ended, began = busy.facts.of("session.ended"), busy.facts.of("sign-in.succeeded")
    assert sorted(note.subjects for note in ended) == sorted(note.subjects for note in began[:3])
    assert end_everybodys(opening, keep=mine.id) == 0
    with busy.work(ONE_UNIT) as work, pytest.raises(Forbidden):
        sessions(busy, work).end_some()
    with busy.work(ONE_UNIT) as work, pytest.raises(Forbidden):
        sessions(busy, work).count()


def test_sessions_that_are_over_leave_no_page_short(gate: Gatehouse) -> None:
    """Those of level 2 end unused after an hour, though they were used later than others that go on."""
    gate.auth.methods.update(code=CountingCode())
    gate.add("lee")
    going_on = [gate.auth.sign_in("lee", PASSWORD)[1].id for _ in range(3)]
    kim = gate.add("kim")
    with gate.auth.changing_factors(kim) as (work, who):
        factor, _ = gate.auth.factors.enrol_code(work, who, "code")
        gate.auth.factors.confirm_code(work, who, factor.id, "1")
    gate.time.forward(minutes=1)
    for code in "2345":
        with pytest.raises(MoreNeeded) as more:
            gate.auth.sign_in("kim", PASSWORD)
        gate.auth.entrance.code(more.value.step, "code", code, origin=HOME, device="")
    with gate.work(WATCH) as work:
        assert {each.name for each in sessions(gate, work).list(limit=4)} == {"kim"}
    gate.time.forward(hours=2)
    with gate.work(WATCH) as work:
        found = sessions(gate, work).list(limit=3)
    assert [each.session.id for each in found] == [*reversed(going_on)]
