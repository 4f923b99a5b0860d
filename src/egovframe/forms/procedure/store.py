"""The SQL of procedures, steps, supplements, objections and requests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.procedure.tables import objections, procedures, requests, steps, supplements
from egovframe.forms.tables import petitions
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_BY_PETITION: Final = {
    table.name: sa.select(table).where(table.c.petition == sa.bindparam("petition")).order_by(table.c.id)
    for table in (steps, supplements, objections)
}


_AT_A_TIME: Final = 500
_TURN: Final = 0x64_75_65  # "due"


def take_turn(conn: sa.Connection) -> bool:
    """Say whether nobody else looks for what is due in this office; until the transaction ends nobody else does then.

    SQLite has one writer anyway.
    """
    if conn.dialect.name != "postgresql":
        return True
    here = sa.func.hashtext(sa.func.current_schema())
    return bool(conn.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_TURN, here))).scalar())


def _all(conn: sa.Connection, table: sa.Table, petition_id: str) -> list[Row]:
    found = conn.execute(_BY_PETITION[table.name], {"petition": petition_id})
    return cast("list[Row]", found.mappings().all())


def versions(conn: sa.Connection) -> list[Row]:
    """Return every version of every procedure, by name and number."""
    query = sa.select(procedures).order_by(procedures.c.name, procedures.c.version)
    return cast("list[Row]", conn.execute(query).mappings().all())


def add_version(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a published version of a procedure."""
    work.insert(procedures, values)


def add_step(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a step of a case."""
    work.insert(steps, values)


def steps_of(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the steps of a petition, the oldest first."""
    return _all(conn, steps, petition_id)


def last_steps(
    conn: sa.Connection, petitions_: Collection[str], actions: Collection[str], *, before: str
) -> dict[str, Row]:
    """Return, by petition, the last of these steps that was taken before a moment; some have none."""
    found: dict[str, Row] = {}
    wanted = iter(sorted(petitions_))
    while some := list(islice(wanted, _AT_A_TIME)):
        query = sa.select(steps).where(steps.c.petition.in_(some), steps.c.action.in_(actions), steps.c.at < before)
        found |= {row["petition"]: row for row in conn.execute(query.order_by(steps.c.id)).mappings()}
    return found


def add_supplement(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a request for a supplement."""
    work.insert(supplements, values)


def change_supplement(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Change a request for a supplement."""
    return work.change(supplements, before, changes)


def supplements_of(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the requests for a supplement of a petition, the first one first."""
    return _all(conn, supplements, petition_id)


def add_objection(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert an objection."""
    work.insert(objections, values)


def change_objection(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Change an objection."""
    return work.change(objections, before, changes)


def objection_of(conn: sa.Connection, petition_id: str) -> Row | None:
    """Return the objection to a petition's refusal, None when there is none."""
    found = _all(conn, objections, petition_id)
    return found[0] if found else None


_OF_THE_QUEUE: Final = (petitions.c.unit, petitions.c.due, petitions.c.id)
"""The order of the index of what is not decided: what was decided in ten years is not read."""


def due_for_progress(conn: sa.Connection, *, before: str, now: str, limit: int) -> list[Row]:
    """Return undecided petitions that were received before a moment and not reported on since, at most `limit`.

    `reported` is the number of the last report, 0 where there was none. What was reported on after `before` is left
    out; whether the next report is due is for the caller to say.
    """
    reported = (
        sa.select(sa.func.coalesce(sa.func.max(steps.c.value), 0))
        .where(steps.c.petition == petitions.c.id, steps.c.action == "progress")
        .scalar_subquery()
    )
    recently = sa.exists().where(
        steps.c.petition == petitions.c.id, steps.c.action == "progress", steps.c.at > before, steps.c.at <= now
    )
    query = (
        sa.select(petitions, reported.label("reported"))
        .where(petitions.c.decided.is_(None), petitions.c.received <= before, ~recently)
        .order_by(*_OF_THE_QUEUE)
        .limit(limit)
    )
    return cast("list[Row]", conn.execute(query).mappings().all())


def overdue(conn: sa.Connection, *, now: str, limit: int) -> list[Row]:
    """Return undecided petitions that were due before a moment and of which this was not said yet; at most `limit`."""
    said = sa.exists().where(
        steps.c.petition == petitions.c.id, steps.c.action == "overdue", steps.c.about == petitions.c.due
    )
    query = (
        sa.select(petitions)
        .where(petitions.c.decided.is_(None), petitions.c.held.is_(None), petitions.c.due < now, ~said)
        .order_by(*_OF_THE_QUEUE)
        .limit(limit)
    )
    return cast("list[Row]", conn.execute(query).mappings().all())


def lapsing(conn: sa.Connection, *, now: str, limit: int) -> list[Row]:
    """Return requests for a supplement whose period ran out without an answer and that nobody was told of yet."""
    query = (
        sa.select(supplements)
        .where(supplements.c.answered.is_(None), supplements.c.lapsed.is_(None), supplements.c.due < now)
        .order_by(supplements.c.id)
        .limit(limit)
    )
    return cast("list[Row]", conn.execute(query).mappings().all())


def request_of(conn: sa.Connection, mark: str) -> Row | None:
    """Return the request with that mark, None when there was none."""
    found = conn.execute(sa.select(requests).where(requests.c.mark == mark)).mappings().first()
    return cast("Row | None", found)


def add_request(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a request that was done. Raises Conflict when the same one is being done at this very moment elsewhere."""
    try:
        work.insert(requests, values)
    except sa.exc.IntegrityError as error:
        raise Conflict("The same request is just being done.", hint="Send the same request again.") from error


def forget_requests(conn: sa.Connection, *, before: str) -> int:
    """Forget the requests that were done before a moment; return how many."""
    return int(conn.execute(sa.delete(requests).where(requests.c.at < before)).rowcount)
