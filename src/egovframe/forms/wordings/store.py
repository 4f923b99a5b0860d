"""Reading and writing the words of notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.wordings.tables import wordings

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_OF: Final = (
    sa.select(wordings)
    .where(wordings.c.kind == sa.bindparam("kind"), wordings.c.language == sa.bindparam("language"))
    .order_by(wordings.c.version)
)
_ALL: Final = sa.select(wordings).order_by(wordings.c.kind, wordings.c.language, wordings.c.version)


def versions_of(conn: sa.Connection, kind: str, language: str) -> Sequence[Row]:
    """Return every version of a paper's words in a language, of whatever unit, the oldest first."""
    return cast("Sequence[Row]", conn.execute(_OF, {"kind": kind, "language": language}).mappings().all())


def every(conn: sa.Connection) -> Sequence[Row]:
    """Return every version of all words."""
    return cast("Sequence[Row]", conn.execute(_ALL).mappings().all())


def add(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a version."""
    work.insert(wordings, values)
