"""The SQL of public petitions; nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from egovframe.forms.public.tables import public_petitions, signature_counts, signatures
from egovframe.forms.store import within
from egovframe.forms.tables import forms, petitions
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict
from egovframe.kernel.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.kernel.permissions import Rows
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_p, _s, _t = public_petitions.c, signatures.c, signature_counts.c
PUBLIC: Final = ("collecting", "closed", "withdrawn")
"""The states that everybody may see."""

_JOINED: Final = (
    sa.select(
        public_petitions,
        petitions.c.receipt,
        petitions.c.form_version,
        petitions.c.outcome,
        sa.func.coalesce(_p.total, _t.count, 0).label("count"),
    )
    .join(petitions, petitions.c.id == _p.petition)
    .outerjoin(signature_counts, _t.publication == _p.id)
)
_BY_ID: Final = _JOINED.where(_p.id == sa.bindparam("id"))
_OF_PETITION: Final = _JOINED.where(_p.petition == sa.bindparam("petition"))
_OPEN: Final = Prepared(sa.select(public_petitions).where(_p.id == sa.bindparam("id"), _p.state == "collecting"))
_SIGNED: Final = Prepared(
    sa.select(signatures).where(_s.publication == sa.bindparam("publication"), _s.mark == sa.bindparam("mark"))
)


def _one(result: sa.Result[Any]) -> Row | None:
    return cast("Row | None", result.mappings().first())


def _all(result: sa.Result[Any]) -> list[Row]:
    return cast("list[Row]", result.mappings().all())


def by_id(conn: sa.Connection, publication_id: str) -> Row | None:
    """Return a publication with its petition's number and outcome and how many signed, or None."""
    return _one(conn.execute(_BY_ID, {"id": publication_id}))


def of_petition(conn: sa.Connection, petition_id: str) -> Row | None:
    """Return the same of a petition that an officer decided on, or None."""
    return _one(conn.execute(_OF_PETITION, {"petition": petition_id}))


def collecting(conn: sa.Connection, publication_id: str) -> Row | None:
    """Return the row of a publication that can be signed, without how many signed; None for any other."""
    return next(iter(_OPEN.mappings(conn, {"id": publication_id})), None)


def plain(conn: sa.Connection, publication_id: str) -> Row | None:
    """Return the row of a publication alone, or None."""
    return _one(conn.execute(sa.select(public_petitions).where(_p.id == publication_id)))


def listed(
    conn: sa.Connection, *, words: str, sort: str, states: tuple[str, ...], offset: int, limit: int
) -> list[Row]:
    """Return up to `limit` publications in these states whose title has the words, the open ones first.

    `sort` is `new` (published last), `most` (signed most) or `ending` (closing first).
    """
    query = _JOINED.where(_p.state.in_(states))
    if words:
        query = query.where(_p.title.icontains(words, autoescape=True))
    order: list[Any] = [sa.case((_p.state == "collecting", 0), else_=1)]
    if sort == "most":
        order.append(sa.func.coalesce(_p.total, _t.count, 0).desc())
    elif sort == "ending":
        order.append(_p.closes)
    return _all(conn.execute(query.order_by(*order, _p.id.desc()).offset(offset).limit(limit)))


def perhaps_public(conn: sa.Connection) -> list[tuple[str, int]]:
    """Return the forms and versions whose petitions may be public, for whoever looks into the definition."""
    query = sa.select(forms.c.name, forms.c.version).where(forms.c.definition.contains('"public":{', autoescape=True))
    return [(name, int(version)) for name, version in conn.execute(query.order_by(forms.c.name, forms.c.version))]


def undecided(conn: sa.Connection, versions: Mapping[str, Collection[int]], *, rows: Rows, limit: int) -> list[Row]:
    """Return the petitions that nobody decided on to publish or not, the oldest first.

    Of those that are open to whoever asks, at most `limit`; `versions` are the versions of forms, by name, whose
    petitions are public.
    """
    public = [
        sa.and_(petitions.c.form == name, petitions.c.form_version.in_(sorted(numbers)))
        for name, numbers in sorted(versions.items())
    ]
    query = (
        sa.select(petitions)
        .outerjoin(public_petitions, _p.petition == petitions.c.id)
        .where(sa.or_(sa.false(), *public), petitions.c.decided.is_(None), _p.id.is_(None))
        .order_by(petitions.c.id)
    )
    return _open_to(conn, query, rows, limit=limit)


def of_office(conn: sa.Connection, *, rows: Rows, limit: int) -> list[Row]:
    """Return the publications that are collecting or wait for an answer, those with the nearest date first.

    Of those that are open to whoever asks, at most `limit`.
    """
    query = _JOINED.where(
        sa.or_(_p.state == "collecting", sa.and_(_p.answer_by.is_not(None), petitions.c.decided.is_(None)))
    ).add_columns(petitions.c.handler, petitions.c.unit.label("case_unit"))
    return _open_to(conn, query.order_by(_p.answer_by.is_(None), _p.answer_by, _p.closes), rows, limit=limit)


def _open_to(conn: sa.Connection, query: sa.Select[Any], rows: Rows, *, limit: int) -> list[Row]:
    """Return the first rows that are open: what a plug-in judges is looked through until there are enough."""
    query, judge = within(query, rows), rows.judge
    if judge is None:
        return _all(conn.execute(query.limit(limit)))
    with conn.execute(query.execution_options(yield_per=limit)) as result:
        place = "case_unit" if "case_unit" in result.keys() else "unit"  # noqa: SIM118 - a result is no mapping
        found = (row for row in result.mappings() if judge(row[place], row["form"], row["handler"]))
        return cast("list[Row]", list(islice(found, limit)))


