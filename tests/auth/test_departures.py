"""Whoever left the directory is signed in no longer: looked for every so often, and when somebody cannot sign in."""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import timedelta

import pytest
from pydantic import Field

from egovframe.auth import Given, Person, SignInFailed, SourceUnavailable
from egovframe.auth.departures import Departures
from egovframe.auth.errors import MoreNeeded
from egovframe.auth.tables import sessions
from tests.auth.fakes import CountingCode, Phonebook
from tests.auth.gatehouse import HOME, PASSWORD, Gatehouse

ROADS = (Given("road-officer", "roads"),)


class Staff(Phonebook):
    """A directory that people leave; it remembers how often it was asked about whom."""

    left: set[str] = Field(default_factory=set)
    asked: list[list[str]] = Field(default_factory=list)
    down: threading.Event = Field(default_factory=threading.Event)

    def check(self, name: str, secret: str) -> Person | None:
        """Whoever has not left, with a role."""
        known = super().check(name, secret)
        if known is None or known.subject in self.left:
            return None
        return Person("staff", known.subject, self.evidence(), name=name, roles=ROADS, kept=f"kept:{known.subject}")

    def gone(self, kept: Collection[str]) -> frozenset[str]:
        """Whoever has left."""
        self.asked.append(sorted(kept))
        if self.down.is_set():
            raise SourceUnavailable("The directory cannot be reached.", hint="Try again later.")
        return frozenset(each for each in kept if each.removeprefix("kept:") in self.left)


@pytest.fixture
def staff(gate: Gatehouse) -> Staff:
    """A directory behind the door; kim has a password here."""
    book = Staff()
    gate.auth.sources["staff"] = book
    gate.auth.methods["staff"] = book
    gate.add("kim")
    return book


def test_whoever_left_is_signed_in_no_longer(gate: Gatehouse, staff: Staff) -> None:
    """In all their sessions by that directory, with the roles that it gave; others go on. Each is a fact."""
    tokens = [gate.enter(name, name * 2)[0] for name in ("park", "park", "choi")]
    own = gate.enter("kim", PASSWORD)[0]
    assert gate.auth.departures.look() == 0
    assert staff.asked == [["kept:choi", "kept:park"]]
    staff.left.add("park")
    account = gate.auth.session(tokens[0])
    assert account is not None
    assert account.actor.may("petition.answer", unit="roads")
    assert gate.auth.departures.look() == 2
    assert [gate.auth.session(token) is not None for token in (*tokens, own)] == [False, False, True, True]
    ended = gate.facts.of("session.ended")
    assert {note.reason for note in ended} == {"no longer known to staff"}
    assert [note.subjects for note in ended] == [(f"account:{account.account}",)] * 2
    (revoked,) = gate.facts.of("role.revoked")
    assert (revoked.actor.id, revoked.details["role"]) == ("system:source:staff", "road-officer")
    assert gate.auth.departures.look() == 0
    assert len(gate.facts.of("session.ended")) == 2


def test_whoever_proved_more_besides_is_not_overlooked(gate: Gatehouse, staff: Staff) -> None:
    """The second factor changes nothing: it was the directory that let them in."""
    gate.auth.methods["code"] = CountingCode()
    session = gate.enter("park", "parkpark")[1]
    with gate.auth.changing_factors(session.account) as (work, account):
        factor, _ = gate.auth.factors.enrol_code(work, account, "code")
        gate.auth.factors.confirm_code(work, account, factor.id, "1")
    with pytest.raises(MoreNeeded) as more:
        gate.enter("park", "parkpark")
    token = gate.auth.entrance.code(more.value.step, "code", "2", origin=HOME, device="").token
    staff.left.add("park")
    assert gate.auth.departures.look() == 2
    assert gate.auth.session(token) is None


def test_a_directory_that_cannot_be_asked_ends_nothing(gate: Gatehouse, staff: Staff) -> None:
    """Its people go on until it answers; another directory's are looked at all the same."""
    token, other = gate.enter("park", "parkpark")[0], Staff()
    gate.auth.sources["other"] = other
    gate.auth.methods["other"] = other
    staff.left.add("choi")
    elsewhere = gate.enter("choi", "choichoi")[0]
    staff.left.add("park")
    other.left.add("choi")
    staff.down.set()
    assert gate.auth.departures.look() == 1
    assert gate.auth.session(token) is not None
    assert gate.auth.session(elsewhere) is None
    staff.down.clear()
    assert gate.auth.departures.look() == 1
    assert gate.auth.session(token) is None


def test_a_directory_that_cannot_tell_ends_nothing(gate: Gatehouse) -> None:
    """One that keeps nothing of a session is not asked, and one that is asked may know nobody who left."""
    gate.auth.sources["book"] = book = Phonebook()
    gate.auth.methods["book"] = book
    token = gate.enter("park", "parkpark")[0]
    assert gate.auth.departures.look() == 0
    assert gate.auth.session(token) is not None
    assert book.gone(["x"]) == frozenset()


def test_a_session_that_another_tool_wrote_is_passed_over(gate: Gatehouse, staff: Staff) -> None:
    """What cannot be opened says nothing of anybody; the others are looked at."""
    broken, whole = gate.enter("park", "parkpark")[1], gate.enter("choi", "choichoi")[1]
    with gate.database.write() as conn:
        conn.execute(sessions.update().where(sessions.c.id == broken.id).values(leave=b"x"))
    staff.left.update(("park", "choi"))
    assert gate.auth.departures.look() == 1
    assert staff.asked[-1] == ["kept:choi"]
    assert gate.auth.sessions(whole.account) == []


def test_many_are_asked_about_together(gate: Gatehouse, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    """In questions of a bounded length."""
    monkeypatch.setattr("egovframe.auth.departures._TOGETHER", 2)
    for name in ("park", "choi", "jung"):
        gate.enter(name, name * 2)
    staff.left.update(("park", "jung"))
    assert gate.auth.departures.look() == 2
    assert staff.asked == [["kept:choi", "kept:jung"], ["kept:park"]]


def test_who_cannot_sign_in_hurries_it(gate: Gatehouse, staff: Staff) -> None:
    """Whatever the reason; nobody waits for it, and somebody who comes in hurries nothing."""
    departures: Departures = gate.auth.departures
    token = gate.enter("park", "parkpark")[0]
    gate.enter("kim", PASSWORD)
    assert not departures.hurry.is_set()
    staff.left.add("park")
    with pytest.raises(SignInFailed):
        gate.enter("park", "parkpark")
    assert departures.hurry.is_set()
    assert staff.asked == []
    assert gate.auth.session(token) is not None
    departures.look()
    assert gate.auth.session(token) is None


def test_it_is_often_enough_by_default(gate: Gatehouse) -> None:
    """Within five minutes."""
    assert gate.auth.settings.sources_every <= timedelta(minutes=5)
