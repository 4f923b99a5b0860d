"""Reading petitions and forms from the database, and the few writes that are no row of the trail's.

Statements that every request runs are built once, here, so that a call only binds its values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.tables import decisions, forms, inquiries, notices, petitions
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict
from egovframe.kernel.permissions import Everywhere, Rows
from egovframe.kernel.prepared import Prepared

if TYPE_CHECKING:
    from egovframe.forms.model import Band, View
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_AT_A_TIME: Final = 500

_p = petitions.c
_BY_ID: Final = sa.select(petitions).where(_p.id == sa.bindparam("id"))
_BY_RECEIPT: Final = sa.select(petitions).where(_p.receipt == sa.bindparam("receipt"))
_SAME_RECEIPT: Final = _p.receipt == sa.bindparam("receipt")
_SAME_REQUEST: Final = _p.once == sa.bindparam("once")
_SAME_LINE: Final = sa.and_(_p.form == sa.bindparam("form"), _p.source_key == sa.bindparam("source_key"))
_CLASH: Final = {
    (False, False): Prepared(sa.select(petitions).where(_SAME_RECEIPT)),
    (True, False): Prepared(sa.select(petitions).where(sa.or_(_SAME_RECEIPT, _SAME_REQUEST))),
    (False, True): Prepared(sa.select(petitions).where(sa.or_(_SAME_RECEIPT, _SAME_LINE))),
    (True, True): Prepared(sa.select(petitions).where(sa.or_(_SAME_RECEIPT, _SAME_REQUEST, _SAME_LINE))),
}
_DECISIONS: Final = (
    sa.select(decisions).where(decisions.c.petition == sa.bindparam("petition")).order_by(decisions.c.id)
)
_NOTICES: Final = sa.select(notices).where(notices.c.petition == sa.bindparam("petition")).order_by(notices.c.id)
_NOTICE_OF_TASK: Final = sa.select(notices).where(notices.c.task == sa.bindparam("task"))


def _one(result: sa.Result[Any]) -> Row | None:
    return cast("Row | None", result.mappings().first())  # its keys are the columns' names


def _all(result: sa.Result[Any]) -> list[Row]:
    return cast("list[Row]", result.mappings().all())


def by_id(conn: sa.Connection, petition_id: str) -> Row | None:
    """Return the whole row of a petition, or None."""
    return _one(conn.execute(_BY_ID, {"id": petition_id}))


def by_receipt(conn: sa.Connection, receipt: str) -> Row | None:
    """Return the whole row of the petition with that receipt number, or None."""
    return _one(conn.execute(_BY_RECEIPT, {"receipt": receipt}))


def receipts_of(conn: sa.Connection, ids: Iterable[str], *, applicants: Collection[str]) -> dict[str, str]:
    """Return the receipt numbers, by id, of those of these petitions that one of the accounts filed."""
    found: dict[str, str] = {}
    wanted = iter(ids)
    while some := list(islice(wanted, _AT_A_TIME)):
        query = sa.select(_p.id, _p.receipt).where(_p.id.in_(some), _p.applicant.in_(applicants))
        found |= {row.id: row.receipt for row in conn.execute(query)}
    return found


def clashing(conn: sa.Connection, *, receipt: str, once: str | None, form: str, source_key: str | None) -> Row | None:
    """Return the petition that already is this request or line, or else one that has this receipt number."""
    values: dict[str, Any] = {"receipt": receipt}
    if once is not None:
        values["once"] = once
    if source_key is not None:
        values |= {"form": form, "source_key": source_key}
    rows = _CLASH[once is not None, source_key is not None].mappings(conn, values)
    return next((row for row in rows if row["receipt"] != receipt), rows[0] if rows else None)


def add_petition(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a petition. Raises Conflict when the same request is being received at this very moment elsewhere."""
    try:
        work.insert(petitions, values)
    except sa.exc.IntegrityError as error:
        raise Conflict("The same petition is just being received.", hint="Send the same request again.") from error


