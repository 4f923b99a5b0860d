"""The ledger: an officer can say of every hour why it counts or not, and by which article."""

from __future__ import annotations

from datetime import datetime

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.ledger import Span, written
from egovframe.forms.limits import parse_limit
from egovframe.forms.pauses import parse_pause

KOREA = Korea()
SEOUL = KOREA.calendar.zone


def ledger(received: str, limit: str, *pauses: str) -> tuple[Span, ...]:
    """The ledger of a petition."""
    at = datetime.fromisoformat(received).replace(tzinfo=SEOUL)
    return KOREA.deadline(at, parse_limit(limit), pauses=map(parse_pause, pauses)).ledger


def reasons(spans: tuple[Span, ...]) -> list[tuple[int, str]]:
    """What each span counts, and why, in English."""
    return [(span.counted, span.why.in_("en")) for span in spans]


def test_at_once_over_a_weekend() -> None:
    """One hour on Friday, the weekend by the law, two hours on Monday."""
    spans = ledger("2026-11-20T17:00", "now")
    assert spans[0].as_dict("ko") == {
        "from": "2026-11-20T17:00",
        "to": "2026-11-20T18:00",
        "counted": 60,
        "why": "근무시간",
        "article": "민원 처리에 관한 법률 시행령 제19조",
    }
    assert [span.counted for span in spans if span.counted] == [60, 120]
    assert sum(span.counted for span in spans) == 180
    free = [(span.start.date(), span.why.in_("ko")) for span in spans if not span.counted]
    assert {"토요일", "일요일"} <= {why for _, why in free}


def test_a_holiday_is_named() -> None:
    """May Day and Children's Day stand in the ledger by their names."""
    names = " ".join(why for _, why in reasons(ledger("2026-04-30T16:00", "3d")))
    assert "Children's Day" in names
    assert sum(counted for counted, _ in reasons(ledger("2026-04-30T16:00", "3d"))) == 3 * 480


def test_days_count_the_first_and_name_the_pause() -> None:
    """Six days and more: the first day included, paused days by the article of the pause; they sum to the limit."""
    spans = ledger("2026-09-21T10:00", "7d", "2026-09-22..2026-09-23:hearing")
    assert spans[0].counted == 1
    assert sum(span.counted for span in spans) == 7
    paused = [span for span in spans if "제11조제4호" in span.article]
    assert paused
    assert all(span.counted == 0 for span in paused)


def test_received_after_closing() -> None:
    """The evening does not count, and the ledger says so."""
    spans = ledger("2026-09-21T19:00", "7d")
    assert spans[0].counted == 0
    assert spans[0].start == datetime(2026, 9, 21, 19, tzinfo=SEOUL)
    assert "after closing" in spans[0].why.in_("en")


def test_moments_are_written_with_seconds_only_where_they_have_some() -> None:
    """Local, without an offset."""
    assert written(datetime(2026, 5, 7, 16, tzinfo=SEOUL)) == "2026-05-07T16:00"
    assert written(datetime(2026, 5, 7, 23, 59, 59, tzinfo=SEOUL)) == "2026-05-07T23:59:59"
