"""The ledger of a deadline: every stretch of time from receipt to due, whether it counts, why, and by which article.

It is made by walking the days one at a time, as an officer would with a wall calendar, so that it stands as a second
opinion beside the arithmetic of `due_at`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from egovframe.forms.limits import ClockRules, Limit, last_day
from egovframe.forms.pauses import Pause, by_the_minute
from egovframe.kernel.calendar import Calendar
from egovframe.kernel.text import Text

WORKING_HOURS = Text(ko="근무시간", en="office hours", es="horas hábiles")
OUTSIDE_HOURS = Text(ko="근무시간 외", en="outside office hours", es="fuera del horario de atención")
LUNCH = Text(ko="점심시간", en="lunch break", es="pausa del mediodía")
WORKING_DAYS = Text(ko="근무일", en="working days", es="días hábiles")
CALENDAR_DAYS = Text(ko="달력상의 날", en="calendar days", es="días corridos")
AFTER_CLOSING = Text(
    ko="근무시간 뒤에 접수되어 다음 근무일부터 셈",
    en="received after closing: counted from the next working day",
    es="presentada después del cierre: se computa desde el siguiente día hábil",
)
FIRST_DAY_OUT = Text(
    ko="접수한 날은 산입하지 않음", en="the day of receipt does not count", es="el día de la presentación no se computa"
)
MOVED = Text(
    ko="말일이 공휴일·토요일이어서 다음 근무일로 미룸",
    en="the last day was free: moved to the next working day",
    es="el último día es inhábil: pasa al siguiente día hábil",
)
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
MIDNIGHT = time()

Because = tuple[Text, str]
"""Why a stretch of time counts or not, and the article that says so."""


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
    received: datetime, minutes: int, *, calendar: Calendar, pauses: Sequence[Pause], article: str, rules: ClockRules
) -> tuple[Span, ...]:
    """Walk a limit that is counted in working minutes from the moment of receipt."""
    whole = [each for each in pauses if not by_the_minute(each, rules)]
    walk, left = _Walk(received, calendar, whole, rules), minutes
    standing = [
        (_minute(calendar.local(each.since)), _minute(calendar.local(each.until)), _because(each, rules))
        for each in pauses
        if each not in whole and each.since is not None and each.until is not None
    ]
    while True:
        midnight, free = walk.midnight(), walk.free(article)
        if free:
            walk.to(midnight + ONE_DAY, 0, free)
            continue
        runs = calendar.hours_on(midnight.toordinal()).runs
        for opens, closes in runs:
            begin, end = midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)
            if walk.at >= end:
                continue
            if walk.at < begin:
                walk.to(begin, 0, (LUNCH if opens > runs[0][0] else OUTSIDE_HOURS, article))
            while walk.at < end:
                if stop := next(((till, why) for since, till, why in standing if since <= walk.at < till), None):
                    walk.to(min(stop[0], end), 0, stop[1])
                    continue
                until = min([end, *(since for since, till, _ in standing if walk.at < since < till)])
                counted = min(left, (until - walk.at) // ONE_MINUTE)
                walk.to(walk.at + timedelta(minutes=counted), counted, (WORKING_HOURS, article))
                left -= counted
                if not left:
                    return walk.done()
        walk.to(midnight + ONE_DAY, 0, (OUTSIDE_HOURS, article))


def walk_days(
    received: datetime, days: int, *, calendar: Calendar, pauses: Sequence[Pause], rules: ClockRules
) -> tuple[Span, ...]:
    """Walk a limit that is counted in working days, the first day included or not, as the rules have it."""
    walk, left = _Walk(received, calendar, pauses, rules), days
    article = rules.days_article
    walk.to_first_day(article)
    while True:
        midnight, free = walk.midnight(), walk.free(article)
        if free:
            walk.to(midnight + ONE_DAY, 0, free)
            continue
        left -= 1
        end = midnight + (ONE_DAY if left else rules.day_end(calendar.hours_on(midnight.toordinal()).closing))
        walk.to(end, 1, (WORKING_DAYS, article))
        if not left:
            return walk.done()


def walk_calendar(
    received: datetime,
    limit: Limit,
    extra: Sequence[Limit],
    *,
    calendar: Calendar,
    pauses: Sequence[Pause],
    rules: ClockRules,
) -> tuple[Span, ...]:
    """Walk a limit in weeks, months or years: calendar days, the last one moved off a holiday."""
    walk, article = _Walk(received, calendar, pauses, rules), rules.calendar_article
    walk.to_first_day(article)
    while rules.first_day and (off := calendar.why_off(walk.at.date())):
        walk.to(walk.midnight() + ONE_DAY, 0, (off, article))
    left = _length(walk.at.date(), limit, extra)
    while True:
        midnight, paused = walk.midnight(), walk.paused()
        if paused:
            walk.to(midnight + ONE_DAY, 0, paused)
            continue
        off = calendar.why_off(walk.at.date())
        counted, left = (1, left - 1) if left else (0, 0)
        last = not left and not off
        end = midnight + (rules.day_end(calendar.hours_on(midnight.toordinal()).closing) if last else ONE_DAY)
        walk.to(end, counted, (CALENDAR_DAYS, article) if counted else (off or MOVED, rules.moved_article))
        if last:
            return walk.done()


class _Walk:
    """A walk along the calendar from the receipt on; owned by the function that makes it, never shared."""

    def __init__(self, received: datetime, calendar: Calendar, pauses: Sequence[Pause], rules: ClockRules) -> None:
        self.at = received
        self._calendar = calendar
        self._pauses = pauses
        self._rules = rules
        self._spans: list[Span] = []
        self._start = received
        self._counted = 0
        self._because: Because | None = None

    def to(self, end: datetime, counted: int, because: Because) -> None:
        """Walk on to `end`; what says the same as the stretch before is joined to it."""
        if because != self._because:
            self._close()
            self._because = because
        self.at = end
        self._counted += counted

    def done(self) -> tuple[Span, ...]:
        """Return the spans walked."""
        self._close()
        return tuple(self._spans)

    def midnight(self) -> datetime:
        """Return the midnight with which the day that the walk has reached begins."""
        return datetime.combine(self.at.date(), MIDNIGHT, self._calendar.zone)

    def to_first_day(self, article: str) -> None:
        """Walk to midnight when the day of receipt does not count, or the petition came after the office had closed."""
        midnight = self.midnight()
        if not self._rules.first_day:
            self.to(midnight + ONE_DAY, 0, (FIRST_DAY_OUT, article))
        elif (
            self._calendar.is_working(self.at.date())
            and self.at >= midnight + self._calendar.hours_on(midnight.toordinal()).closing
        ):
            self.to(midnight + ONE_DAY, 0, (AFTER_CLOSING, article))

    def paused(self) -> Because | None:
        """Return the pause that the day belongs to, with its article."""
        if not self._pauses:
            return None
        day = self.at.date()
        return next((_because(p, self._rules) for p in self._pauses if p.start <= day <= p.end), None)

    def free(self, article: str) -> Because | None:
        """Return why the day does not count, with the article, or None when the office works on the case."""
        if paused := self.paused():
            return paused
        off = self._calendar.why_off(self.at.date())
        return (off, article) if off else None

    def _close(self) -> None:
        """Write down the stretch walked since the reason last changed."""
        if self._because is not None and self.at > self._start:
            self._spans.append(Span(self._start, self.at, self._counted, *self._because))
        self._start, self._counted = self.at, 0


def _because(pause: Pause, rules: ClockRules) -> Because:
    """Return why a pause does not count, and the article that says so."""
    reason = rules.reason(pause.reason)
    return reason.name, reason.article


def _minute(moment: datetime) -> datetime:
    """Return the minute in which a moment lies."""
    return moment.replace(second=0, microsecond=0)


def _length(first: date, limit: Limit, extra: Sequence[Limit]) -> int:
    """Return how many calendar days a limit and its extensions are, counted from their first day."""
    last = last_day(first, limit)
    for more in extra:
        last = last_day(last + ONE_DAY, more)
    return (last - first).days + 1
