"""What holds of the clock whatever is filed when, over 2018–2027, under both laws."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.py import Paraguay
from egovframe.forms.deadlines import Pause, due_at
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import Limit, parse_limit

LAWS = (Korea(), Korea(pauses_in="minutes"), Paraguay(), Paraguay(pauses_in="minutes"))
NAMES = [f"{type(law).__name__}-{law.pauses_in}" for law in LAWS]
MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2027, 11, 30))  # noqa: DTZ001 - given the law's zone below
LIMITS = st.sampled_from(("now", "1d", "3d", "5d", "6d", "14d", "30d", "1w", "2w", "1m", "3m")).map(parse_limit)
every_law = pytest.mark.parametrize("law", LAWS, ids=NAMES)


def when(law: Jurisdiction, moment: datetime) -> datetime:
    """Return a moment in the time of a jurisdiction, to the minute."""
    return moment.replace(second=0, microsecond=0, tzinfo=law.calendar.zone)


def ends(law: Jurisdiction, received: datetime, limit: Limit, *pauses: Pause) -> datetime:
    """Return when a limit runs out."""
    return due_at(received, limit, calendar=law.calendar, pauses=pauses, rules=law.rules)


@st.composite
def stops(draw: st.DrawFn, law: Jurisdiction, received: datetime) -> Pause:
    """Draw a pause that begins within three weeks of the receipt and lasts up to ten days."""
    since = received + timedelta(minutes=draw(st.integers(0, 21 * 1440)))
    until = since + timedelta(minutes=draw(st.integers(0, 10 * 1440)))
    reason = draw(st.sampled_from([each.key for each in law.rules.reasons]))
    return Pause(since.date(), until.date(), reason, since, until)


@every_law
@given(moment=MOMENTS, later=st.integers(0, 20_000), limit=LIMITS)
def test_monotone_in_the_receipt(law: Jurisdiction, moment: datetime, later: int, limit: Limit) -> None:
    """Who files later is never due earlier."""
    first = when(law, moment)
    assert ends(law, first, limit) <= ends(law, first + timedelta(minutes=later), limit)


@every_law
@given(moment=MOMENTS, limit=LIMITS, data=st.data())
def test_never_due_on_a_day_off_and_the_ledger_sums_to_the_limit(
    law: Jurisdiction, moment: datetime, limit: Limit, data: st.DataObject
) -> None:
    """With or without a pause: due on a working day, without gap from the receipt, and what counts is the limit."""
    received = when(law, moment)
    pauses = data.draw(st.lists(stops(law, received), max_size=2))
    found = law.deadline(received, limit, pauses=pauses)
    assert found.due == ends(law, received, limit, *pauses)
    assert law.calendar.is_working(found.due.date())
    assert (found.ledger[0].start, found.ledger[-1].end) == (received, found.due)
    counted = sum(span.counted for span in found.ledger)
    if minutes := law.rules.minutes(limit):
        assert counted == minutes
    elif not limit.by_calendar:
        assert counted == limit.number
    else:
        plain = law.deadline(received, limit)
        assert counted == sum(span.counted for span in plain.ledger)


@every_law
@given(moment=MOMENTS, limit=LIMITS.filter(lambda limit: not limit.by_calendar), data=st.data())
def test_pauses_add_up(law: Jurisdiction, moment: datetime, limit: Limit, data: st.DataObject) -> None:
    """One pause in two parts is the whole pause, and a pause more is never due earlier."""
    received = when(law, moment)
    pause = data.draw(stops(law, received))
    assert pause.since is not None
    assert pause.until is not None
    middle = pause.since + (pause.until - pause.since) / 2
    parts = (
        Pause(pause.start, middle.date(), pause.reason, pause.since, middle),
        Pause(middle.date(), pause.end, pause.reason, middle, pause.until),
    )
    whole = ends(law, received, limit, pause)
    assert ends(law, received, limit, *parts) == whole
    assert whole >= ends(law, received, limit)
