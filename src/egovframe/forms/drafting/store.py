"""Reading drafts and the offers that the office made from the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from egovframe.forms.drafting.tables import form_drafts, form_offers
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Row = Mapping[str, Any]


def drafts(conn: sa.Connection) -> list[Row]:
    """Return every draft, by name."""
    return cast("list[Row]", conn.execute(sa.select(form_drafts).order_by(form_drafts.c.name)).mappings().all())


def draft(conn: sa.Connection, name: str) -> Row | None:
    """Return the draft of that name, or None."""
    return cast("Row | None", conn.execute(sa.select(form_drafts).where(form_drafts.c.name == name)).mappings().first())


def add_draft(work: UnitOfWork, values: dict[str, Any]) -> None:
    """Insert a draft. Raises Conflict when somebody else begins one of that name at this moment."""
    try:
        work.insert(form_drafts, values)
    except sa.exc.IntegrityError as error:
        raise Conflict("Somebody else has just begun this form.", hint="Look at the list again.") from error


def change_draft(work: UnitOfWork, before: Row, changes: dict[str, Any]) -> Row:
    """Change a draft that was read in this unit of work."""
    return work.change(form_drafts, before, changes)


def remove_draft(work: UnitOfWork, before: Row) -> None:
    """Remove a draft that was read in this unit of work."""
    work.remove(form_drafts, before)


def offers(conn: sa.Connection) -> list[Row]:
    """Return what the office made and offers or offered, by name."""
    return cast("list[Row]", conn.execute(sa.select(form_offers).order_by(form_offers.c.name)).mappings().all())


def offer(conn: sa.Connection, name: str) -> Row | None:
    """Return the row of a form that the office made, or None."""
    return cast("Row | None", conn.execute(sa.select(form_offers).where(form_offers.c.name == name)).mappings().first())


def put_offer(work: UnitOfWork, before: Row | None, values: dict[str, Any]) -> None:
    """Insert the offer of a form, or change the one that was read in this unit of work."""
    if before is None:
        work.insert(form_offers, values)
    else:
        work.change(form_offers, before, values)
