"""The SQL of reviews."""

from __future__ import annotations

from egovframe.audit.review import store
from tests.audit.review.month import SEPTEMBER, Reviewed


def test_an_empty_month_has_no_extent(city: Reviewed) -> None:
    """Nothing is counted where nothing is, and no hours are no condition."""
    bounds = (SEPTEMBER + 5).bounds(city.office.jurisdiction.calendar.zone)
    city.office.seal()
    with city.office.database.read() as conn:
        assert store.extent(conn, bounds) == (0, -1, -1)
        assert store.handled(conn, bounds, most=5) == ({}, [], 0)
        assert store.missing_counts(conn, bounds) == (0, 0, 0, 0, 0)
        assert (store.in_hours(conn, []), store.said_of(conn, []), store.review(conn, "2027-02")) == ({}, [], None)
        assert list(store.missing(conn, bounds=bounds)) == []


def test_ones_own_account_is_not_somebodys_data(city: Reviewed) -> None:
    """Who looks at their own account handled nobody's data."""
    bounds = SEPTEMBER.bounds(city.office.jurisdiction.calendar.zone)
    city.read(city.kim, f"account:{city.kim.id}", "petition:7")
    city.office.seal()
    with city.office.database.read() as conn:
        people, often, _ = store.handled(conn, bounds, most=5)
        assert people[city.kim.id] == 1
        assert all(subject != f"account:{city.kim.id}" for actor, subject, _ in often if actor == city.kim.id)


def test_missing_reasons_by_person_and_fact(city: Reviewed) -> None:
    """Oldest first, each with when it was."""
    one, other = city.downloaded(city.kim), city.downloaded(city.lee)
    city.office.seal()
    with city.office.database.read() as conn:
        assert [row.id for row in store.missing(conn)] == [one, other]
        assert [row.id for row in store.missing(conn, actor=city.lee.id)] == [other]
        assert [row.id for row in store.missing(conn, id=one, unanswered=True)] == [one]
        assert len(store.open_by_moment(conn)) == 2
        assert store.reason(conn, one) is None
