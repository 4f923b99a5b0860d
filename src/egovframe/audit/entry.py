"""One fact in its one byte form.

The bytes that are hashed are the bytes that are kept. What may be personal (network address, stated purpose, names
typed in) stands beside the entry, sealed under the key of the person whose it is; the entry holds a salted commitment
to it. Destroying the key erases the values and breaks no proof; whoever has a value and its salt can show that the
entry commits to it, one value at a time.

Version 2. Version 1 kept all private values in one part, sealed under the office's key; its entries are still read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import from_json

from egovframe.audit.errors import TrailBroken
from egovframe.kernel.canonical import b64, canonical, unb64
from egovframe.kernel.clock import instant
from egovframe.kernel.crypto import seal
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from egovframe.kernel.facts import Note, Write

VERSION: Final = 2
FACT_MAC: Final = "fact-mac"
"""The purpose of the key under which the office vouches for an entry: HMAC-SHA-256 over its bytes."""
_SALT_BYTES: Final = 16
_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact ready to be written: its id, its bytes, and what is kept sealed beside it (None when nothing is)."""

    id: str
    content: bytes
    sealed: bytes | None


def owners_of(note: Note) -> dict[str, dict[str, Any]]:
    """Return the private values of a fact by whose they are: the owner of the key that seals them.

    Of who acts: where from, and the purpose where nobody else is concerned. Of whom it is about: the purpose, and what
    the type says. What is of nobody in particular is sealed under a key of the month, which goes when the month's facts
    have been kept long enough.
    """
    actor = note.actor
    month = f"office:{note.at.year:04}-{note.at.month:02}"  # a format with % takes ten times as long
    about = note.subjects[0] if note.subjects and note.fact.does != "list" else ""
    if actor.kind == "system":
        acting = month
    elif actor.id == "visitor":
        acting = about or month
    else:
        acting = f"account:{actor.id}"
    whose = {"actor": acting, "subject": about or acting, "office": month}
    parts: dict[str, dict[str, Any]] = {}
    origin = note.origin
    for name, value in (("address", origin.address), ("agent", origin.agent), ("session", origin.session)):
        if value:
            parts.setdefault(acting, {})[name] = value
    if note.why:
        parts.setdefault(about or acting, {})["why"] = note.why
    for name, value in note.private.items():
        parts.setdefault(whose[note.fact.private[name]], {})[name] = value
    return parts


def encode(
    note: Note,
    parts: Mapping[str, Mapping[str, Any]],
    keys: Mapping[str, bytes],
    writes: Sequence[Write],
) -> Entry:
    """Return the note as an entry under a new id; `keys` has the key of every owner of a part.

    `writes` are those of the note and of the keys drawn for it. Raises NotCanonical when details are no JSON.
    """
    fact_id = new_id()
    actor: dict[str, Any] = {"kind": note.actor.kind, "id": note.actor.id}
    if note.actor.acting_for:
        actor["for"] = note.actor.acting_for
    fact: dict[str, Any] = {
        "v": VERSION,
        "id": fact_id,
        "at": instant(note.at),
        "action": note.fact.action,
        "version": note.fact.version,
        "does": note.fact.does,
        "actor": actor,
        "object": note.object,
        "outcome": note.outcome,
    }
    told = {
        "subjects": note.subjects,
        "reason": note.reason,
        "basis": note.basis,
        "details": note.details,
        "request": note.origin.request,
        "trace": note.origin.trace,
    }
    fact |= {name: value for name, value in told.items() if value}
    if note.subjects and note.actor.policy:
        fact["policy"] = note.actor.policy
    if writes:
        fact["writes"] = [(str(w.table), w.key, w.before, w.after) for w in writes]  # a table says a subclass of str
    if note.fact.due and note.outcome == "done":
        fact["due"] = bool(note.reason or note.private.get("reason"))
    sealed: bytes | None = None
    if parts:
        sealed, committed = _sealed(fact_id, parts, keys)
        fact["private"] = {"parts": committed, "sealed": b64(hashlib.sha256(sealed).digest())}
    return Entry(fact_id, canonical(fact), sealed)


