"""The SQL of joined petitions and of petitions of many; nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from egovframe.forms.joined.tables import crowds, joins
from egovframe.forms.tables import petitions
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_j, _c = joins.c, crowds.c


def add_join(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a joining. Raises Conflict when somebody else joins the same petition at this very moment."""
    nth = work.conn.execute(sa.select(sa.func.count()).where(_j.petition == values["petition"])).scalar() or 0
    try:
        work.insert(joins, {**values, "nth": nth + 1})
    except sa.exc.IntegrityError as error:
        raise Conflict("The petition is just being joined elsewhere.", hint="Look at it again.") from error


def end_join(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> None:
    """End a joining that was read in this unit of work."""
    work.change(joins, before, changes)


def join_of(conn: sa.Connection, petition_id: str) -> Row | None:
    """Return the joining by which a petition is handled with another now, None where it is not."""
    query = sa.select(joins).where(_j.petition == petition_id, _j.ended.is_(None)).order_by(_j.id)
    return cast("Row | None", conn.execute(query).mappings().first())


def joins_under(conn: sa.Connection, lead_id: str) -> list[Row]:
    """Return the joinings under a petition that hold now, the oldest first."""
    query = sa.select(joins).where(_j.lead == lead_id, _j.ended.is_(None)).order_by(_j.id)
    return cast("list[Row]", conn.execute(query).mappings().all())


def joined_under(conn: sa.Connection, lead_id: str) -> list[Row]:
    """Return the petitions that are joined under one now, in the order in which they were."""
    query = (
        sa.select(petitions)
        .join(joins, _j.petition == petitions.c.id)
        .where(_j.lead == lead_id, _j.ended.is_(None))
        .order_by(_j.id)
    )
    return cast("list[Row]", conn.execute(query).mappings().all())


def joined_among(conn: sa.Connection, ids: Collection[str]) -> frozenset[str]:
    """Return which of these petitions are joined now, as the first one or as another."""
    wanted = sorted(ids)
    query = sa.select(_j.petition, _j.lead).where(
        _j.ended.is_(None), sa.or_(_j.petition.in_(wanted), _j.lead.in_(wanted))
    )
    return frozenset(id_ for pair in conn.execute(query) for id_ in pair).intersection(wanted)


def add_crowd(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a finding whether a petition is one of many."""
    work.insert(crowds, values)


def crowd_of(conn: sa.Connection, petition_id: str) -> Row | None:
    """Return what was found last of a petition, None where nobody looked."""
    query = sa.select(crowds).where(_c.petition == petition_id).order_by(_c.id.desc()).limit(1)
    return cast("Row | None", conn.execute(query).mappings().first())


def crowds_among(conn: sa.Connection, ids: Collection[str]) -> frozenset[str]:
    """Return which of these petitions are of many, by what was found last."""
    query = sa.select(_c.petition, _c.many).where(_c.petition.in_(sorted(ids))).order_by(_c.id)
    found = {petition: bool(many) for petition, many in conn.execute(query)}
    return frozenset(id_ for id_, many in found.items() if many)
