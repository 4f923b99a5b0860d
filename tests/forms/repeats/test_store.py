"""Comparisons as they are kept."""

from __future__ import annotations

from egovframe.forms.repeats.store import add, compared
from tests.forms.course import Case
from tests.forms.desk import SYSTEM, Desk


def test_the_last_word_of_both_sides_counts(desk: Desk) -> None:
    """What was said on either page is of both petitions, and what was said last holds."""
    one, other, third = Case(desk), Case(desk), Case(desk)
    with desk.work(SYSTEM) as work:
        for number, (petition, beside, same) in enumerate([(one, other, 1), (other, one, 0), (third, one, 1)]):
            by = {"at": "2026-09-01T00:00:00.000000Z", "by": "a", "by_name": "Kim"}
            add(work, {"id": f"c-{number}", "petition": petition.id, "other": beside.id, "same": same, **by})
        desk.note(work)
    with desk.look(SYSTEM) as look:
        assert compared(look.conn, one.id) == {other.id: False, third.id: True}
        assert compared(look.conn, third.id) == {one.id: True}
