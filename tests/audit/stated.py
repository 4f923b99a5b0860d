"""Statements of a trail alone: facts about two people, told and given without any office around."""

from __future__ import annotations

from typing import Any

from egovframe.audit import Search
from egovframe.audit.facts import GIVEN
from egovframe.audit.statement import Statement
from egovframe.audit.stating import MOST_FACTS, Found, Statements
from egovframe.kernel.facts import FactType, Note, Origin
from egovframe.kernel.text import Text
from tests.audit.place import CLERK, Place

CITY = Text(ko="하늘시", en="Haneul City")
SOMEBODY = Text(ko="도로과 담당자", en="An officer of Roads")


def lived(place: Place) -> None:
    """Let things happen to p-1 and p-2, among them a list with both, and seal them."""
    origin = Origin(address="10.0.0.1", session="s-1", agent="browser")
    for why in ("complaint", "a second look", "전화 문의"):
        place.facts(1, subjects=("p-1", "account:p"), why=why, origin=origin)
        place.facts(2, subjects=("p-2",), why="somebody else's", origin=origin)
    place.facts(1, subjects=("p-2", "p-1"), origin=origin)
    place.trail.seal()


def found(place: Place, *subjects: str, limit: int = MOST_FACTS) -> list[Found]:
    """Look up what there is about somebody."""
    with place.database.read() as conn:
        search = Search(subjects=subjects)
        return makers(place).found(conn, search, lambda _: frozenset(subjects), limit=limit)


def makers(place: Place) -> Statements:
    """Return what makes statements of this trail."""
    return Statements(place.cabinet, place.trail.title_of)


def given(place: Place, *subjects: str, fact: FactType = GIVEN, named: tuple[str, ...] = (), **said: Any) -> Statement:
    """Make a statement as an office does; `named` and `said` say something else in the fact of its giving."""
    facts = found(place, *subjects)
    with place.database.read() as conn:
        body = makers(place).draft(conn, facts, subjects, lambda _: SOMEBODY, office=CITY, at=place.clock.now())
    details = {"digest": body.digest(), "facts": len(body.facts), **said}
    note = Note(fact=fact, actor=CLERK, at=place.clock.now(), subjects=named or subjects, details=details)
    with place.database.write() as conn:
        fact_id = place.trail.record(conn, note)
    place.trail.seal()
    with place.database.read() as conn:
        return makers(place).finish(conn, body, fact_id)
