"""A statement: what the log holds about somebody, in one file that anybody checks without the city.

The file is canonical JSON (RFC 8785) with a newline. `statement` is what the city says: the entries about these data
subjects, in words too, and what was sealed beside them for the subjects, each value with its salt. The rest proves it:
a signed checkpoint, a path for each entry, and the entry of the fact that this very statement was given, which holds
the digest of all that is said. So nothing in it can be changed, and the city cannot take back what it left out.

That nothing was left out is not proved: a log shows that what is in it stays, not that nobody chose from it.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from egovframe.audit import entry as entries
from egovframe.audit.cosignatures import verifier_from_vkey
from egovframe.audit.errors import ProofInvalid, StatementInvalid, TrailBroken
from egovframe.audit.notes import Checkpoint, NoteVerifier, SignedNote, decode_base64
from egovframe.audit.policy import Policy
from egovframe.audit.proofs import verify_inclusion
from egovframe.audit.tree import leaf_hash
from egovframe.kernel.canonical import NotCanonical, b64, canonical, unb64

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT: Final = "egovframe-statement/1"

MAX_STATEMENT: Final = 64_000_000
"""The most bytes a statement can have."""

GIVEN: Final = ("statement.given", "statement.handed")
"""The actions whose facts vouch for a statement."""

_HINT = "Do not believe what it says; ask the city for it again, and report it if it fails again."

Natural = Annotated[int, Field(ge=0)]
Words = dict[str, str]
"""The same words by language."""


class _Part(BaseModel):
    """A part of the file: nothing but what is declared, nothing of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Value(_Part):
    """A private value that is disclosed: what it is called, its 16-byte salt (base64url) and what it says."""

    name: str
    salt: str
    value: Any

    def digest(self) -> bytes:
        """Return its digest as the commitment takes it. Raises ValueError when the salt cannot be read."""
        return entries.part_digest(unb64(self.salt), self.name, self.value)


class Hidden(_Part):
    """A private value that stays sealed: its name, and its digest (base64url) alone."""

    name: str
    hidden: str

    def digest(self) -> bytes:
        """Return its digest. Raises ValueError when it cannot be read."""
        return unb64(self.hidden)


class Disclosure(_Part):
    """The private values of one data subject beside an entry, in the order of the entry's commitment."""

    owner: str
    values: tuple[Value | Hidden, ...]


class Stated(_Part):
    """One fact: its place in the log, its entry as it was sealed, what happened and by whom in words.

    `erased` names the subjects whose private values are gone because their key was destroyed.
    """

    index: Natural
    entry: str
    title: Words
    by: Words
    disclosed: tuple[Disclosure, ...] = ()
    erased: tuple[str, ...] = ()


class Body(_Part):
    """What the city says. `size`: the first so many entries of the log were looked through for it.

    `subjects` are those whose data it is about, `more` says that older facts were left out because there are too many.
    """

    origin: str
    office: Words
    at: str
    subjects: Annotated[tuple[str, ...], Field(min_length=1)]
    size: Natural
    more: bool
    note: Words
    facts: tuple[Stated, ...]

    def digest(self) -> str:
        """Return the SHA-256 of its canonical form in hex, as the entry of its giving holds it."""
        return sha256(canonical(self.model_dump())).hexdigest()


class Given(_Part):
    """The fact that the statement was given: its place in the log, and its entry."""

    index: Natural
    entry: str
    path: tuple[Natural, ...]


