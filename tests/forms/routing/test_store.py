"""Rows of routing: read back as they were written, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from egovframe.forms.routing import store
from egovframe.forms.routing.facts import AWAY, BACK, ROUTE_ADDED, ROUTE_ENDED
from egovframe.forms.routing.model import Absence, Route
from tests.forms.desk import OFFICER, Desk


def test_rules_are_read_by_position_and_end(desk: Desk) -> None:
    """Areas keep their corners; an ended rule is not tried any more."""
    area = ((37.5, 126.9), (37.6, 126.9), (37.6, 127.0))
    rules = [
        Route("r-2", "pothole", 2, ("roads",)),
        Route("r-1", "pothole", 1, ("parks", "roads"), "where", "has", ("연수구", 'a"b')),
        Route("r-3", "pothole", 3, ("roads",), "spot", "within", (), area),
    ]
    with desk.work(OFFICER) as work:
        for rule in rules:
            store.add_route(work, rule)
        work.note(ROUTE_ADDED, details={"form": "pothole"})
        assert store.routes_of(work.conn, "pothole") == [replace(rules[n], made=work.at) for n in (1, 0, 2)]
        assert store.routes_of(work.conn, "suggestion") == []
        store.end_route(work, store.route_rows(work.conn, id="r-1")[0])
        work.note(ROUTE_ENDED, details={"form": "pothole"})
        assert [store.route_of(row).id for row in store.route_rows(work.conn)] == ["r-2", "r-3"]


def test_absences_are_read_until_they_are_over(desk: Desk) -> None:
    """Or ended."""
    now = desk.time.now()
    absence = Absence("b-1", "a-1", "Kim", now, now + timedelta(hours=1))
    with desk.work(OFFICER) as work:
        store.add_absence(work, absence)
        work.note(AWAY, subjects=("account:a-1",), details={"since": "", "until": ""})
        (row,) = store.absence_rows(work.conn, now)
        assert store.absence_of(row) == absence
        assert store.absence_rows(work.conn, absence.until) == []
        store.end_absence(work, row)
        work.note(BACK, subjects=("account:a-1",))
        assert store.absence_rows(work.conn, now) == []


def test_load_is_what_is_not_decided(desk: Desk) -> None:
    """By officer with the last one given, and by unit."""
    receipts = [desk.submit().petition.receipt for _ in range(3)]
    for receipt in receipts[:2]:
        with desk.work(OFFICER) as work:
            desk.at(work).assign(receipt)
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipts[0], "고쳤습니다.")
    with desk.database.read() as conn:
        (load,) = store.loads(conn, ["a-1", "a-3"]).items()
        assert (load[0], load[1][0]) == ("a-1", 1)
        assert load[1][1].startswith("2026-09-21T01:00")
        assert store.waiting_in(conn, ["roads", "parks"]) == {"roads": 2}
        assert [row["receipt"] for row in store.held_by(conn, "a-1")] == [receipts[1]]
        assert store.row_of(conn, "nothing") is None