def _sealed(
    fact_id: str, parts: Mapping[str, Mapping[str, Any]], keys: Mapping[str, bytes]
) -> tuple[bytes, list[tuple[str, list[str], str]]]:
    """Return the sealed values of all owners, and what the entry says of them: owner, names, commitment."""
    blobs: list[bytes] = []
    committed: list[tuple[str, list[str], str]] = []
    for owner, values in parts.items():
        salts = os.urandom(_SALT_BYTES * len(values))
        opened = []
        digests = b""
        for place, (name, value) in enumerate(values.items()):
            salt = salts[place * _SALT_BYTES : (place + 1) * _SALT_BYTES]
            digests += part_digest(salt, name, value)
            opened.append((name, b64(salt), value))
        blob = seal(keys[owner], canonical(opened), bound_to=f"{owner}:fact:{fact_id}")
        blobs += [len(blob).to_bytes(_LENGTH, "big"), blob]
        committed.append((owner, list(values), commitment(digests)))
    return b"".join(blobs), committed


def part_digest(salt: bytes, name: str, value: Any) -> bytes:
    """Return the 32-byte digest of one private value under its salt: SHA-256(salt ‖ name ‖ 0 ‖ canonical value)."""
    return hashlib.sha256(salt + name.encode() + b"\x00" + canonical(value)).digest()


def commitment(digests: bytes) -> str:
    """Return what the entry says of an owner's values: SHA-256 over their digests, in order, as base64url."""
    return b64(hashlib.sha256(digests).digest())


def decode(content: bytes) -> dict[str, Any]:
    """Return the fields of an entry. Raises TrailBroken when it is no entry."""
    try:
        fact: dict[str, Any] = from_json(content, cache_strings="keys")  # values hardly come twice
        version = fact["v"]
        if version not in (1, VERSION):
            raise ValueError("unknown version")
        one, two, three, four, five = fact["id"], fact["at"], fact["action"], fact["object"], fact["actor"]["id"]
        if not type(one) is type(two) is type(three) is type(four) is type(five) is str:  # a third of a loop's time
            raise TypeError("not a text")
        if "writes" in fact:
            for table, key, before, after in fact["writes"]:
                _texts(table, key, before or "", after or "")
        if "private" in fact and version == VERSION:
            for owner, names, committed in fact["private"]["parts"]:
                _texts(owner, committed, *names)
        if "subjects" in fact:
            _texts(*fact["subjects"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TrailBroken("An entry of the log cannot be read.", hint="Restore the trail from a backup.") from error
    return fact


def _texts(*values: Any) -> None:
    for value in values:
        if type(value) is not str:
            raise TypeError("not a text")


def owners(fact: Mapping[str, Any]) -> list[str]:
    """Return whose keys open the private values of a decoded entry, in their order."""
    return [owner for owner, _, _ in fact["private"]["parts"]] if "private" in fact and fact["v"] == VERSION else []


def blobs_of(sealed: bytes) -> list[bytes]:
    """Return the sealed values of each owner, in the order of the entry. Raises ValueError when they are cut."""
    found, place = [], 0
    while place < len(sealed):
        end = place + _LENGTH + int.from_bytes(sealed[place : place + _LENGTH], "big")
        if end > len(sealed):
            raise ValueError("the sealed values are cut short")
        found.append(sealed[place + _LENGTH : end])
        place = end
    return found


@dataclass(frozen=True, slots=True)
class Opened:
    """The private values of one owner, opened: name, salt and value of each, in the order of the commitment."""

    owner: str
    values: tuple[tuple[str, bytes, Any], ...]

    @classmethod
    def parse(cls, owner: str, plain: bytes) -> Opened:
        """Read what was sealed. Raises ValueError for anything else."""
        return cls(owner, tuple((str(name), unb64(salt), value) for name, salt, value in json.loads(plain)))

    @property
    def commitment(self) -> str:
        """Return what an entry that commits to these values says."""
        return commitment(b"".join(part_digest(salt, name, value) for name, salt, value in self.values))


def is_intact(fact: Mapping[str, Any], sealed: bytes) -> bool:
    """Say whether what stands beside an entry is what was put there. Needs no key, and holds after an erasure."""
    told = fact.get("private")
    return isinstance(told, Mapping) and told["sealed"] == b64(hashlib.sha256(sealed).digest())


# ------------------------------------------------------------------------------------------------ version 1


def reveal_v1(hidden: bytes) -> dict[str, Any]:
    """Return the values that were kept beside an entry of version 1, from their decrypted bytes."""
    return dict(json.loads(hidden[_SALT_BYTES:]))


def commits_v1(fact: Mapping[str, Any], hidden: bytes) -> bool:
    """Say whether an entry of version 1 is committed to these decrypted bytes."""
    return bool(fact.get("private") == b64(hashlib.sha256(hidden).digest()))
