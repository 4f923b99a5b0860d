"""The witness: cosigns checkpoints of other logs as long as each only grows (C2SP tlog-witness).

`Submission` and `judge` are the protocol's rules without any I/O. `Witness` keeps the newest checkpoint of each log in
the database: what it answers was stored before, and of two that submit at once exactly one gets its cosignature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from egovframe.audit import store
from egovframe.audit.alarms import Alarm, Alarms
from egovframe.audit.cosignatures import Head
from egovframe.audit.errors import NoteInvalid, ProofInvalid
from egovframe.audit.notes import NoteSigner, NoteVerifier, Signature, SignedNote, decode_base64
from egovframe.audit.proofs import shown_root, verify_consistency
from egovframe.audit.tree import EMPTY_ROOT, HASH_SIZE
from egovframe.kernel.clock import Clock, instant
from egovframe.kernel.errors import Busy, EgovError
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from egovframe.kernel.database import Database
    from egovframe.kernel.facts import Recorder

log = get_logger("egovframe.audit")

TEXT: Final = "text/plain; charset=utf-8"
SIZE: Final = "text/x.tlog.size"
"""The media type of the answer that says how far the witness is."""

MAX_BODY: Final = 256_000
"""The most bytes a submission can have: 63 hashes, and a note with some fifty post-quantum signatures."""

MAX_PATH: Final = 63
"""The most hashes a consistency proof can have."""

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What the witness answers: an HTTP status, a body and its media type."""

    status: int
    body: str
    media: str = TEXT


class Kept(Protocol):
    """The newest checkpoint of a log that the witness cosigned."""

    @property
    def size(self) -> int:
        """Its size in entries."""

    @property
    def root(self) -> bytes:
        """Its root."""

    @property
    def note(self) -> str:
        """The note, as it is kept."""


