"""The SQL of the procedure, where the verbs do not show it."""

from __future__ import annotations

from egovframe.forms.procedure import store
from egovframe.forms.service import Petitions
from egovframe.kernel.clock import instant
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


def test_the_last_of_some_steps(desk: Desk) -> None:
    """By petition, of these kinds and before a moment; who has none is left out."""
    first, second, third = (Case(desk) for _ in range(3))
    first.officer(Petitions.extend, "1d", "하나")
    second.officer(Petitions.start)
    desk.time.forward(hours=1)
    at = instant(desk.time.now())
    desk.time.forward(hours=1)
    second.officer(Petitions.extend, "1d", "둘")
    ids = [first.id, second.id, third.id]
    with desk.look(SYSTEM) as look:
        then = store.last_steps(look.conn, ids, ("extend", "start"), before=at)
        now = store.last_steps(look.conn, ids, ("extend", "start"), before="2027")
        assert store.last_steps(look.conn, [], ("extend",), before="2027") == {}
    assert {its: step["action"] for its, step in then.items()} == {first.id: "extend", second.id: "start"}
    assert {its: step["action"] for its, step in now.items()} == {first.id: "extend", second.id: "extend"}


def test_what_is_due_is_found_by_the_index_of_what_is_not_decided(desk: Desk) -> None:
    """Every few minutes it is looked for, among petitions of many years."""
    with desk.look(SYSTEM) as look:
        for plan in (
            *plans(look.conn, lambda: store.overdue(look.conn, now="2027", limit=5)),
            *plans(look.conn, lambda: store.due_for_progress(look.conn, before="2026", now="2027", limit=5)),
        ):
            assert "ix_petitions_queue" in plan
