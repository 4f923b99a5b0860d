"""The SQL of statistics; nowhere else."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.forms.procedure.tables import steps
from egovframe.forms.statistics.model import DECIDED_BY, RATED, Case, Key, Passed
from egovframe.forms.statistics.replay import STEP_OF
from egovframe.forms.statistics.tables import tallied_days, tallies
from egovframe.forms.tables import petitions
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.permissions import Everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from egovframe.forms.statistics.model import Tally
    from egovframe.kernel.permissions import Rows

_p, _t, _s = petitions.c, tallies.c, steps.c
_CASE: Final = (_p.id, _p.form, _p.unit, _p.channel, _p.received, _p.due)
_STEP: Final = (_s.action, _s.at, _s.state, _s.unit, _s.value)
_ACTIONS: Final = sorted(set(STEP_OF.values()))
_NUMBERED: Final = frozenset((*DECIDED_BY, RATED))


def first_day(conn: sa.Connection) -> datetime | None:
    """Return when the first petition was received, None when there is none."""
    found = conn.execute(sa.select(_p.received).order_by(_p.id).limit(1)).scalar()
    return None if found is None else moment(found)


def counted_days(conn: sa.Connection, since: date, until: date) -> set[str]:
    """Return which days of that time (both ends included) were counted."""
    days = tallied_days.c.day
    query = sa.select(days).where(days >= since.isoformat(), days <= until.isoformat())
    return set(conn.execute(query).scalars())


def keep(conn: sa.Connection, day: date, tally: Tally, *, at: datetime) -> None:
    """Keep the counts of a day. Raises IntegrityError when somebody else has just kept them."""
    conn.execute(tallied_days.insert(), {"day": day.isoformat(), "at": instant(at)})
    rows = [{"day": day.isoformat(), **key._asdict(), "count": count} for key, count in tally.items()]
    if rows:
        conn.execute(tallies.insert(), rows)


def forget(conn: sa.Connection) -> None:
    """Forget all counts, to be made anew."""
    conn.execute(tallies.delete())
    conn.execute(tallied_days.delete())


def by_month(conn: sa.Connection, since: date, until: date) -> Iterator[tuple[str, Key, int]]:
    """Yield the kept counts of the days from `since` to `until` (both included), summed by month."""
    month = sa.func.substr(_t.day, 1, 7)
    key = (_t.form, _t.unit, _t.measure, _t.value, _t.number)
    query = sa.select(month, *key, sa.func.sum(_t["count"])).where(
        _t.day >= since.isoformat(), _t.day <= until.isoformat()
    )
    for row in conn.execute(query.group_by(month, *key)):
        yield row[0], Key(*row[1:5], int(row[5])), int(row[6])


def happened(since: datetime, until: datetime) -> sa.Select[Any]:
    """Return the question for each petition that something happened to, from `since` to `until`, with all its steps."""
    begin, end = instant(since), instant(until)
    received = sa.select(_p.id).where(_p.received >= begin, _p.received < end)
    stepped = sa.select(_s.petition).where(_s.action.in_(_ACTIONS), _s.at >= begin, _s.at < end)
    of_case = sa.and_(_s.petition == _p.id, _s.action.in_(_ACTIONS))
    query = sa.select(*_CASE, *_STEP).select_from(petitions.outerjoin(steps, of_case))
    return query.where(_p.id.in_(received.union(stepped))).order_by(_p.id, _s.id)


def cases(conn: sa.Connection, since: datetime, until: datetime) -> Iterator[Case]:
    """Yield each petition that something happened to from `since` to `until` (exclusive), with all its steps."""
    query = happened(since, until)
    found = conn.execution_options(yield_per=2000).execute(query)
    for case, rows in groupby(found, key=lambda row: row[: len(_CASE)]):
        yield _case(case, [row[len(_CASE) :] for row in rows])


def waiting(conn: sa.Connection, rows: Rows) -> Iterator[Mapping[str, Any]]:
    """Yield receipt, form, unit, handler, received and due of each undecided petition that is open to somebody."""
    query = sa.select(_p.receipt, _p.form, _p.unit, _p.handler, _p.received, _p.due).where(_p.decided.is_(None))
    if not rows.everything:
        units: set[str] = set()
        for scope in rows.scopes:
            if isinstance(scope.units, Everywhere):
                break
            units |= scope.units
        else:
            query = query.where(_p.unit.in_(sorted(units)))
    for row in conn.execute(query).mappings():
        if rows.opens(row["unit"], row["form"], row["handler"]):
            yield dict(row)


def _case(case: Sequence[Any], passed: Sequence[Sequence[Any]]) -> Case:
    """Return the case of a row and of its steps; one without steps has a row of nothing."""
    case_id, form, unit, channel, received, due = case
    return Case(
        id=case_id,
        form=form,
        unit=unit,
        channel=channel,
        received=moment(received),
        due=moment(due),
        steps=tuple(
            Passed(moment(at), action, state, unit, value if action in _NUMBERED else None)
            for action, at, state, unit, value in passed
            if action is not None
        ),
    )