class Refused(Exception):
    """The rules refuse a submission; `answer` says how."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.answer = Answer(status, f"{words}\n")


@dataclass(frozen=True, slots=True)
class Submission:
    """The body of an `add-checkpoint`: the size it starts from, a consistency proof, and the log's checkpoint."""

    old: int
    path: tuple[bytes, ...]
    note: SignedNote
    head: Head

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a body; nothing in it is believed yet. Raises `Refused` (400) when it is malformed."""
        if len(body) > MAX_BODY:
            raise Refused(400, f"The body has more than {MAX_BODY} bytes.")
        try:
            first, blank, rest = body.partition(b"\n\n")
            lines = first.decode("ascii").split("\n")
            note = SignedNote.parse(rest)
            head = Head.parse(note.text)
        except UnicodeDecodeError:
            raise Refused(400, "The lines before the checkpoint are not ASCII.") from None
        except NoteInvalid as wrong:
            raise Refused(400, f"The checkpoint cannot be read: {wrong.message}") from None
        old = _OLD.fullmatch(lines[0])
        if not blank or old is None:
            raise Refused(400, "The body must begin with a line such as `old 20852014`.")
        path = [decode_base64(line) for line in lines[1:]]
        if len(path) > MAX_PATH:
            raise Refused(400, f"A consistency proof has at most {MAX_PATH} lines.")
        hashes = tuple(item for item in path if item is not None and len(item) == HASH_SIZE)
        if len(hashes) != len(path):
            raise Refused(400, "Each line of the consistency proof must be 32 bytes in base64.")
        return cls(int(old[1]), hashes, note, head)

    def signed_by(self, keys: Sequence[NoteVerifier]) -> SignedNote:
        """Return the checkpoint with nothing but the signatures of the log's trusted keys.

        Raises `Refused`: 404 when there are no keys, for the origin is unknown then, 403 when none of them signed or a
        signature of one does not hold, 400 when the submission starts beyond its own end.
        """
        if not keys:
            raise Refused(404, "This witness does not know that log.")
        try:
            signatures = self.note.verify(*keys)
        except NoteInvalid as wrong:
            raise Refused(403, wrong.message) from None
        if self.old > self.head.size:
            raise Refused(400, f"The old size {self.old} exceeds the checkpoint's {self.head.size}.")
        return SignedNote(self.note.text, signatures)


def judge(submission: Submission, kept: Kept | None) -> Answer | None:
    """Return how a checkpoint that the log signed is refused, None where it is to be cosigned.

    409 with the size that the witness has, when the submission starts from another; 422 when the root cannot be that of
    an empty log, or the proof does not lead from what was cosigned to what is submitted.
    """
    head, size = submission.head, kept.size if kept is not None else 0
    if submission.old != size:
        return Answer(409, f"{size}\n", SIZE)
    if head.size == 0 and head.root != EMPTY_ROOT:
        return Answer(422, "An empty log has the root of the empty tree.\n")
    if submission.old == 0:
        # The empty tree is consistent with every tree.
        return Answer(422, "From size 0 no proof is needed, and none may be sent.\n") if submission.path else None
    assert kept is not None  # noqa: S101 - its size is not 0
    try:
        verify_consistency(
            submission.path, old_size=size, old_root=kept.root, new_size=head.size, new_root=head.root
        )  # fmt: skip
    except ProofInvalid as wrong:
        return Answer(422, f"{wrong.message}\n")
    return None


def contradiction(submission: Submission, signed: SignedNote, *, kept: Kept, seen: Kept | None) -> Alarm | None:
    """Return the alarm that a signed checkpoint is worth beside what the log signed before; None for most.

    `kept` is the newest that was cosigned, `seen` the one of the submission's own size. A proof that leads nowhere is
    no evidence: anyone can send one with a genuine checkpoint.
    """
    head, shown = submission.head, str(signed)
    if seen is not None:
        if seen.root != head.root:
            return Alarm(kind="fork", origin=head.origin, size=head.size, kept=seen.note, shown=shown)
        return None
    if 0 < head.size < kept.size:
        return Alarm(kind="rollback", origin=head.origin, size=kept.size, kept=kept.note, shown=shown)
    if submission.old != kept.size:
        return None
    root = shown_root(submission.path, old_size=kept.size, new_size=head.size, new_root=head.root)
    if root is None or root == kept.root:
        return None
    path = "".join(f"{item.hex()}\n" for item in submission.path)
    return Alarm(kind="fork", origin=head.origin, size=head.size, kept=kept.note, shown=shown, path=path)


class Witness:
    """A witness over one database: its cosigning keys, and the logs that it knows with the keys it trusts for each.

    Safe to use from many threads and processes. `recorder` is the trail that vouches for alarms.
    """

    def __init__(
        self,
        database: Database,
        *,
        cosigners: Sequence[NoteSigner],
        logs: Mapping[str, Iterable[NoteVerifier]],
        clock: Clock,
        recorder: Recorder,
    ) -> None:
        self._database = database
        self._cosigners = tuple(cosigners)
        self._logs = {origin: tuple(keys) for origin, keys in logs.items()}
        self._by_hash = {sha256(origin.encode()).hexdigest(): origin for origin in self._logs}
        self._clock = clock
        self._alarms = Alarms(database, clock=clock, recorder=recorder)

    @property
    def vkeys(self) -> tuple[str, ...]:
        """The verifier keys with which its cosignatures are verified, as text."""
        return tuple(str(getattr(cosigner, "vkey", "")) for cosigner in self._cosigners)

    def add_checkpoint(self, body: bytes) -> Answer:
        """Answer an `add-checkpoint` with the given body.

        200 with cosignature lines only once the checkpoint is durable here; otherwise 400, 403, 404, 409 or 422 as the
        specification says. A checkpoint that proves two histories is answered the same way, and kept as evidence.
        Raises `Busy` when the database does not take the checkpoint in time: nothing was cosigned then.
        """
        try:
            submission = Submission.parse(body)
            signed = submission.signed_by(self._logs.get(submission.head.origin, ()))
        except Refused as refused:
            return refused.answer
        for _ in range(_TRIES):
            with self._database.read() as conn:
                kept = store.newest_witnessed(conn, submission.head.origin)
                seen = store.sighting(conn, submission.head.origin, submission.head.size)
            refusal = judge(submission, kept)
            if refusal is not None:
                self._look_closer(submission, signed, kept=kept, seen=seen, status=refusal.status)
                return refusal
            lines = self._cosigned(submission.head, signed, kept)
            if lines is not None:
                return Answer(200, "".join(f"{line}\n" for line in lines))
        raise Busy("Other checkpoints of the same log arrive at once.", hint="Send it again.")

    def checkpoint(self, origin_hash: str) -> str | None:
        """Return the newest checkpoint of a log that was cosigned, with the log's and our signatures; None if none was.

        `origin_hash` is the SHA-256 of the log's origin in lower-case hexadecimal digits.
        """
        origin = self._by_hash.get(origin_hash)
        if origin is None:
            return None
        with self._database.read() as conn:
            kept = store.newest_witnessed(conn, origin)
        return None if kept is None else str(kept.note)

    def alarms(self) -> list[Alarm]:
        """Return every alarm of this database, newest first."""
        return self._alarms.all()

    def _cosigned(self, head: Head, signed: SignedNote, kept: Any) -> tuple[Signature, ...] | None:
        """Store the checkpoint and return our cosignatures of it; None when another one was stored meanwhile."""
        lines = tuple(cosigner.sign(signed.text) for cosigner in self._cosigners)
        at = instant(self._clock.now())
        row = {"origin": head.origin, "size": head.size, "root": head.root, "at": at}
        with self._database.write() as conn:
            note = str(SignedNote(signed.text, (*signed.signatures, *lines)))
            if not store.swap_witnessed(conn, {**row, "note": note}, before=kept):
                return None
            store.add_sighting(conn, {**row, "note": str(signed)})
        return lines

    def _look_closer(self, submission: Submission, signed: SignedNote, *, kept: Any, seen: Any, status: int) -> None:
        """Keep the evidence where a checkpoint that is refused contradicts what its log signed before."""
        head = submission.head
        alarm = None if kept is None else contradiction(submission, signed, kept=kept, seen=seen)
        if alarm is not None:
            try:
                self._alarms.keep(alarm)
            except EgovError:
                log.exception("An alarm could not be kept.", origin=head.origin, size=head.size)
        elif status == 422:
            log.warning("A signed checkpoint does not continue its log.", origin=head.origin, size=head.size)
