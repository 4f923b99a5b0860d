"""시행령 제20조 with 행정절차법 시행령 제11조, and 시행령 제7조의2제3항: what is left out of the limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from egovframe.forms.deadlines import Pause, deadline, due_at
from egovframe.forms.ledger import written
from egovframe.forms.limits import Limit, working_days
from tests.forms.articles.worked import KOREA, at, counted, due

ITEMS = ("supplement", "transfer", "representative", "hearing", "inspection", "preceding")
BY_MINUTES = replace(KOREA.rules, pauses_in="minutes")


@pytest.mark.parametrize(("item", "reason"), list(enumerate(ITEMS, start=1)))
def test_items_1_to_6_do_not_count(item: int, reason: str) -> None:
    """A supplement (dispatch and arrival out), transfer, representative, hearing, tests, a preceding matter."""
    found = counted("2026-11-02T10:00", "7d", f"2026-11-04..2026-11-05:{reason}")
    assert written(found.due) == "2026-11-12T18:00"  # the 10th, and two days more
    paused = next(span for span in found.ledger if span.start.day == 4)
    assert (paused.counted, paused.article.endswith(f"행정절차법 시행령 제11조제{item}호")) == (0, True)


def test_article_7_2_information_sharing_does_not_count() -> None:
    """영7의2③: the time in which the office fetches papers by information sharing."""
    found = counted("2026-11-02T10:00", "7d", "2026-11-04..2026-11-04:sharing")
    assert written(found.due) == "2026-11-11T18:00"
    assert "민원 처리에 관한 법률 시행령 제7조의2제3항" in [span.article for span in found.ledger]


def test_days_paused_twice_are_left_out_once() -> None:
    """Two reasons on the same days are two days, not four; days off inside a pause were not counted anyway."""
    twice = ("2026-11-04..2026-11-05:hearing", "2026-11-04..2026-11-05:inspection")
    assert due("2026-11-02T10:00", "7d", *twice) == "2026-11-12T18:00"
    assert due("2026-11-02T10:00", "7d", "2026-11-07..2026-11-08:hearing") == "2026-11-10T18:00"


def paused(reason: str, since: str, until: str) -> Pause:
    """Return a pause with its moments."""
    return Pause(date.fromisoformat(since[:10]), date.fromisoformat(until[:10]), reason, at(since), at(until))


@pytest.mark.parametrize(("reason", "ends"), [("hearing", "2026-11-03T17:00"), ("supplement", "2026-11-04T10:00")])
def test_a_limit_in_hours_is_paused_by_the_minute_where_the_office_says_so(reason: str, ends: str) -> None:
    """The law is silent for hours. By minutes six hours of hearing are six; a supplement is days by the letter."""
    pause = paused(reason, "2026-11-03T09:00", "2026-11-03T16:00")
    received, limit = at("2026-11-02T10:00"), Limit(1, "d")
    fast = due_at(received, limit, calendar=KOREA.calendar, rules=BY_MINUTES, pauses=[pause])
    found = deadline(received, limit, calendar=KOREA.calendar, rules=BY_MINUTES, pauses=[pause])
    assert (written(fast), written(found.due)) == (ends, ends)
    assert sum(span.counted for span in found.ledger) == 8 * 60


def test_by_days_is_the_default_and_day_limits_know_no_minutes() -> None:
    """A pause leaves its whole days out of seven days, whatever the office says of hours."""
    pause = paused("hearing", "2026-11-03T09:00", "2026-11-03T10:00")
    received = at("2026-11-02T10:00")
    for rules in (KOREA.rules, BY_MINUTES):
        found = due_at(received, working_days(7), calendar=KOREA.calendar, rules=rules, pauses=[pause])
        assert written(found) == "2026-11-11T18:00"
    whole = due_at(received, working_days(1), calendar=KOREA.calendar, rules=KOREA.rules, pauses=[pause])
    assert written(whole) == "2026-11-04T10:00"
