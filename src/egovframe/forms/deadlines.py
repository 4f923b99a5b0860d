"""The statutory clock: by when a petition must be answered, and why on that day.

`due_at` gives the moment alone, from two look-ups in the calendar's day table; `deadline` gives it with its ledger,
which walks the days one by one and accounts for every minute from receipt to due. Both are pure and must agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from egovframe.forms.ledger import Span, walk_calendar, walk_days, walk_hours, written
from egovframe.forms.limits import ClockRules, Limit, LimitError, last_day, last_ordinal, parse_limit
from egovframe.forms.pauses import Pause, PauseError, Reason, by_the_minute, parse_pause, separate, stretches
from egovframe.kernel.calendar import Calendar, DayTable

__all__ = [
    "Deadline",
    "Extension",
    "LimitError",
    "Pause",
    "PauseError",
    "Span",
    "civil_end",
    "deadline",
    "due_at",
    "due_document",
    "extend",
]

_KEYS = ("id", "received", "limit", "pauses")


@dataclass(frozen=True, slots=True)
class Extension:
    """A prolongation of a limit: by how much, why, and whether the applicant consented."""

    by: Limit
    reason: str
    consented: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a petition must be answered, and the ledger that explains it.

    `received` and `due` are local to the office, `received` to the minute. The spans of the ledger follow each other
    without a gap from `received` to `due`.
    """

    received: datetime
    limit: Limit
    due: datetime
    ledger: tuple[Span, ...]
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Why each of the pauses stopped the clock, in the order of `pauses`."""


def due_at(
    received: datetime,
    limit: Limit,
    *,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    rules: ClockRules,
) -> datetime:
    """Return the moment at which a limit runs out, local to the office; the fast way, without a ledger.

    `received` is an aware moment, taken to the minute. Receipt outside office hours counts from the next opening.
    Raises CalendarError for days that the calendar does not know, PauseError for a reason that stops no clock and
    LimitError for an extension that the rules forbid.
    """
    local = received if received.tzinfo is calendar.zone else calendar.local(received)
    if limit.by_calendar:
        return _calendar_due(local, limit, calendar=calendar, pauses=pauses, extensions=extensions, rules=rules)
    ordinal = local.toordinal()
    table = calendar.table
    index = ordinal - table.first
    paused = _paused(pauses, rules) if pauses else None
    if paused or not 0 <= index < table.size:
        table = calendar.cover(ordinal, max(ordinal, paused[-1][1]) if paused else ordinal)
        index = ordinal - table.first
    if extensions:
        check_extensions(limit, extensions, rules=rules)
    start = table.rank[index]
    hours = calendar.hours_on(ordinal) if calendar.shifts else calendar.hours
    worked = hours.worked[local.hour * 60 + local.minute] if table.rank[index + 1] != start else 0
    number = limit.number

    if limit.unit == "d" and number > rules.days_in_hours:
        per_day = 1
        after = start if worked < hours.minutes else start + 1
        begin = after if rules.first_day else table.rank[index + 1]
        end = begin + number + sum(e.by.number for e in extensions) if extensions else begin + number
    else:
        per_day = hours.minutes
        begin = table.minutes_before(start, per_day) + worked
        end = begin + (number * rules.day_minutes if limit.unit == "d" else rules.at_once_minutes)
        if extensions:
            end += sum(rules.minutes(e.by) or e.by.number * rules.day_minutes for e in extensions)
    if paused:
        end = _prolonged(begin, end, _left_out(pauses, paused, calendar, table, per_day=per_day, rules=rules))

    day, minute = _place(end, table, per_day)
    if day >= len(table.midnights):  # the limit runs beyond the years counted so far
        calendar.cover(ordinal, table.first + table.size)
        return due_at(received, limit, calendar=calendar, pauses=pauses, extensions=extensions, rules=rules)
    if calendar.shifts:
        hours = calendar.hours_on(table.midnights[day].toordinal())
    if per_day > 1:
        return table.midnights[day] + hours.reached[minute + 1]
    return table.midnights[day] + (hours.closing if rules.end_of_day is None else rules.day_end(hours.closing))


def deadline(
    received: datetime,
    limit: Limit,
    *,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
    rules: ClockRules,
) -> Deadline:
    """Return the deadline with its ledger: every stretch of time from receipt to due, whether it counts, and why.

    What counts sums to the limit: in working minutes for limits counted in hours, in days for all others. Raises as
    `due_at` does.
    """
    pauses, extensions = tuple(pauses), tuple(extensions)
    check_extensions(limit, extensions, rules=rules)
    reasons = tuple(rules.reason(each.reason) for each in pauses)
    local = calendar.local(received).replace(second=0, microsecond=0)
    article = rules.article(limit)
    if limit.by_calendar:
        extra = [e.by for e in extensions]
        ledger = walk_calendar(local, limit, extra, calendar=calendar, pauses=pauses, rules=rules)
    elif minutes := rules.minutes(limit):
        minutes += sum(rules.minutes(e.by) or e.by.number * rules.day_minutes for e in extensions)
        ledger = walk_hours(local, minutes, calendar=calendar, pauses=pauses, article=article, rules=rules)
    else:
        days = limit.number + sum(e.by.number for e in extensions)
        ledger = walk_days(local, days, calendar=calendar, pauses=pauses, rules=rules)
    return Deadline(local, limit, ledger[-1].end, ledger, pauses, extensions, reasons)


def extend(
    before: Deadline,
    by: Limit,
    *,
    reason: str,
    calendar: Calendar,
    rules: ClockRules,
    consented: bool = False,
) -> Deadline:
    """Return the deadline prolonged by `by`, as often and as far as the rules allow.

    The limit keeps its way of counting: three days prolonged by three are 48 working hours. Raises LimitError.
    """
    extensions = (*before.extensions, Extension(by, reason, consented))
    return deadline(
        before.received, before.limit, calendar=calendar, pauses=before.pauses, extensions=extensions, rules=rules
    )


def check_extensions(limit: Limit, extensions: Sequence[Extension], *, rules: ClockRules) -> None:
    """Hold extensions against the jurisdiction's rule; raises LimitError for the first one that it forbids."""
    rule = rules.extension
    for nth, extension in enumerate(extensions, start=1):
        if rule is None or nth > rule.times:
            often = {0: "never", 1: "once", 2: "at most twice"}.get(rule.times if rule else 0, "no further")
            raise LimitError(f"a limit is extended {often}.", hint="Decide now.", times=rule.times if rule else 0)
        if not extension.reason.strip():
            raise LimitError(
                "an extension needs a reason.", hint=f"The applicant is told the reason in writing ({rule.article})."
            )
        most = rule.most(limit)
        if extension.by.unit != limit.unit or extension.by.number > most.number:
            raise LimitError(
                f"a limit of {limit} cannot be extended by {extension.by}.",
                hint=f"An extension is in the unit of the limit and at most {most} ({rule.article}).",
            )
        if rule.needs_consent(nth) and not extension.consented:
            raise LimitError(
                "a second extension needs the applicant's consent."
                if nth == 2
                else "this extension needs the applicant's consent.",
                hint=f"Ask the applicant ({rule.article}).",
            )


