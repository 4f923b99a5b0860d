"""The SQL of registers: by what day a petition was entered, and by which index."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from egovframe.forms.registers import store
from egovframe.forms.service import Petitions
from tests.forms.course import Case
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
        assert store.passed_on(conn, "roads", since=begin, until=until, after="", most=9) == []
        assert store.objected(conn, "roads", since=begin, until=until, most=9) == []


def test_passed_on(desk: Desk) -> None:
    """Petitions that came in the time asked for and were passed on, a few at a time, each with all such steps."""
    begin = desk.time.at
    first, second = Case(desk), Case(desk)
    for case in (first, second):
        case.officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    desk.time.forward(days=1)
    end = desk.time.at
    late = Case(desk)
    late.officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    desk.submit()

    def found(unit: str = "roads", after: str = "", most: int = 9, **time: Any) -> list[str]:
        asked = {"since": begin, "until": end, **time}
        with desk.database.read() as conn:
            rows = store.passed_on(conn, unit, after=after, most=most, **asked)
        assert all([step["about"] for step in steps] == ["parks"] for _, steps in rows)
        return [row["receipt"] for row, _ in rows]

    assert found() == [first.receipt, second.receipt]
    assert found(most=1) == [first.receipt]
    assert found(until=None) == [first.receipt, second.receipt, late.receipt]
    assert found(since=end, until=end + timedelta(days=1)) == [late.receipt]
    with desk.database.read() as conn:
        ((row, _),) = store.passed_on(conn, "roads", since=begin, until=end, after="", most=1)
    assert found(after=row["id"]) == [second.receipt]


def test_passed_on_again(desk: Desk) -> None:
    """One that came to the unit in that time, received long before, is among those of that unit alone."""
    case = Case(desk)
    desk.time.forward(days=3)
    begin = desk.time.at
    case.officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    end = begin + timedelta(days=1)
    with desk.database.read() as conn:
        for unit, many in (("parks", 1), ("roads", 0)):
            assert len(store.passed_on(conn, unit, since=begin, until=end, after="", most=9)) == many