def add(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a publication with an empty tally. Raises Conflict where another officer decided just now."""
    try:
        work.insert(public_petitions, values)
    except sa.exc.IntegrityError as error:
        raise Conflict("Somebody else just decided on this petition.", hint="Look again.") from error
    if values["state"] == "collecting":
        work.conn.execute(
            signature_counts.insert(), {"publication": values["id"], "count": 0, "last": "", "at": values["decided"]}
        )


def change(work: UnitOfWork, row: Row, changes: dict[str, Any]) -> Row:
    """Change a publication that was read alone in this unit, and return it. Raises Conflict when it moved on."""
    return work.change(public_petitions, row, changes)


# ------------------------------------------------------------------ signatures


def signed(conn: sa.Connection, publication_id: str, mark: str) -> Row | None:
    """Return the signature of whoever has the mark, or None."""
    return next(iter(_SIGNED.mappings(conn, {"publication": publication_id, "mark": mark})), None)


def sign(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a signature. Raises Conflict where the same person's is just being kept elsewhere."""
    try:
        work.insert(signatures, values)
    except sa.exc.IntegrityError as error:
        raise Conflict("This person signed just now.", hint="Look again: one signature is kept.") from error


def unsign(work: UnitOfWork, row: Row) -> None:
    """Remove a signature and have the tally counted anew."""
    work.remove(signatures, row)
    work.conn.execute(signature_counts.update().where(_t.publication == row["publication"]).values(last="-"))


def signer(conn: sa.Connection, publication_id: str, signature_id: str) -> Row | None:
    """Return one signature of a publication, or None."""
    return _one(conn.execute(sa.select(signatures).where(_s.publication == publication_id, _s.id == signature_id)))


def signers(conn: sa.Connection, publication_id: str, *, before: str | None, limit: int) -> list[Row]:
    """Return up to `limit` signatures, the newest first, older than the id `before`."""
    query = sa.select(signatures).where(_s.publication == publication_id).order_by(_s.id.desc()).limit(limit)
    return _all(conn.execute(query if before is None else query.where(_s.id < before)))


# ------------------------------------------------------------------ counting


def stale(conn: sa.Connection, *, before: datetime) -> list[str]:
    """Return the publications that collect and have newer signatures than were counted, or were counted before that.

    What has ended is counted for good soon, and what nobody signed needs no counting.
    """
    newest = sa.select(_s.id).where(_s.publication == _p.id).order_by(_s.id.desc()).limit(1).scalar_subquery()
    looked = (
        sa.select(_p.id, _t.last, _t.at, newest.label("newest"))
        .join(signature_counts, _t.publication == _p.id)
        .where(_p.state == "collecting")
        .subquery()
    )
    seen = looked.c
    old = sa.and_(seen.at < instant(before), seen.newest.is_not(None))
    query = sa.select(seen.id).where(sa.or_(sa.func.coalesce(seen.newest, "") != seen.last, old)).order_by(seen.id)
    return list(conn.execute(query).scalars())


def _newest(conn: sa.Connection, publication_id: str) -> str:
    found = conn.execute(
        sa.select(_s.id).where(_s.publication == publication_id).order_by(_s.id.desc()).limit(1)
    ).scalar()
    return found or ""


def counted(conn: sa.Connection, publication_id: str) -> tuple[int, str]:
    """Return how many signed, and the newest signature: the one place that counts."""
    last = _newest(conn, publication_id)
    number = conn.execute(sa.select(sa.func.count()).where(_s.publication == publication_id)).scalar_one()
    return int(number), last


def keep_tally(conn: sa.Connection, publication_id: str, *, count: int, last: str, at: datetime) -> None:
    """Keep how many signed; several processes may do so at once, the last one counts."""
    insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    values = {"count": count, "last": last, "at": instant(at)}
    statement = insert(signature_counts).values(publication=publication_id, **values)
    conn.execute(statement.on_conflict_do_update(index_elements=["publication"], set_=values))


def due(conn: sa.Connection, *, now: datetime, settled: datetime) -> dict[str, list[str]]:
    """Return the publications that are to be closed, and those to be counted for good."""
    ids = sa.select(_p.id)
    over = sa.and_(_p.ended < instant(settled), _p.total.is_(None), _p.state.in_(("closed", "withdrawn")))
    return {
        "close": list(
            conn.execute(ids.where(_p.state == "collecting", _p.closes < instant(now)).order_by(_p.id)).scalars()
        ),
        "total": list(conn.execute(ids.where(over).order_by(_p.id)).scalars()),
    }


def to_erase(conn: sa.Connection, before: datetime, *, after: str, limit: int) -> list[str]:
    """Return the publications that ended before that moment whose signers are still known, in order from an id on."""
    old = sa.and_(_p.ended < instant(before), _p.erased.is_(None), _p.salt.is_not(None), _p.total.is_not(None))
    return list(conn.execute(sa.select(_p.id).where(old, _p.id > after).order_by(_p.id).limit(limit)).scalars())


def reaching(conn: sa.Connection) -> list[Row]:
    """Return of the publications that collect, and whose tally is above what was reached, what a threshold needs.

    That is `id`, `thresholds`, `reached` and `count`, for whoever looks further.
    """
    query = sa.select(_p.id, _p.thresholds, _p.reached, _t.count).join(signature_counts, _t.publication == _p.id)
    return _all(conn.execute(query.where(_p.state == "collecting", _p.thresholds != "[]", _t.count > _p.reached)))
