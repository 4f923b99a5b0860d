"""What the search page asks for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from egovframe.web.admin.asked import Asked
from egovframe.web.urlencoded import Fields

SEOUL = ZoneInfo("Asia/Seoul")


def asked(query: str) -> Asked:
    """Return what a query string asks for."""
    return Asked.read(Fields.read(query.encode()))


def test_days_are_the_offices_own() -> None:
    """From the first midnight to the one after the last day, in the office's time."""
    fields = asked("since=2026-03-01&until=2026-03-31").fields(SEOUL)
    assert (fields["since"], fields["until"]) == ("2026-02-28T15:00:00.000Z", "2026-03-31T15:00:00.000Z")


@pytest.mark.parametrize("day", ["march", "2026-02-30", "0001-01-01", "9999-12-31", "2026-03-01T00:00"])
def test_what_is_no_day_is_said(day: str) -> None:
    """It is no bound of the search, and stands in the faults."""
    found = asked(f"since={day}")
    assert list(found.faults) == ["since"]
    assert found.fields(SEOUL)["since"] == ""


def test_what_is_not_offered_is_not_asked_for() -> None:
    """Unknown kinds and outcomes, and numbers that are none, are left out."""
    found = asked("does=dance&outcome=maybe&before=x&unexplained=yes&actor=kim%00")
    assert (found.does, found.outcome, found.before, found.unexplained, found.actor) == ("", "", None, False, "kim")
    assert not found.more


def test_the_address_asks_for_the_same() -> None:
    """What was asked for goes to the next page, whatever stands in it."""
    found = asked("actor=kim&subject=a%26b&does=read&outcome=done&since=2026-03-01&until=2026-03-02&unexplained=1")
    again = asked(found.address("/x", before=7).partition("?")[2])
    assert again.before == 7
    assert (again.typed, again.fields(SEOUL)) == (found.typed, found.fields(SEOUL))
    assert asked("").address("/x") == "/x"
