"""The SQL of registers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.procedure.tables import objections, steps
from egovframe.forms.tables import petitions
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from datetime import datetime

Row = Mapping[str, Any]

_p, _s, _o = petitions.c, steps.c, objections.c
_PASSED_ON: Final = "transfer"
# A petition that came from another unit was entered when it was passed on, for the last time.
_ENTERED: Final = sa.func.coalesce(
    sa.select(sa.func.max(_s.at)).where(_s.petition == _p.id, _s.action == _PASSED_ON).scalar_subquery(), _p.received
).label("entered")


def entered(
    conn: sa.Connection, unit: str, *, years: Collection[int], since: datetime, until: datetime, most: int
) -> list[Row]:
    """Return up to `most` petitions that the unit has, entered in its register from `since` to `until` (exclusive)."""
    inner = sa.select(petitions, _ENTERED).where(_p.unit == unit, _p.registered_year.in_(sorted(years))).subquery()
    query = sa.select(inner).where(inner.c.entered >= instant(since), inner.c.entered < instant(until))
    query = query.order_by(inner.c.registered_year, inner.c.registered_no).limit(most)
    return cast("list[Row]", conn.execute(query).mappings().all())


def passed_on(
    conn: sa.Connection, unit: str, *, since: datetime, until: datetime | None, after: str, most: int
) -> list[tuple[Row, list[Row]]]:
    """Return up to `most` petitions that were passed on since then, by id, each with those steps, the first one first.

    With `until` those alone that were received, or came to `unit`, from `since` to `until` (exclusive). Where one was
    passed on from is sealed: it may be another unit.
    """
    passed = sa.select(_s.petition).where(_s.action == _PASSED_ON, _s.at >= instant(since))
    query = sa.select(petitions).where(_p.id.in_(passed), _p.id > after)
    if until is not None:
        came = sa.select(_s.petition).where(
            _s.action == _PASSED_ON, _s.about == unit, _s.at >= instant(since), _s.at < instant(until)
        )
        received = sa.and_(_p.received >= instant(since), _p.received < instant(until))
        query = query.where(sa.or_(received, _p.id.in_(came)))
    rows = cast("list[Row]", conn.execute(query.order_by(_p.id).limit(most)).mappings().all())
    every = sa.select(steps).where(_s.petition.in_([row["id"] for row in rows]), _s.action == _PASSED_ON)
    found: dict[str, list[Row]] = {row["id"]: [] for row in rows}
    for step in conn.execute(every.order_by(_s.petition, _s.id)).mappings():
        found[step["petition"]].append(cast("Row", step))
    return [(row, found[row["id"]]) for row in rows]


def numbered(conn: sa.Connection, unit: str, year: int, number: int) -> bool:
    """Say whether a petition of the unit has this number now."""
    query = sa.select(_p.id).where(_p.unit == unit, _p.registered_year == year, _p.registered_no == number)
    return conn.execute(query).first() is not None


def objected(conn: sa.Connection, unit: str, *, since: datetime, until: datetime, most: int) -> list[tuple[Row, Row]]:
    """Return up to `most` objections that were filed in that time, with their petitions, the oldest first."""
    filed = sa.and_(_o.filed >= instant(since), _o.filed < instant(until))
    query = sa.select(objections).join(petitions, _p.id == _o.petition).where(_p.unit == unit, filed)
    found = cast("list[Row]", conn.execute(query.order_by(_o.filed, _o.id).limit(most)).mappings().all())
    every = sa.select(petitions).where(_p.id.in_([row["petition"] for row in found]))
    rows = {row["id"]: cast("Row", row) for row in conn.execute(every).mappings()}
    return [(row, rows[row["petition"]]) for row in found]
