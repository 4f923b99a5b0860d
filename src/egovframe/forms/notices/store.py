"""Reading and writing papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.notices.tables import papers

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]

_OF_TASK: Final = sa.select(papers).where(papers.c.task == sa.bindparam("task"))
_BY_ID: Final = sa.select(papers).where(
    papers.c.id == sa.bindparam("id"), papers.c.petition == sa.bindparam("petition")
)


def paper_of_task(conn: sa.Connection, task: str) -> Row | None:
    """Return the paper that a task wrote, or None."""
    return cast("Row | None", conn.execute(_OF_TASK, {"task": task}).mappings().first())


def paper(conn: sa.Connection, petition_id: str, paper_id: str) -> Row | None:
    """Return a paper of this petition, or None."""
    return cast("Row | None", conn.execute(_BY_ID, {"id": paper_id, "petition": petition_id}).mappings().first())


def add_paper(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a paper."""
    work.insert(papers, values)
