"""Why a petition is due when it is, as the API shows it."""

from __future__ import annotations

from datetime import date, datetime

from egovframe.forms import Extension, Pause, working_days
from egovframe.forms.builtin.kr import Korea
from egovframe.web.api.deadlines import view


def test_a_deadline_whole() -> None:
    """Days as dates, moments with their offset or local, limits as they are written."""
    korea = Korea()
    found = korea.deadline(
        datetime(2026, 9, 21, 10, tzinfo=korea.calendar.zone),
        working_days(7),
        pauses=[Pause(date(2026, 9, 22), date(2026, 9, 22), "supplement")],
        extensions=[Extension(working_days(1), "자재", consented=True)],
    )
    shown = view(found, "en")
    assert shown["due"] == "2026-10-06T09:00:00.000Z"
    assert shown["ledger"][0] == {
        "from": "2026-09-21T10:00",
        "to": "2026-09-22T00:00",
        "counted": 1,
        "why": "working days",
        "article": "민원 처리에 관한 법률 제19조제2항",
    }
    assert shown["pauses"][0]["from"] == shown["pauses"][0]["to"] == "2026-09-22"
    assert shown["pauses"][0]["article"].endswith("제11조제1호")
    assert shown["extensions"] == [{"by": "1d", "reason": "자재", "consented": True}]
