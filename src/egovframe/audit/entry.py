"""One fact in its one byte form.

The bytes that are hashed are the bytes that are kept. What may be personal (network address, stated purpose, names
typed in) stands beside the entry, encrypted; the entry holds a salted commitment to it, so that erasing it breaks no
proof.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.errors import TrailBroken
from egovframe.kernel.canonical import b64, canonical
from egovframe.kernel.clock import instant
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.kernel.facts import Note

VERSION: Final = 1
_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact ready to be written: its id, its bytes, and what is kept encrypted beside it (None when nothing is)."""

    id: str
    content: bytes
    hidden: bytes | None


def encode(note: Note) -> Entry:
    """Return the note as an entry under a new id. Raises NotCanonical when details are no JSON."""
    fact_id = new_id()
    fact: dict[str, Any] = {
        "v": VERSION,
        "id": fact_id,
        "at": instant(note.at),
        "action": note.action,
        "actor": {"kind": note.actor.kind, "id": note.actor.id},
        "object": note.object,
        "outcome": note.outcome,
    }
    if note.actor.acting_for:
        fact["actor"]["for"] = note.actor.acting_for
    told = {"subjects": note.subjects, "reason": note.reason, "basis": note.basis, "details": note.details}
    fact |= {name: value for name, value in told.items() if value}
    if note.origin.request:
        fact["request"] = note.origin.request
    if note.writes:
        fact["writes"] = [
            (str(w.table), w.key, w.before, w.after) for w in note.writes
        ]  # a table says a subclass of str
    hidden = _hidden(note)
    if hidden is not None:
        fact["private"] = b64(hashlib.sha256(hidden).digest())
    return Entry(fact_id, canonical(fact), hidden)


def _hidden(note: Note) -> bytes | None:
    private = dict(note.private)
    for name in ("address", "session", "agent"):
        value = getattr(note.origin, name)
        if value:
            private[name] = value
    return os.urandom(_SALT_BYTES) + canonical(private) if private else None


def decode(content: bytes) -> dict[str, Any]:
    """Return the fields of an entry. Raises TrailBroken when it is no entry."""
    try:
        fact = json.loads(content)
        if fact["v"] != VERSION or not isinstance(fact["id"], str):
            raise ValueError("unknown version")
        if not all(
            isinstance(value, str) for value in (fact["at"], fact["action"], fact["object"], fact["actor"]["id"])
        ):
            raise ValueError("a field is no text")
        for table, key, *digests in fact.get("writes", ()):
            if len(digests) != 2 or not all(isinstance(text, str) for text in (table, key, *filter(None, digests))):
                raise ValueError("a write is not four texts")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TrailBroken("An entry of the log cannot be read.", hint="Restore the trail from a backup.") from error
    return dict(fact)


def reveal(hidden: bytes) -> dict[str, Any]:
    """Return the values that were kept beside an entry, from their decrypted bytes."""
    return dict(json.loads(hidden[_SALT_BYTES:]))


def commits_to(fact: Mapping[str, Any], hidden: bytes) -> bool:
    """Say whether the entry is committed to these decrypted bytes."""
    return bool(fact.get("private") == b64(hashlib.sha256(hidden).digest()))
