"""The SQL of statistics: cases by what happened when, counts by month."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from egovframe.forms.statistics import store
from egovframe.forms.statistics.model import Key
from tests.forms.desk import OFFICER, SYSTEM, Desk


def test_cases(desk: Desk) -> None:
    """A case is found by its receipt and by each of its steps, and comes with all of them."""
    receipt = desk.submit().petition.receipt
    begin = desk.time.at
    desk.time.forward(days=3)
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipt, "고쳤습니다.")
    with desk.database.read() as conn:
        for since, days, many in ((begin, 1, 1), (begin, 9, 1), (begin + timedelta(days=1), 1, 0)):
            assert len(list(store.cases(conn, since, since + timedelta(days=days)))) == many
        (case,) = store.cases(conn, begin + timedelta(days=2), begin + timedelta(days=9))
        assert store.first_day(conn) == begin
    assert case.steps[-1].action == "answer"
    assert (case.form, case.channel, case.received) == ("pothole", "portal", begin)


def test_kept_by_month(desk: Desk) -> None:
    """Counts of days are summed by month; a day is kept once; a day without counts is kept as well."""
    key = Key("pothole", "roads", "received", "web")
    with desk.database.write() as conn:
        for day in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)):
            store.keep(conn, day, Counter({key: 2}), at=desk.time.at)
        store.keep(conn, date(2026, 9, 3), Counter(), at=desk.time.at)
    with pytest.raises(sa.exc.IntegrityError), desk.database.write() as conn:
        store.keep(conn, date(2026, 9, 3), Counter(), at=desk.time.at)
    with desk.database.read() as conn:
        found = sorted(store.by_month(conn, date(2026, 8, 1), date(2026, 9, 1)))
        assert found == [("2026-08", key, 2), ("2026-09", key, 2)]
        assert store.counted_days(conn, date(2026, 9, 2), date(2026, 9, 30)) == {"2026-09-02", "2026-09-03"}
    with desk.database.write() as conn:
        store.forget(conn)
        assert list(store.by_month(conn, date(2026, 1, 1), date(2026, 12, 31))) == []


def test_waiting(desk: Desk) -> None:
    """Undecided petitions of the units that are open, and only those."""
    first, second = desk.submit().petition.receipt, desk.submit().petition.receipt
    desk.submit("suggestion")
    with desk.work(OFFICER) as work:
        desk.at(work).answer(first, "고쳤습니다.")
    with desk.database.read() as conn:
        found = list(store.waiting(conn, OFFICER.rows("petition.read")))
        assert [row["receipt"] for row in found] == [second]
        assert len(list(store.waiting(conn, SYSTEM.rows("petition.read")))) == 2


def test_a_day_is_counted_without_reading_every_petition(desk: Desk) -> None:
    """What came on a day is found by its index, on both databases."""
    with desk.database.read() as conn:
        question = store.happened(desk.time.at, desk.time.at + timedelta(days=1))
        literal = question.compile(conn.engine, compile_kwargs={"literal_binds": True})
        if conn.dialect.name == "sqlite":
            plan = str(conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {literal}").all())
        else:  # an empty table is scanned whatever there is, unless that is forbidden
            conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = str(conn.exec_driver_sql(f"EXPLAIN {literal}").all())
    assert "ix_petitions_received" in plan
    assert not any(scan in plan for scan in ("SCAN petitions", "Seq Scan on petitions"))
