"""The numbers as somebody at work sees them, and the days that are counted once they are over."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from egovframe.forms.statistics import store
from egovframe.forms.statistics.service import Statistics, count_again, count_days, first_of
from egovframe.kernel.permissions import Actor, Forbidden, Scope
from tests.forms.desk import NOBODY, OFFICER, PARKS, ROADS, SYSTEM, VISITOR, Desk

COUNTER = Actor("officer", "a-9", "Song", holds={"statistics.read": ROADS})
GARDENER = Actor("officer", "a-8", "Ryu", holds={"statistics.read": PARKS})


def lived(desk: Desk) -> list[str]:
    """Three potholes and one suggestion: one answered a day later, one withdrawn, one never answered."""
    receipts = [desk.submit().petition.receipt for _ in range(3)]
    desk.submit("suggestion")
    desk.time.forward(days=1)
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipts[0], "고쳤습니다.")
    with desk.work(OFFICER) as work:
        desk.at(work).withdraw(receipts[1])
    return receipts


def test_figures(desk: Desk) -> None:
    """What happened until now, of the units whose statistics the actor may see."""
    lived(desk)
    with desk.look(COUNTER) as work:
        found = Statistics(work, desk.forms).figures()
        forms = Statistics(work, desk.forms).figures(form="suggestion")
    whole = found.whole
    assert (whole.received, whole.decided, whole.on_time, whole.timed, whole.days) == (3, 2, 1.0, 1, 1.0)
    assert [line.name for line in found.forms] == ["pothole"]
    assert found.outcomes == {"answered": 1, "withdrawn": 1}
    assert len(found.months) == 12
    assert (forms.whole.received, forms.forms) == (0, ())
    with desk.look(SYSTEM) as work:
        assert Statistics(work, desk.forms).figures(months=1).whole.received == 4


def test_who_may(small_desk: Desk) -> None:
    """Nobody without the permission; with it for one form only that form; the refusal is a fact."""
    lived(small_desk)
    for name in ("figures", "forecast"):
        with pytest.raises(Forbidden), small_desk.look(NOBODY) as work:
            getattr(Statistics(work, small_desk.forms), name)()
    assert small_desk.facts.count("access.denied") == 2
    one = Actor("officer", "a-7", "Min", narrow={"statistics.read": (Scope(ROADS | PARKS, form="suggestion"),)})
    with small_desk.look(one) as work:
        numbers = Statistics(work, small_desk.forms)
        assert [line.name for line in numbers.figures().forms] == ["suggestion"]
        assert numbers.forecast().open == 1


def test_public(desk: Desk) -> None:
    """Everybody sees the whole office up to yesterday; what is small is hidden."""
    for _ in range(6):
        desk.submit()
    desk.submit("suggestion")
    with desk.look(VISITOR) as work:
        assert Statistics(work, desk.forms).public().whole.received == 0
    desk.time.forward(days=1)
    with desk.look(VISITOR) as work:
        found = Statistics(work, desk.forms).public()
    assert found.whole.received == 7
    assert {line.name: line.received for line in found.forms} == {"pothole": None, "suggestion": None}
    assert found.until.isoformat() == "2026-09-21"


def test_forecast(desk: Desk) -> None:
    """Open petitions are held against those that were decided; what is late says so."""
    receipts = lived(desk)
    with desk.look(COUNTER) as work:
        found = Statistics(work, desk.forms).forecast()
    assert (found.open, found.late) == (1, 0)
    assert found.risks[0].petition.receipt == receipts[2]
    desk.time.forward(days=30)
    with desk.look(COUNTER) as work:
        late = Statistics(work, desk.forms).forecast()
    assert (late.open, late.late, late.expected, late.weeks) == (1, 1, 1.0, ())


def test_days_are_counted_once(desk: Desk) -> None:
    """Days that are over are kept; what is kept and what is counted on the spot give the same numbers."""
    lived(desk)
    desk.time.forward(days=2)
    with desk.look(SYSTEM) as work:
        before = Statistics(work, desk.forms).figures()
    calendar = desk.forms.calendar
    assert count_days(desk.database, calendar=calendar, now=desk.time.at) == 3
    assert count_days(desk.database, calendar=calendar, now=desk.time.at) == 0
    with desk.look(SYSTEM) as work:
        assert Statistics(work, desk.forms).figures() == before
    with desk.database.read() as conn:
        kept = sorted(store.counted_days(conn, first_of(desk.time.at.date(), 1), desk.time.at.date()))
    assert kept == ["2026-09-21", "2026-09-22", "2026-09-23"]
    assert count_again(desk.database, calendar=calendar, now=desk.time.at) == 3


def test_kept_numbers_are_used(small_desk: Desk) -> None:
    """What was kept of a day is what is shown: the day is not counted a second time."""
    lived(small_desk)
    small_desk.time.forward(days=2)
    count_days(small_desk.database, calendar=small_desk.forms.calendar, now=small_desk.time.at)
    with small_desk.database.write() as conn:
        conn.exec_driver_sql(
            "UPDATE tallies SET count = count + 100 WHERE measure = 'received' AND form = 'suggestion'"
        )
    with small_desk.look(SYSTEM) as work:
        assert Statistics(work, small_desk.forms).figures().whole.received == 104


def test_nothing_yet(small_desk: Desk) -> None:
    """An office without petitions has nothing to count."""
    assert count_days(small_desk.database, calendar=small_desk.forms.calendar, now=small_desk.time.at) == 0
    with small_desk.look(SYSTEM) as work:
        assert Statistics(work, small_desk.forms).figures().whole.received == 0
        assert Statistics(work, small_desk.forms).forecast().open == 0


def test_two_count_at_once(desk: Desk) -> None:
    """Two processes that count the same days keep each of them once."""
    lived(desk)
    desk.time.forward(days=5)

    def count() -> None:
        count_days(desk.database, calendar=desk.forms.calendar, now=desk.time.at)

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count()
    with desk.look(SYSTEM) as work:
        assert Statistics(work, desk.forms).figures().whole.received == 4


def test_the_day_is_a_local_one(small_desk: Desk) -> None:
    """What comes in after midnight in Seoul belongs to the new day, whatever UTC says."""
    small_desk.time.at = datetime(2026, 9, 30, 15, 30, tzinfo=UTC)  # 1 October, 00:30
    small_desk.submit()
    with small_desk.look(SYSTEM) as work:
        months = Statistics(work, small_desk.forms).figures().months
    assert [(line.name, line.received) for line in months[-2:]] == [("2026-09", 0), ("2026-10", 1)]


def test_span() -> None:
    """Twelve months end with the month they are asked in; no span is longer than ten years."""
    day = datetime(2026, 2, 15, tzinfo=UTC).date()
    assert [first_of(day, months).isoformat() for months in (1, 2, 3, 12)] == [
        "2026-02-01",
        "2026-01-01",
        "2025-12-01",
        "2025-03-01",
    ]
    assert first_of(day, 10_000).year == 2016
