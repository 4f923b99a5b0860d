"""Reading and writing rules of routing, absences and how much each officer has to do."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.forms.routing.model import Absence, Route
from egovframe.forms.routing.tables import absences, routes
from egovframe.forms.tables import petitions
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.prepared import Prepared

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_ROUTES: Final = Prepared(
    sa.select(routes)
    .where(routes.c.form == sa.bindparam("form"), routes.c.ended.is_(None))
    .order_by(routes.c.position, routes.c.id)
)
_p = petitions.c


def routes_of(conn: sa.Connection, form: str) -> list[Route]:
    """Return the rules of a form that are in force, in the order in which they are tried."""
    return [route_of(row) for row in _ROUTES.mappings(conn, {"form": form})]


def route_rows(conn: sa.Connection, *, id: str | None = None) -> list[Row]:  # noqa: A002
    """Return whole rows of all rules in force, or of one, by form and position."""
    query = sa.select(routes).where(routes.c.ended.is_(None)).order_by(routes.c.form, routes.c.position, routes.c.id)
    if id is not None:
        query = query.where(routes.c.id == id)
    return [dict(row) for row in conn.execute(query).mappings()]


def route_of(row: Any) -> Route:
    """Return the row of a rule as a value."""
    return Route(
        id=row["id"],
        form=row["form"],
        position=row["position"],
        units=tuple(json.loads(row["units"])),
        field=row["field"],
        test=row["test"],
        values=tuple(json.loads(row["wanted"])),
        area=tuple((lat, lon) for lat, lon in json.loads(row["area"])),
        made=moment(row["made"]),
    )


def add_route(work: UnitOfWork, route: Route) -> None:
    """Add a rule."""
    values = {
        "id": route.id,
        "form": route.form,
        "position": route.position,
        "units": canonical_text(list(route.units)),
        "field": route.field,
        "test": route.test,
        "wanted": canonical_text(list(route.values)),
        "area": json.dumps([list(corner) for corner in route.area], separators=(",", ":")),
        "made": instant(work.at),
        "made_by": work.actor.id,
        "ended": None,
    }
    work.insert(routes, values)


def end_route(work: UnitOfWork, before: Row) -> None:
    """End a rule now."""
    work.change(routes, before, {"ended": instant(work.at)})


# ---------------------------------------------------------------------------------------------------- absences


def absence_rows(conn: sa.Connection, at: datetime, *, id: str | None = None) -> list[Row]:  # noqa: A002
    """Return whole rows of the absences that count now or later, or of one of them, the earliest first."""
    query = (
        sa.select(absences)
        .where(absences.c.ended.is_(None), absences.c.until > instant(at))
        .order_by(absences.c.since, absences.c.id)
    )
    if id is not None:
        query = query.where(absences.c.id == id)
    return [dict(row) for row in conn.execute(query).mappings()]


def absence_of(row: Row) -> Absence:
    """Return the row of an absence as a value."""
    return Absence(
        id=row["id"],
        account=row["account"],
        name=row["name"],
        since=moment(row["since"]),
        until=moment(row["until"]),
        ended=None if row["ended"] is None else moment(row["ended"]),
    )


def add_absence(work: UnitOfWork, absence: Absence) -> None:
    """Add an absence."""
    values = {
        "id": absence.id,
        "account": absence.account,
        "name": absence.name,
        "since": instant(absence.since),
        "until": instant(absence.until),
        "ended": None,
        "made_by": work.actor.id,
    }
    work.insert(absences, values)


def end_absence(work: UnitOfWork, before: Row) -> None:
    """End an absence now."""
    work.change(absences, before, {"ended": instant(work.at)})


# ---------------------------------------------------------------------------------------------------- load


def loads(conn: sa.Connection, accounts: Collection[str]) -> dict[str, tuple[int, str]]:
    """Return how many undecided petitions each of these officers has, and when the last was given to them."""
    query = (
        sa.select(_p.handler, sa.func.count(), sa.func.max(_p.assigned))
        .where(_p.decided.is_(None), _p.handler.in_(sorted(accounts)))
        .group_by(_p.handler)
    )
    return {handler: (int(count), last or "") for handler, count, last in conn.execute(query)}


def waiting_in(conn: sa.Connection, units: Collection[str]) -> dict[str, int]:
    """Return how many undecided petitions each of these units has; units without any are left out."""
    query = (
        sa.select(_p.unit, sa.func.count()).where(_p.decided.is_(None), _p.unit.in_(sorted(units))).group_by(_p.unit)
    )
    return {unit: int(count) for unit, count in conn.execute(query)}


def held_by(conn: sa.Connection, account: str) -> list[Row]:
    """Return the undecided petitions of an officer, the most pressing first: receipt, unit, form and handler."""
    query = (
        sa.select(_p.id, _p.receipt, _p.unit, _p.form, _p.handler)
        .where(_p.decided.is_(None), _p.handler == account)
        .order_by(_p.due, _p.id)
    )
    return [dict(row) for row in conn.execute(query).mappings()]


def row_of(conn: sa.Connection, petition_id: str) -> Row | None:
    """Return unit, form, receipt number, handler and day of decision of a petition, None where there is none."""
    query = sa.select(_p.receipt, _p.unit, _p.form, _p.handler, _p.decided).where(_p.id == petition_id)
    row = conn.execute(query).mappings().first()
    return None if row is None else dict(row)
