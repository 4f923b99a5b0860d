"""Office time in words."""

from __future__ import annotations

import pytest

from egovframe.forms import Limit, at_once, months
from egovframe.web.desk import clock
from tests.web.desk.hall import Hall


@pytest.mark.parametrize(
    ("minutes", "ko", "en"),
    [
        (0, "0분", "0 minutes"),
        (1, "1분", "1 minute"),
        (60, "1시간", "1 hour"),
        (150, "2시간 30분", "2 hours 30 minutes"),
        (480, "1일", "1 day"),
        (481, "1일", "1 day"),
        (5 * 480 + 240, "5일 4시간", "5 days 4 hours"),
    ],
)
def test_span_words(minutes: int, ko: str, en: str) -> None:
    """A working day has eight hours; minutes are told only where they matter."""
    assert clock.span_words(minutes, day=480, language="ko") == ko
    assert clock.span_words(minutes, day=480, language="en") == en


def test_overdue_words(hall: Hall) -> None:
    """Late by office time says by how much; late in the evening of the day itself only that it is."""
    assert clock.left(hall.office, -240, "late", language="ko").words == "4시간 지남"
    assert clock.left(hall.office, 0, "late", language="en").words == "Overdue"
    assert clock.left(hall.office, 480, "soon", language="en", whole=True).words == "1 day left"


def test_ledger_in_hours_and_months(hall: Hall) -> None:
    """Limits in hours are told hour by hour, limits in months by days of the calendar; both with articles."""
    receipt = hall.petition()
    petition = hall.state(receipt)

    def told(limit: Limit, language: str) -> clock.Ledger:
        found = hall.office.jurisdiction.deadline(petition.received, limit)
        return clock.ledger(hall.office, found, language=language)

    hours = told(at_once(), "ko")
    assert hours.lines[0].span.startswith("9. 21.(월) 10:00–")
    assert "시간" in hours.total
    days = told(months(1), "en")
    assert days.total.isdecimal()
    assert all(line.article for line in days.lines)
    assert (days.share, told(petition.limit, "en").share) == (0, 0)