def change_petition(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Change a petition that was read in this unit of work, and return it as it is now."""
    return work.change(petitions, before, changes)


def add_decision(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a decision."""
    work.insert(decisions, values)


def add_notice(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert the note of a notice."""
    work.insert(notices, values)


def decisions_of(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the decisions of a petition, the oldest first."""
    return _all(conn.execute(_DECISIONS, {"petition": petition_id}))


def notices_of(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return the notices of a petition, the oldest first."""
    return _all(conn.execute(_NOTICES, {"petition": petition_id}))


def notice_of_task(conn: sa.Connection, task: str) -> Row | None:
    """Return the note of the notice that this task sends, or None."""
    return _one(conn.execute(_NOTICE_OF_TASK, {"task": task}))


def change_notice(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> None:
    """Change what became of a notice that was read in this unit of work."""
    work.change(notices, before, changes)


def listed(
    conn: sa.Connection, *, rows: Rows, form: str | None, state: str | None, before: str | None, limit: int
) -> list[Row]:
    """Return up to `limit` petitions that are open, the newest first, older than the id `before`."""
    query = within(sa.select(petitions), rows).order_by(_p.id.desc()).limit(limit)
    if form is not None:
        query = query.where(_p.form == form)
    if state is not None:
        query = query.where(_p.state == state)
    if before is not None:
        query = query.where(_p.id < before)
    return _all(conn.execute(query))


def waiting(
    conn: sa.Connection,
    *,
    rows: Rows,
    view: View,
    actor: str,
    band: Band | None,
    now: datetime,
    soon: datetime,
    form: str | None,
    limit: int,
) -> list[Row]:
    """Return up to `limit` undecided petitions of a view: urgent first, then by what is due."""
    query = _viewed(within(sa.select(petitions), rows), view, actor)
    if form is not None:
        query = query.where(_p.form == form)
    if band == "late":
        query = query.where(_p.due < instant(now))
    elif band == "soon":
        query = query.where(_p.due >= instant(now), _p.due <= instant(soon))
    elif band == "fine":
        query = query.where(_p.due > instant(soon))
    if band is not None:
        query = query.where(_p.held.is_not(None) if band == "held" else _p.held.is_(None))
    return _all(conn.execute(query.order_by(_p.urgent.desc(), _p.held.is_not(None), _p.due, _p.id).limit(limit)))


def counted(
    conn: sa.Connection, *, rows: Rows, view: View, actor: str, now: datetime, soon: datetime
) -> tuple[int, ...]:
    """Return of the undecided petitions of a view how many there are, are late, late or due soon, and stand still."""
    runs = _p.held.is_(None)
    numbers = [
        sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)
        for condition in (
            sa.true(),
            sa.and_(runs, _p.due < instant(now)),
            sa.and_(runs, _p.due <= instant(soon)),
            _p.held.is_not(None),
        )
    ]
    if rows.judge is None:
        query = _viewed(within(sa.select(*numbers).select_from(petitions), rows), view, actor)
        return tuple(map(int, conn.execute(query).one()))
    # What a plug-in says depends on unit, form and handler: it is asked once for each of those that there are.
    key = (_p.unit, _p.form, _p.handler)
    parts = sa.select(*key, *numbers).select_from(petitions).group_by(*key)
    found = [row for row in conn.execute(_viewed(within(parts, rows), view, actor)) if rows.judge(*row[:3])]
    return tuple(sum(int(row[place]) for row in found) for place in range(3, 7))


def within(query: sa.Select[Any], rows: Rows) -> sa.Select[Any]:
    """Return the query for what the scopes open: in these units, of one form, of one officer's cases."""
    if rows.everything:
        return query
    opened = []
    for scope in rows.scopes:
        parts: list[sa.ColumnElement[bool]] = []
        if not isinstance(scope.units, Everywhere):
            parts.append(_p.unit.in_(sorted(scope.units)))
        if scope.form is not None:
            parts.append(_p.form == scope.form)
        if scope.owner is not None:
            parts.append(_p.handler == scope.owner)
        opened.append(sa.and_(*parts))
    return query.where(sa.or_(sa.false(), *opened))


def _viewed(query: sa.Select[Any], view: View, actor: str) -> sa.Select[Any]:
    query = query.where(_p.decided.is_(None))
    if view == "mine":
        return query.where(_p.handler == actor)
    if view == "unassigned":
        return query.where(_p.handler.is_(None))
    return query


def newest_forms(conn: sa.Connection) -> dict[str, tuple[int, str]]:
    """Return the newest version of each form that was published, with its digest, by name."""
    newest: dict[str, tuple[int, str]] = {}
    query = sa.select(forms.c.name, forms.c.version, forms.c.digest).order_by(forms.c.name, forms.c.version)
    for name, version, digest in conn.execute(query):
        newest[name] = (int(version), digest)
    return newest


def definition_of(conn: sa.Connection, name: str, version: int) -> str | None:
    """Return the definition of one version of a form as canonical JSON, or None."""
    query = sa.select(forms.c.definition).where(forms.c.name == name, forms.c.version == version)
    return conn.execute(query).scalar()


def add_form(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a published version of a form."""
    work.insert(forms, values)


def tries_of(conn: sa.Connection, subjects: list[str], since: datetime) -> dict[str, tuple[int, str]]:
    """Return how often each subject failed since that moment and when it first did, for those who did."""
    query = sa.select(inquiries).where(inquiries.c.subject.in_(subjects), inquiries.c.since > instant(since))
    return {row.subject: (int(row.tries), row.since) for row in conn.execute(query)}


_TRIED: Final = sa.text(
    "INSERT INTO inquiries (subject, tries, since) VALUES (:subject, 1, :now) ON CONFLICT (subject) DO UPDATE SET "
    "tries = CASE WHEN inquiries.since > :since THEN inquiries.tries + 1 ELSE 1 END, "
    "since = CASE WHEN inquiries.since > :since THEN inquiries.since ELSE :now END"
)


def tried(conn: sa.Connection, subjects: list[str], *, now: datetime, since: datetime) -> None:
    """Count one failed try for each subject; what is older than `since` starts anew or is swept out."""
    times = {"now": instant(now), "since": instant(since)}
    for subject in sorted(subjects):
        conn.execute(_TRIED, {"subject": subject, **times})
    conn.execute(sa.delete(inquiries).where(inquiries.c.since <= instant(since)))


def forget_tries(conn: sa.Connection, subjects: list[str]) -> None:
    """Forget the failed tries of these subjects."""
    conn.execute(sa.delete(inquiries).where(inquiries.c.subject.in_(subjects)))
