"""Reading and writing papers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from egovframe.forms.notices.model import CLOSING, LEFT
from egovframe.forms.notices.tables import lost, notice_choices, notice_tries, papers
from egovframe.forms.store import within
from egovframe.forms.tables import notices, petitions

if TYPE_CHECKING:
    from egovframe.kernel.permissions import Rows
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


def add_try(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a try of a notice."""
    work.insert(notice_tries, values)


def tries_of(conn: sa.Connection, petition_id: str) -> list[Row]:
    """Return every try of every notice of a petition, the oldest first."""
    query = sa.select(notice_tries).where(notice_tries.c.petition == petition_id).order_by(notice_tries.c.id)
    return cast("list[Row]", conn.execute(query).mappings().all())


def notice(conn: sa.Connection, petition_id: str, notice_id: str) -> Row | None:
    """Return a notice of this petition, or None."""
    query = sa.select(notices).where(notices.c.id == notice_id, notices.c.petition == petition_id)
    return cast("Row | None", conn.execute(query).mappings().first())


def notice_of_paper(conn: sa.Connection, petition_id: str, paper_id: str) -> Row | None:
    """Return the notice of this petition that carries a paper, or None."""
    query = sa.select(notices).where(notices.c.paper == paper_id, notices.c.petition == petition_id)
    return cast("Row | None", conn.execute(query).mappings().first())


def with_state(conn: sa.Connection, petition_ids: Collection[str], states: Collection[str]) -> set[str]:
    """Return which of these petitions have a notice in one of the states."""
    query = sa.select(notices.c.petition).where(
        notices.c.petition.in_(sorted(petition_ids)), notices.c.state.in_(sorted(states))
    )
    return set(conn.execute(query.distinct()).scalars())


def lost_results(
    conn: sa.Connection, *, rows: Rows, form: str | None, before: str | None, limit: int
) -> list[tuple[Row, Row]]:
    """Return up to `limit` results that did not arrive, newest first, older than the notice `before`, with their cases.

    Left out are petitions of which a later paper reached the applicant that tells how they ended.
    """
    later = notices.alias("later")
    told = sa.exists().where(
        later.c.petition == notices.c.petition,
        later.c.id > notices.c.id,
        later.c.kind.in_(sorted(CLOSING)),
        later.c.state.in_(LEFT),
    )
    # Asked so, both databases go through what is lost, newest first, and look up each case: never through all cases.
    open_cases = within(sa.select(petitions.c.id).where(petitions.c.id == notices.c.petition), rows)
    if form is not None:
        open_cases = open_cases.where(petitions.c.form == form)
    query = sa.select(notices).where(lost, notices.c.kind.in_(sorted(CLOSING)), ~told, open_cases.exists())
    if before is not None:
        query = query.where(notices.c.id < before)
    found = conn.execute(query.order_by(notices.c.id.desc()).limit(limit)).mappings().all()
    chosen = sa.select(petitions).where(petitions.c.id.in_([row["petition"] for row in found]))
    cases = {row["id"]: row for row in conn.execute(chosen).mappings()} if found else {}
    return [(cast("Row", row), cast("Row", cases[row["petition"]])) for row in found]


def add_choice(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert how somebody wants to be told."""
    work.insert(notice_choices, values)


def choice_of(conn: sa.Connection, petition_id: str) -> Row | None:
    """Return how the holder of a petition wants to be told, None where nothing was chosen."""
    query = sa.select(notice_choices).where(notice_choices.c.petition == petition_id)
    return cast("Row | None", conn.execute(query.order_by(notice_choices.c.id.desc()).limit(1)).mappings().first())
