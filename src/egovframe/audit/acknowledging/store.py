"""The SQL of acknowledgements: how far the log must go to cover some facts, and which checkpoints are cosigned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.audit import store
from egovframe.audit.tables import checkpoints, cosignatures, facts

if TYPE_CHECKING:
    from sqlalchemy import Connection

_AT_ONCE: Final = 500


def covering(conn: Connection, fact_ids: Sequence[str]) -> int | None:
    """Return the smallest size of the log that covers all of these facts; None while one of them is not sealed."""
    size = 0
    for start in range(0, len(fact_ids), _AT_ONCE):
        some = fact_ids[start : start + _AT_ONCE]
        numbers = conn.execute(sa.select(facts.c.n).where(facts.c.id.in_(some))).scalars().all()
        if len(numbers) < len(set(some)):
            return None
        for n in numbers:
            position = store.position_of(conn, n)
            if position is None:
                return None
            size = max(size, position + 1)
    return size


def cosigned_sizes(conn: Connection, *, least: int, but: str) -> list[int]:
    """Return the sizes from `least` on at which somebody else than `but`, the log itself, cosigned; the largest first.

    A handful at most: a newer cosigned checkpoint covers all that an older one does.
    """
    statement = sa.select(cosignatures.c.size).where(cosignatures.c.size >= least, cosignatures.c.name != but)
    return list(conn.execute(statement.distinct().order_by(cosignatures.c.size.desc()).limit(20)).scalars())


def last_cosignature(conn: Connection, name: str, key_hash: str) -> Any:
    """Return size and moment of the newest checkpoint that a key cosigned, None when it never did."""
    of_key = cosignatures.c.name == name, cosignatures.c.key_hash == key_hash
    newest = sa.select(cosignatures.c.size, cosignatures.c.at).where(*of_key).order_by(cosignatures.c.size.desc())
    return conn.execute(newest.limit(1)).one_or_none()


def kept_cosignatures(conn: Connection, name: str, key_hash: str, *, most: int) -> Iterator[Any]:
    """Yield size, signature and checkpoint of what a key cosigned, by size: `most` of them, spread over all."""
    of_key = cosignatures.c.name == name, cosignatures.c.key_hash == key_hash
    sizes = conn.execute(sa.select(cosignatures.c.size).where(*of_key).order_by(cosignatures.c.size)).scalars().all()
    step = -(-len(sizes) // most) or 1
    one = (
        sa.select(cosignatures.c.size, cosignatures.c.signature, checkpoints.c.note)
        .join(checkpoints, checkpoints.c.size == cosignatures.c.size)
        .where(*of_key, cosignatures.c.size == sa.bindparam("wanted"))
    )
    for size in reversed(sizes[::-1][::step]):  # the newest is one of them
        yield from conn.execute(one, {"wanted": size})