def civil_end(given: date, limit: Limit, *, calendar: Calendar, rules: ClockRules | None = None) -> datetime:
    """Return when a period given to a person ends: supplement periods, objections.

    As civil codes have it, the first day does not count, days are calendar days, and a last day on which nobody works
    moves to the next working day (민법 157, 161). It runs out at the end of that day as `rules` have it, without
    rules when the office closes.
    """
    calendar.cover(given.toordinal())
    day = calendar.next_working(last_day(given + timedelta(days=1), limit))
    closing = calendar.hours_on(day.toordinal()).closing
    return datetime.combine(day, datetime.min.time(), calendar.zone) + (rules.day_end(closing) if rules else closing)


def due_document(
    line: Mapping[str, object], *, calendar: Calendar, rules: ClockRules, language: str = "ko"
) -> dict[str, object]:
    """Return what `egovframe forms due` prints: `{"id", "due", "ledger"}`, with `id` only where the line has one.

    The line has `received` (local time of the office, or with an offset), `limit` (`now`, `3d`, `2w`, `1m`, `1y`) and
    `pauses` (mappings or `FROM..TO:REASON`). Times in the answer are local, written without an offset. Raises
    LimitError, PauseError or CalendarError; other members are left alone unless they look like a slip of these.
    """
    if not isinstance(line, Mapping):
        raise LimitError(f"{line!r} is not a line of a batch.", hint='Give {"id", "received", "limit", "pauses"}.')
    for key in line:
        near = [] if key in _KEYS else get_close_matches(str(key), _KEYS, n=1, cutoff=0.8)
        if near:
            raise LimitError(f"the line has {key!r}.", hint=f"Did you mean {near[0]!r}?")
    pauses = line.get("pauses") or ()
    if isinstance(pauses, str | Mapping) or not isinstance(pauses, Iterable):
        raise PauseError(f"pauses is a list, not {pauses!r}.", hint='Give [{"from": …, "to": …, "reason": …}].')
    limit = parse_limit(_needed(line, "limit"))
    received = _moment(_needed(line, "received"), calendar)
    found = deadline(received, limit, calendar=calendar, pauses=map(parse_pause, pauses), rules=rules)
    document: dict[str, object] = {"id": line["id"]} if "id" in line else {}
    return document | {"due": written(found.due), "ledger": [span.as_dict(language) for span in found.ledger]}


