"""Lists show exactly the records that `may` opens one by one, however narrowly a role is held."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egovframe.kernel.permissions import EVERYWHERE, NOT_GRANTED, Actor, Asked, Decision, Forbidden, Scope
from egovframe.records.model import Page, Record
from tests.records.room import SYSTEM, Room
from tests.support.elsewhere import elsewhere

UNITS = ("roads", "parks")
FORMS = (None, "pothole", "suggestion")
PEOPLE = ("a-1", "a-3")

scopes = st.builds(
    Scope,
    st.frozensets(st.sampled_from(UNITS), max_size=2) | st.just(EVERYWHERE),
    st.none() | st.sampled_from(["pothole", "suggestion"]),
    st.none() | st.sampled_from(PEOPLE),
)


class Picky:
    """Lets nothing pass that a-3 registered."""

    version, judges = "0", True

    def decide(self, actor: Actor, asked: Asked) -> Decision:
        """Refuse what it does not like, and what grants refuse."""
        granted = actor.granted(asked.permission, asked.unit, asked.form, asked.owner)
        return Decision(allowed=granted and asked.owner != "a-3", reason=NOT_GRANTED)

    def apart(self, permission: str) -> frozenset[str]:
        """Hold nothing apart."""
        return frozenset()


@pytest.fixture
def full(room: Room) -> Room:
    """A room with a record of every unit, form and registrar, all of them due."""
    for unit, form, who in product(UNITS, FORMS, PEOPLE):
        with room.work(SYSTEM) as work:
            record = room.records(work).declare("leaflets", "안내", b"x", completed=date(2020, 1, 2), unit=unit)
        with elsewhere(room.database) as conn:
            conn.execute(
                sa.text("UPDATE records SET form = :form, registered_by = :who WHERE id = :id"),
                {"form": form, "who": who, "id": record.id},
            )
    return room


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(scopes, max_size=3), st.booleans(), st.sampled_from([1, 4, 100]), st.sampled_from(["list", "due"]))
def test_lists_and_decisions_agree(full: Room, narrow: list[Scope], judged: bool, limit: int, verb: str) -> None:
    """On random grants and with a plug-in that judges, on each database, by every page size."""
    actor = Actor("officer", "a-1", "Kim", narrow={"record.read": tuple(narrow)}, rule=Picky() if judged else None)
    expected = [
        case
        for case in product(UNITS, FORMS, PEOPLE)
        if actor.may("record.read", unit=case[0], form=case[1], owner=case[2])
    ]
    with full.work(actor) as work:
        records = full.records(work)
        if not actor.may("record.read"):
            with pytest.raises(Forbidden):
                records.list()
            return
        found: list[Record] = []
        cursor: str | None = None
        while True:
            page: Page = getattr(records, verb)(cursor=cursor, limit=limit)
            found += page.items
            cursor = page.next
            if cursor is None:
                break
        assert sorted(map(str, ((each.unit, each.form, each.registered_by) for each in found))) == sorted(
            map(str, expected)
        )
        assert len({each.id for each in found}) == len(found)
        for each in found:
            assert records.get(each.id).id == each.id
