"""Roles and units as the app declares them, published in tables for people and other programs to read.

What somebody may do always comes from the declaration, never from these rows. A row that another tool edited, removed
or slipped in is left as it is: putting it right here would hide from verification that it happened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from egovframe.auth import facts
from egovframe.auth.access import store
from egovframe.auth.model import Role, Unit
from egovframe.kernel.canonical import canonical, canonical_text
from egovframe.kernel.clock import instant
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from egovframe.auth.directory import Directory
    from egovframe.kernel.work import UnitOfWork

log = get_logger("egovframe.auth")

_NOUN: Final = {"roles": "role", "units": "unit"}


def publish(work: UnitOfWork, directory: Directory) -> list[str]:
    """Bring the tables up to what is declared now; return what changed, such as `role admin`.

    New declarations are inserted and changed ones updated, each with its fact (`role.declared`, `unit.declared`). Rows
    that are not what was last published are named in the log and left to `egovframe verify`.
    """
    changed: list[str] = []
    for subject, declared in (("roles", directory.roles), ("units", directory.units)):
        changed += _publish(work, subject, declared)
    return changed


def _publish(work: UnitOfWork, subject: str, declared: Mapping[str, Role] | Mapping[str, Unit]) -> list[str]:
    publication = store.publication_row(work.conn, subject)
    rows = store.declared_rows(work.conn, subject)
    known = store.published_names(publication)
    foreign = {name for name, row in rows.items() if name not in known or not _as_published(row)}
    foreign |= {name for name in known if name not in rows}
    for name in sorted(foreign):
        log.warning("A published row was changed by another tool; run `egovframe verify`.", table=subject, row=name)
    waiting: list[Role | Unit] = [
        item
        for name, item in sorted(cast("Mapping[str, Role | Unit]", declared).items())
        if name not in foreign and (name not in rows or rows[name]["declared"] != _digest(item))
    ]
    if not waiting:
        return []
    # Two processes that start together publish one after the other; the second then finds the work done.
    work.next_number(f"auth.{subject}")
    if store.publication_row(work.conn, subject) != publication:
        return _publish(work, subject, declared)
    for item in waiting:
        store.put_declared(work, subject, rows.get(item.name), _row(item, instant(work.at)))
        work.note(facts.DECLARED[subject], object=f"{_NOUN[subject]}:{item.name}", details=_content(item))
    store.put_publication(work, subject, publication, sorted(known | {item.name for item in waiting}))
    work.note(facts.PUBLISHED[subject], details={"names": [item.name for item in waiting]})
    return [f"{_NOUN[subject]} {item.name}" for item in waiting]


def _content(item: Role | Unit) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(item.declaration())
    return content


def _digest(item: Role | Unit) -> str:
    return sha256_hex(item.declaration())


def _row(item: Role | Unit, now: str) -> dict[str, Any]:
    content = _content(item)
    flat = {name: value if isinstance(value, str | None) else canonical_text(value) for name, value in content.items()}
    if isinstance(item, Role):
        flat = {"includes": None, "reveals": None, **flat}
    return {**flat, "declared": _digest(item), "published": now}


def _as_published(row: store.Row) -> bool:
    """Say whether the row still is the declaration that it was published from."""
    try:
        content = {name: value for name, value in row.items() if name not in ("declared", "published")}
        for name in ("title", "may", "includes", "reveals"):
            if content.get(name) is not None:
                content[name] = json.loads(content[name])
            elif name in ("includes", "reveals"):
                content.pop(name, None)  # a column that is empty is no part of the declaration
        return bool(sha256_hex(canonical(content)) == row["declared"])
    except (ValueError, TypeError):
        return False