def _place(end: int, table: DayTable, per_day: int) -> tuple[int, int]:
    """Return the working day in which a count ends, and how many minutes of that day have passed before the last."""
    if per_day == 1 or table.starts is None:
        return divmod(end - 1, per_day)
    day = bisect_left(table.starts, end) - 1
    return day, end - 1 - table.starts[day]


def _calendar_due(
    local: datetime,
    limit: Limit,
    *,
    calendar: Calendar,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension],
    rules: ClockRules,
) -> datetime:
    """Return when weeks, months and years run out."""
    today = local.toordinal()
    table = calendar.cover(today)
    first = today + 1
    if rules.first_day:
        hours, index = calendar.hours_on(today) if calendar.shifts else calendar.hours, today - table.first
        start = table.rank[index]
        if hours.worked[local.hour * 60 + local.minute] == hours.minutes and table.rank[index + 1] > start:
            start += 1
        first = table.midnights[start].toordinal()
    last = last_ordinal(local if first == today else date.fromordinal(first), limit)
    paused: list[tuple[int, int]] = []
    if extensions:
        check_extensions(limit, extensions, rules=rules)
        for extension in extensions:
            last = last_ordinal(date.fromordinal(last + 1), extension.by)
    if pauses:
        paused = _paused(pauses, rules)
        last = _prolonged(first, last + 1, paused) - 1
    if last >= table.first + table.size - 31:
        table = calendar.cover(today, last)
    midnight = table.midnights[table.rank[last - table.first]]
    for begin, end in paused:  # a day that does not count cannot be the last one
        if begin <= midnight.toordinal() < end:
            table = calendar.cover(today, end)
            midnight = table.midnights[table.rank[end - table.first]]
    closing = calendar.hours_on(midnight.toordinal()).closing if calendar.shifts else calendar.hours.closing
    return midnight + (closing if rules.end_of_day is None else rules.day_end(closing))


def _paused(pauses: Sequence[Pause], rules: ClockRules) -> list[tuple[int, int]]:
    """Return the paused days as sorted, separate stretches of ordinals. Raises PauseError for an unknown reason."""
    for each in pauses:
        rules.reason(each.reason)
    return stretches(pauses)


def _left_out(
    pauses: Sequence[Pause],
    paused: list[tuple[int, int]],
    calendar: Calendar,
    table: DayTable,
    *,
    per_day: int,
    rules: ClockRules,
) -> list[tuple[int, int]]:
    """Return the pauses as separate stretches of what is counted: working days or their minutes."""
    if per_day > 1 and rules.pauses_in == "minutes":
        return separate(span for each in pauses for span in _minutes_out(each, calendar, table, rules))
    return _days_out(paused, table, per_day)


def _days_out(paused: Iterable[tuple[int, int]], table: DayTable, per_day: int) -> list[tuple[int, int]]:
    """Return paused days as stretches of what is counted: working days or their minutes."""
    rank, first = table.rank, table.first
    inside = [(rank[a - first if a > first else 0], rank[b - first]) for a, b in paused if b > first]
    if per_day == 1:
        return inside
    return [(table.minutes_before(start, per_day), table.minutes_before(end, per_day)) for start, end in inside]


def _minutes_out(pause: Pause, calendar: Calendar, table: DayTable, rules: ClockRules) -> list[tuple[int, int]]:
    """Return the working minutes that a pause leaves out: its own, or those of its days."""
    if not by_the_minute(pause, rules) or pause.since is None or pause.until is None:
        return _days_out(stretches([pause]), table, calendar.hours.minutes)
    edges = [
        calendar.passed(moment, table) if calendar.local(moment).toordinal() >= table.first else 0
        for moment in (pause.since, pause.until)
    ]
    return [(edges[0], edges[1])]


def _prolonged(begin: int, end: int, paused: Iterable[tuple[int, int]]) -> int:
    """Return the end of a count from `begin` once the paused stretches (sorted, separate) are left out of it."""
    for start, stop in paused:
        if start >= end:
            break
        if stop > begin:
            end += stop - max(start, begin)
    return end


def _needed(line: Mapping[str, object], key: str) -> str:
    """Return a member that a line must have, as text."""
    value = line.get(key)
    if not isinstance(value, str):
        raise LimitError(f"the line has no {key}.", hint='Give "received": "2026-04-30T16:00" and "limit": "3d".')
    return value


def _moment(text: str, calendar: Calendar) -> datetime:
    """Read a moment; without an offset it is the office's own time."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return calendar.local(moment) if moment.tzinfo else moment.replace(tzinfo=calendar.zone)
    except (ValueError, OverflowError):
        raise LimitError(f"{text!r} is not a moment.", hint="Write 2026-04-30T16:00, or add an offset.") from None
