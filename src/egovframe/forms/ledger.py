"""The ledger of a deadline: every stretch of time from receipt to due, whether it counts, why, and by which article.

It is made by walking the days one at a time, as an officer would with a wall calendar, so that it stands as a second
opinion beside the arithmetic of `due_at`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from egovframe.forms.limits import ClockRules, Limit, last_day
from egovframe.forms.pauses import Pause
from egovframe.kernel.calendar import Calendar
from egovframe.kernel.text import Text

WORKING_HOURS = Text(ko="근무시간", en="office hours")
OUTSIDE_HOURS = Text(ko="근무시간 외", en="outside office hours")
LUNCH = Text(ko="점심시간", en="lunch break")
WORKING_DAYS = Text(ko="근무일", en="working days")
CALENDAR_DAYS = Text(ko="달력상의 날", en="calendar days")
AFTER_CLOSING = Text(
    ko="근무시간 뒤에 접수되어 다음 근무일부터 셈", en="received after closing: counted from the next working day"
)
MOVED = Text(
    ko="말일이 공휴일·토요일이어서 다음 근무일로 미룸", en="the last day was free: moved to the next working day"
)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in a ledger: from `start` to `end` (local), what it counts for, why, and by which article.

    `counted` is in working minutes for limits counted in hours, in days for all others; 0 is time that does not count.
    """

    start: datetime
    end: datetime
    counted: int
    why: Text
    article: str

    def as_dict(self, language: str = "ko") -> dict[str, object]:
        """Return the span as it is printed: `{"from", "to", "counted", "why", "article"}`, times local."""
        return {
            "from": written(self.start),
            "to": written(self.end),
            "counted": self.counted,
            "why": self.why.in_(language),
            "article": self.article,
        }


def written(moment: datetime) -> str:
    """Return a local moment as data has it: `2026-05-07T16:00`, with seconds only where it has some."""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds" if moment.second else "minutes")


def walk_hours(
    received: datetime, minutes: int, *, calendar: Calendar, pauses: Sequence[Pause], article: str
) -> tuple[Span, ...]:
    """Walk a limit that is counted in working minutes from the moment of receipt (법19①, 영19)."""
    spans: list[Span] = []
    at, left = received, minutes
    while True:
        midnight = _midnight(at.date(), calendar)
        free = _free(at.date(), calendar, pauses, article)
        if free:
            at = _add(spans, at, midnight + ONE_DAY, 0, free)
            continue
        for opens, closes in calendar.hours.runs:
            begin, end = midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)
            if at >= end:
                continue
            if at < begin:
                why = LUNCH if opens > calendar.hours.runs[0][0] else OUTSIDE_HOURS
                at = _add(spans, at, begin, 0, (why, article))
            counted = min(left, (end - at) // timedelta(minutes=1))
            at = _add(spans, at, at + timedelta(minutes=counted), counted, (WORKING_HOURS, article))
            left -= counted
            if not left:
                return tuple(spans)
        at = _add(spans, at, midnight + ONE_DAY, 0, (OUTSIDE_HOURS, article))


def walk_days(
    received: datetime, days: int, *, calendar: Calendar, pauses: Sequence[Pause], rules: ClockRules
) -> tuple[Span, ...]:
    """Walk a limit that is counted in working days, the first day included (법19②)."""
    spans: list[Span] = []
    article = rules.days_article
    at, left = _late(spans, received, calendar, article), days
    while True:
        midnight = _midnight(at.date(), calendar)
        free = _free(at.date(), calendar, pauses, article)
        if free:
            at = _add(spans, at, midnight + ONE_DAY, 0, free)
            continue
        left -= 1
        end = midnight + (ONE_DAY if left else rules.day_end(calendar.hours.closing))
        at = _add(spans, at, end, 1, (WORKING_DAYS, article))
        if not left:
            return tuple(spans)


def walk_calendar(
    received: datetime,
    limit: Limit,
    extra: Sequence[Limit],
    *,
    calendar: Calendar,
    pauses: Sequence[Pause],
    rules: ClockRules,
) -> tuple[Span, ...]:
    """Walk a limit in weeks, months or years: calendar days, the last one moved off a holiday (법19③, 민법 159–161)."""
    spans: list[Span] = []
    article = rules.calendar_article
    at = _late(spans, received, calendar, article)
    while off := calendar.why_off(at.date()):
        at = _add(spans, at, _midnight(at.date(), calendar) + ONE_DAY, 0, (off, article))
    left = _length(at.date(), limit, extra)
    while True:
        day, midnight = at.date(), _midnight(at.date(), calendar)
        pause = _paused(day, pauses)
        if pause:
            at = _add(spans, at, midnight + ONE_DAY, 0, (pause.name, pause.article))
            continue
        off = calendar.why_off(day)
        counted, left = (1, left - 1) if left else (0, 0)
        because = (CALENDAR_DAYS, article) if counted else (off or MOVED, rules.moved_article)
        last = not left and not off
        end = midnight + (rules.day_end(calendar.hours.closing) if last else ONE_DAY)
        at = _add(spans, at, end, counted, because)
        if last:
            return tuple(spans)


def _length(first: date, limit: Limit, extra: Sequence[Limit]) -> int:
    """Return how many calendar days a limit and its extensions are, counted from their first day."""
    last = last_day(first, limit)
    for more in extra:
        last = last_day(last + ONE_DAY, more)
    return (last - first).days + 1


def _late(spans: list[Span], received: datetime, calendar: Calendar, article: str) -> datetime:
    """Return where counting in days begins: the receipt, or the midnight after it when the office had closed."""
    midnight = _midnight(received.date(), calendar)
    if calendar.is_working(received.date()) and received >= midnight + calendar.hours.closing:
        return _add(spans, received, midnight + ONE_DAY, 0, (AFTER_CLOSING, article))
    return received


def _free(day: date, calendar: Calendar, pauses: Sequence[Pause], article: str) -> tuple[Text, str] | None:
    """Return why a day does not count, with the article, or None when the office works on the case that day."""
    pause = _paused(day, pauses)
    if pause:
        return pause.name, pause.article
    off = calendar.why_off(day)
    return (off, article) if off else None


def _paused(day: date, pauses: Sequence[Pause]) -> Pause | None:
    """Return the pause that a day belongs to."""
    return next((pause for pause in pauses if pause.start <= day <= pause.end), None)


def _midnight(day: date, calendar: Calendar) -> datetime:
    """Return the local midnight with which a day begins."""
    return datetime.combine(day, time(), calendar.zone)


def _add(spans: list[Span], start: datetime, end: datetime, counted: int, because: tuple[Text, str]) -> datetime:
    """Add a stretch, joined to the one before it when that says the same, and return where it ends."""
    if spans and (spans[-1].why, spans[-1].article) == because:
        spans[-1] = replace(spans[-1], end=end, counted=spans[-1].counted + counted)
    elif end > start:
        spans.append(Span(start, end, counted, *because))
    return end
