"""Facts written into the transaction that they are about: encoded, with the keys they need, and the office's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.audit import entry as entries
from egovframe.audit import store
from egovframe.audit.entry import FACT_MAC
from egovframe.audit.errors import EntryTooLarge
from egovframe.audit.tiles import MAX_ENTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from sqlalchemy import Connection

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.facts import FactType, Note


def write(
    conn: Connection,
    notes: Iterable[Note],
    *,
    cabinet: Cabinet,
    types: MutableMapping[str, FactType],
    keys: MutableMapping[str, bytes],
) -> list[str]:
    """Write facts in their order and return their ids; types that were not known yet are added to `types`.

    Raises EntryTooLarge, before any fact is written, when one does not fit.
    """
    written = [_entry(conn, note, cabinet, types, keys) for note in notes]
    store.add_facts(conn, written, cabinet.macs(FACT_MAC, [entry.content for entry in written]))
    return [entry.id for entry in written]


def _entry(
    conn: Connection,
    note: Note,
    cabinet: Cabinet,
    types: MutableMapping[str, FactType],
    keys: MutableMapping[str, bytes],
) -> entries.Entry:
    types.setdefault(note.fact.action, note.fact)
    parts = entries.owners_of(note)
    lent, drawn = cabinet.lend_keys(conn, parts, at=note.at, keys=keys)
    entry = entries.encode(note, parts, lent, (*note.writes, *drawn))
    if len(entry.content) > MAX_ENTRY:
        raise EntryTooLarge(
            f"The fact {note.fact.action} has {len(entry.content)} bytes, a log entry holds {MAX_ENTRY}.",
            hint="Note fewer writes at a time, and large details by their digest.",
        )
    return entry
