"""The SQL of similar petitions; nowhere else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.similar.sketch import bands, packed
from egovframe.forms.similar.tables import sketch_bands, sketches
from egovframe.forms.tables import petitions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from egovframe.forms.similar.sketch import Sketch

_p = petitions.c
_LATE: Final = 10 * 60 * 1000
"""So many milliseconds after its id was drawn a petition may still appear (its unit of work had to end)."""


def not_sketched(conn: sa.Connection, *, limit: int) -> list[Mapping[str, Any]]:
    """Return petitions that have no sketch yet, the oldest first: those newer than the newest that has one.

    Ids tell when they were drawn (UUIDv7); some minutes before the newest are looked at again, for a petition whose
    unit of work took longer than another's.
    """
    newest = conn.execute(sa.select(sa.func.max(sketches.c.petition))).scalar()
    query = sa.select(petitions).where(_p.id.not_in(sa.select(sketches.c.petition).where(sketches.c.petition == _p.id)))
    if newest is not None:
        query = query.where(_p.id > before(newest, _LATE))
    rows = conn.execute(query.order_by(_p.id).limit(limit)).mappings().all()
    return cast("list[Mapping[str, Any]]", rows)


def before(id_: str, milliseconds: int) -> str:
    """Return the text below which ids (UUIDv7) were drawn more than so many milliseconds before this one."""
    drawn = max(0, int(id_.replace("-", "")[:12], 16) - milliseconds)
    return f"{drawn >> 16:08x}-{drawn & 0xFFFF:04x}"


def keep(conn: sa.Connection, petition_id: str, of: Sketch | None) -> None:
    """Keep the sketch of a petition in the place of what was kept of it."""
    for table in (sketch_bands, sketches):
        conn.execute(table.delete().where(table.c.petition == petition_id))
    conn.execute(sketches.insert(), {"petition": petition_id, "sketch": None if of is None else packed(of)})
    if of is not None:
        conn.execute(sketch_bands.insert(), [{"band": band, "petition": petition_id} for band in bands(of)])


def alike(conn: sa.Connection, of: Sketch, *, but: str, limit: int) -> list[str]:
    """Return the ids of petitions that share bands with a sketch, those with the most first; never `but` itself."""
    query = sa.select(sketch_bands.c.petition).where(sketch_bands.c.band.in_(bands(of)), sketch_bands.c.petition != but)
    found = Counter(conn.execute(query).scalars())
    return [id_ for id_, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))[:limit]]


def rows_of(conn: sa.Connection, ids: Collection[str]) -> list[Mapping[str, Any]]:
    """Return the rows of these petitions."""
    rows = conn.execute(sa.select(petitions).where(_p.id.in_(ids))).mappings().all()
    return cast("list[Mapping[str, Any]]", rows)