class Statement(_Part):
    """A whole file. Nothing in it counts before `verify` returned.

    `hashes` (base64) are those of all paths, each once; `paths` has one path for each fact of the statement, from the
    leaf's sibling upwards, as places in `hashes`.
    """

    format: Literal["egovframe-statement/1"]
    statement: Body
    checkpoint: str
    given: Given
    hashes: tuple[str, ...]
    paths: tuple[tuple[Natural, ...], ...]

    @classmethod
    def parse(cls, text: str | bytes) -> Self:
        """Read a file; `str(Statement.parse(text))` gives it back. Raises `StatementInvalid` for anything else."""
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        if len(data) > MAX_STATEMENT:
            raise _fails(f"A statement has at most {MAX_STATEMENT:,} bytes.")
        try:
            read = cls.model_validate_json(data)
            same = str(read).encode() == data
        except (ValidationError, NotCanonical, ValueError, RecursionError) as wrong:
            raise _fails(f"The file is not a statement of the format {FORMAT}.") from wrong
        if not same:
            raise _fails("The file is not in its one form (canonical JSON, one newline): it was altered.")
        return read

    def __str__(self) -> str:
        """Return the file's text."""
        return canonical(self.model_dump()).decode() + "\n"

    @property
    def facts(self) -> tuple[Mapping[str, Any], ...]:
        """The fields of the entries, the oldest first."""
        return tuple(json.loads(fact.entry) for fact in self.statement.facts)

    def verify(self, trusted: str | NoteVerifier | Policy) -> Checkpoint:
        """Return the checkpoint under which all of it stands in the log; `trusted` is a verifier key or a policy.

        Raises `NoteInvalid` or `QuorumMissing` when the checkpoint is not to be believed, `StatementInvalid` naming
        the first thing that does not hold: an entry that is not in the log, is about somebody else or comes twice, a
        disclosed value that its entry does not commit to, and any change of what the city said.
        """
        checkpoint = _opened(self.checkpoint, trusted)
        if self.statement.origin != checkpoint.origin:
            raise _fails(f"The statement is of {self.statement.origin}, its checkpoint of {checkpoint.origin}.")
        self._check_shape(checkpoint)
        hashes = [_decoded(text) for text in self.hashes]
        for fact, path in zip(self.statement.facts, self.paths, strict=True):
            _prove(fact.index, fact.entry, [hashes[place] for place in path], checkpoint)
            self._check_fact(fact)
        _prove(self.given.index, self.given.entry, [hashes[place] for place in self.given.path], checkpoint)
        self._check_given()
        return checkpoint

    def _check_shape(self, checkpoint: Checkpoint) -> None:
        facts = self.statement.facts
        places = [fact.index for fact in facts]
        for before, after in pairwise(places):
            if after <= before:
                what = "comes twice" if after == before else "is out of order"
                raise _fails(f"The entry {after} {what}.")
        if places and places[-1] >= self.statement.size:
            raise _fails(f"The entry {places[-1]} is beyond the {self.statement.size} that were looked through.")
        if not self.statement.size <= self.given.index < checkpoint.size:
            raise _fails("The statement was not given between what it looked through and its checkpoint.")
        if len(self.paths) != len(facts):
            raise _fails(f"There are {len(self.paths)} paths for {len(facts)} facts.")
        used = {place for path in (*self.paths, self.given.path) for place in path}
        if used != {*range(len(self.hashes))} or len({*self.hashes}) != len(self.hashes):
            raise _fails("The hashes of the paths are not each there once and used.")

    def _check_fact(self, stated: Stated) -> None:
        fact = _read(stated)
        subjects = {*self.statement.subjects}
        if not subjects & {*fact.get("subjects", ())}:
            raise _fails(f"The entry {stated.index} is not about those of whom the statement is.")
        parts = fact["private"]["parts"] if "private" in fact and fact["v"] == entries.VERSION else ()
        committed = {owner: (names, commitment) for owner, names, commitment in parts}
        named = [each.owner for each in stated.disclosed] + [*stated.erased]
        if len({*named}) != len(named) or not {*named} <= subjects & {*committed}:
            raise _fails(f"The entry {stated.index} has nothing sealed for whom something is disclosed.")
        for disclosure in stated.disclosed:
            names, commitment = committed[disclosure.owner]
            try:
                digests = b"".join(value.digest() for value in disclosure.values)
            except ValueError as wrong:
                raise _fails(f"A value disclosed with the entry {stated.index} cannot be read.") from wrong
            if [value.name for value in disclosure.values] != names or entries.commitment(digests) != commitment:
                raise _fails(f"A value disclosed with the entry {stated.index} is not the one it commits to.")

    def _check_given(self) -> None:
        fact = _read(self.given)
        if fact["action"] not in GIVEN:
            raise _fails(f"The entry {self.given.index} does not say that a statement was given.")
        details = fact.get("details", {})
        if details.get("digest") != self.statement.digest():
            raise _fails(f"The statement is not the one that was given with the entry {self.given.index}.")
        if details.get("facts") != len(self.statement.facts):
            raise _fails(f"The entry {self.given.index} is of a statement with another number of facts.")
        if not {*fact.get("subjects", ())} <= {*self.statement.subjects}:
            raise _fails(f"The entry {self.given.index} is of a statement about somebody else.")


def shared(paths: Iterable[Sequence[bytes]]) -> tuple[tuple[str, ...], list[tuple[int, ...]]]:
    """Return the hashes of these paths, each once, and the paths as places among them."""
    places: dict[bytes, int] = {}
    walked = [tuple(places.setdefault(item, len(places)) for item in path) for path in paths]
    return tuple(b64encode(item).decode("ascii") for item in places), walked


def disclosure(opened: entries.Opened, *, hide: Iterable[str]) -> Disclosure:
    """Return an owner's values as a statement discloses them; of those named in `hide` the digests alone."""
    kept = {*hide}
    return Disclosure(
        owner=opened.owner,
        values=tuple(
            Hidden(name=name, hidden=b64(entries.part_digest(salt, name, value)))
            if name in kept
            else Value(name=name, salt=b64(salt), value=value)
            for name, salt, value in opened.values
        ),
    )


def _opened(note: str, trusted: str | NoteVerifier | Policy) -> Checkpoint:
    signed = SignedNote.parse(note)
    if isinstance(trusted, Policy):
        return trusted.check(signed).checkpoint
    return Checkpoint.open(signed, verifier_from_vkey(trusted) if isinstance(trusted, str) else trusted)


def _prove(index: int, entry: str, path: Sequence[bytes], checkpoint: Checkpoint) -> None:
    try:
        leaf = leaf_hash(entry.encode())
        verify_inclusion(path, index=index, size=checkpoint.size, leaf=leaf, root=checkpoint.root)
    except (ProofInvalid, UnicodeEncodeError) as wrong:
        raise _fails(f"The entry {index} is not in the log of {checkpoint.origin} as it stands here.") from wrong


def _read(said: Stated | Given) -> dict[str, Any]:
    try:
        return entries.decode(said.entry.encode())
    except TrailBroken as wrong:
        raise _fails(f"The entry {said.index} cannot be read.") from wrong


def _decoded(text: str) -> bytes:
    found = decode_base64(text)
    if found is None:
        raise _fails(f"{text[:60]!r} is not the base64 of a hash.")
    return found


def _fails(message: str) -> StatementInvalid:
    return StatementInvalid(message, hint=_HINT)
