"""The SQL of registers: by what day a petition was entered, and by which index."""

from __future__ import annotations

from datetime import timedelta

from egovframe.forms.registers import store
from tests.forms.desk import Desk


def test_entered(desk: Desk) -> None:
    """The unit's petitions of that time alone, as many as asked for, in the order of their numbers."""
    begin = desk.time.at
    for _ in range(3):
        desk.submit()
        desk.time.forward(days=1)
    desk.submit("suggestion")
    with desk.database.read() as conn:
        for days, most, numbers in ((9, 9, [1, 2, 3]), (9, 2, [1, 2]), (1, 9, [1])):
            until = begin + timedelta(days=days)
            rows = store.entered(conn, "roads", years={2026}, since=begin, until=until, most=most)
            assert [row["registered_no"] for row in rows] == numbers
        assert store.entered(conn, "roads", years={2025}, since=begin, until=until, most=9) == []
        assert store.numbered(conn, "roads", 2026, 3)
        assert not store.numbered(conn, "roads", 2026, 4)
        assert store.passed_on(conn, begin) == []
        assert store.objected(conn, "roads", since=begin, until=until, most=9) == []
