"""The SQL of the procedure, where the verbs do not show it."""

from __future__ import annotations

from egovframe.forms.procedure import store
from egovframe.forms.service import Petitions
from tests.forms.course import Case
from tests.forms.desk import SYSTEM, Desk
from tests.support.plans import plans


def test_what_is_due_comes_in_portions(desk: Desk) -> None:
    """At most so many at once, the oldest first; the rest next time."""
    cases = [Case(desk) for _ in range(3)]
    for case in cases:
        case.officer(Petitions.ask_supplement, "사진", days=1)
    desk.time.forward(days=40)
    with desk.work(SYSTEM) as work:
        assert desk.at(work).tick(most=2) == 4  # two progress notices, two supplements
    with desk.work(SYSTEM) as work:
        assert desk.at(work).tick(most=2) == 2
    with desk.look(SYSTEM) as look:
        assert store.overdue(look.conn, now="2027-01-01T00:00:00.000Z", limit=5) == [], "the clock stands still"
        assert store.objection_of(look.conn, cases[0].id) is None


def test_what_is_due_is_found_by_the_index_of_what_is_not_decided(desk: Desk) -> None:
    """Every few minutes it is looked for, among petitions of many years."""
    with desk.look(SYSTEM) as look:
        for plan in (
            *plans(look.conn, lambda: store.overdue(look.conn, now="2027", limit=5)),
            *plans(look.conn, lambda: store.due_for_progress(look.conn, before="2026", now="2027", limit=5)),
        ):
            assert "ix_petitions_queue" in plan
