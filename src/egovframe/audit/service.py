"""The trail: writes facts, seals them, proves them, verifies them. Usable alone, in any program with SQLAlchemy tables.

trail = Trail(Database.open("sqlite:///app.sqlite3"), Cabinet(FileKeyring(folder=Path("keys"), create=True)))
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from egovframe.audit import entry as entries
from egovframe.audit import store
from egovframe.audit.anchoring import Anchors
from egovframe.audit.cosigned import with_cosignatures
from egovframe.audit.coverage import coverage_of
from egovframe.audit.errors import AuditError
from egovframe.audit.facts import FACTS
from egovframe.audit.index.indexer import catch_up, looked_up, rebuild
from egovframe.audit.index.search import Search
from egovframe.audit.interfaces import Stamp, size_of
from egovframe.audit.keys import LOG_KEYS, OVERLAP, LogKey, LogKeys
from egovframe.audit.notes import SignedNote
from egovframe.audit.proving import consistency_of, proof_of
from egovframe.audit.reading import Reader
from egovframe.audit.report import Progress, Report, shown
from egovframe.audit.retention.service import Retention
from egovframe.audit.sealing.sequencer import Sequencer
from egovframe.audit.verification.state import CHECKPOINT_FILE
from egovframe.audit.verification.store import as_it_stands
from egovframe.audit.verification.verification import Verification
from egovframe.audit.writing import write
from egovframe.kernel.clock import Clock, SystemClock, moment
from egovframe.kernel.logging import get_logger
from egovframe.kernel.messages import N_
from egovframe.kernel.outside import count_outside, guard, outside
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping
    from pathlib import Path

    from sqlalchemy import Connection

    from egovframe.audit.interfaces import Anchor
    from egovframe.audit.model import Fact
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database
    from egovframe.kernel.facts import FactType, Note
    from egovframe.kernel.storage import Storage
    from egovframe.kernel.work import UnitOfWork

log = get_logger("egovframe.audit")

Remembered = Callable[[Report], list[SignedNote]]
"""Returns checkpoints that somebody kept; what cannot be asked or read is reported."""

Stamped = Callable[[Report], list[Stamp]]
"""Returns which checkpoints somebody saw when; what cannot be asked or does not hold is reported."""


class Trail:
    """An audit trail over one database.

    `origin` is the log's name in checkpoints, a name without a scheme such as `haneul.example/log`; once a checkpoint
    is signed, the log keeps the name it began with. `anchors` remember checkpoints outside the office; each gets the
    newest one once in `anchor_every`, and verification holds the log to what they remember. `types` are the types of
    facts that are known by name; those that are written while the trail is open join them. What is sealed beside facts
    is kept for `retention` years at least, longer where a type or `keep_longer` (years by pattern) says so.
    """

    def __init__(
        self,
        database: Database,
        cabinet: Cabinet,
        *,
        clock: Clock | None = None,
        origin: str = "egovframe/log",
        storage: Storage | None = None,
        anchors: Mapping[str, Anchor] | None = None,
        anchor_every: timedelta = timedelta(hours=1),
        types: Iterable[FactType] = FACTS,
        retention: int = 2,
        keep_longer: Mapping[str, int] | None = None,
    ) -> None:
        self._database = database
        self._cabinet = cabinet
        self._storage = storage
        self._origin = origin
        self._clock = clock or SystemClock()
        self._anchors = Anchors(anchors or {}, every=anchor_every)
        self._keys = LogKeys(cabinet)
        self._sequencer = Sequencer(database, cabinet, self._clock, origin=origin)
        self._sealing = threading.Lock()  # one seal at a time in this process
        self._published = 0
        self._held_to: list[Remembered] = []
        self._dated_by: list[Stamped] = []
        self.types = {each.action: each for each in types}
        self.retention = Retention(cabinet, self.types, years=retention, longer=keep_longer)

    # ------------------------------------------------------------------ writing

    def record(self, conn: Connection, note: Note, keys: MutableMapping[str, bytes] | None = None) -> str:
        """Write the fact within the caller's transaction and return its id.

        `keys` are data keys drawn or used in this transaction, by owner; those that the fact needs are added to it.

        Raises EntryTooLarge when the fact does not fit a log entry (65,535 bytes): keep large details
        elsewhere and name them by digest.
        """
        return self.record_all(conn, (note,), keys)[0]

    def record_all(
        self, conn: Connection, notes: Iterable[Note], keys: MutableMapping[str, bytes] | None = None
    ) -> list[str]:
        """Write facts in their order within the caller's transaction and return their ids; see `record`.

        Many at once take half the time that one after the other takes. None is written where one is too large.
        """
        known = {} if keys is None else keys
        return write(conn, notes, cabinet=self._cabinet, types=self.types, keys=known)

    # ------------------------------------------------------------------ sealing

    def seal(self, *, in_turn: bool = False) -> int:
        """Seal every committed fact and publish the checkpoint; return how many were sealed.

        With `in_turn` nothing is sealed while another process does so every second.
        """
        with self._sealing:
            sealed = self._sequencer.seal(in_turn=in_turn)
            newest = self._publish()  # also what an earlier call sealed and could not publish
        if newest is not None:
            self._anchors.offer(newest, self._clock.now())
        return sealed

    def tend(self, *, in_turn: bool = False) -> int:
        """Seal, and take what is sealed into the index; return how many facts were sealed. What a worker does."""
        sealed = self.seal(in_turn=in_turn)
        catch_up(self._database)
        return sealed

    def look_back(self) -> int:
        """Have the next seal take up facts that were passed over (verification names them); return how many."""
        return self._sequencer.look_back()

    def rest(self) -> None:
        """Leave the turn to another process: this one stops."""
        self._sequencer.rest()

    def _publish(self) -> str | None:
        """Keep the newest checkpoint outside the database as well, so that a cut tail is noticed; return it."""
        while True:
            with self._database.read() as conn:
                last = store.last_checkpoint(conn)
            if last is None:
                return None
            if self._storage is None or last.size <= self._published:
                return str(last.note)
            kept = self.kept_checkpoint()
            if kept is None or size_of(str(kept)) < last.size:
                self._storage.put(CHECKPOINT_FILE, last.note.encode())
            # Look once more: ours may just have gone over a newer one, which another process kept.
            self._published = last.size

    def kept_checkpoint(self) -> SignedNote | None:
        """Return the checkpoint that is kept outside the database, None when there is none or it is no note."""
        if self._storage is None or not self._storage.exists(CHECKPOINT_FILE):
            return None
        try:
            note = SignedNote.parse(self._storage.get(CHECKPOINT_FILE))
            size_of(str(note))
        except (AuditError, ValueError):
            return None
        return note

    # ------------------------------------------------------------------ proving

    @property
    def vkey(self) -> str:
        """Return the log's verifier key (C2SP signed-note vkey), to be published."""
        return self.vkey_of(self.origin)

    def vkey_of(self, origin: str) -> str:
        """Return the verifier key under the given origin name."""
        return self._sequencer.signer(origin).vkey

    @property
    def post_quantum_vkey(self) -> str | None:
        """Return the ML-DSA-44 key with which the newest checkpoint is signed as well; None where there is none."""
        return self._sequencer.post_quantum_vkey(self.origin)

    def _keys_of(self, origin: str) -> list[LogKey]:
        with self._database.read() as conn:
            there = LOG_KEYS in store.tables_there(conn)  # verification looks at databases that lost anything
            return self._keys.all(conn, origin) if there else [self._keys.first(origin)]

    @property
    def log_keys(self) -> list[LogKey]:
        """Return every signing key that the log ever had, oldest first, with when each counts."""
        return self._keys_of(self.origin)

    def rotate_key(self, work: UnitOfWork, *, overlap: timedelta = OVERLAP) -> LogKey:
        """Have the log sign with a new key from now on, and with the old one beside it for the time of `overlap`."""
        return self._keys.rotate(work, self.origin, overlap=overlap)

    @property
    def origin(self) -> str:
        """Return the log's name, which it keeps from its first checkpoint on."""
        with self._database.read() as conn:
            last = store.last_checkpoint(conn)
        return str(last.note).split("\n", 1)[0] if last else self._origin

    def checkpoint(self) -> str | None:
        """Return the newest signed checkpoint (C2SP tlog-checkpoint) with its cosignatures, None before the first."""
        with self._database.read() as conn:
            last = store.last_checkpoint(conn)
            return str(with_cosignatures(conn, SignedNote.parse(last.note))) if last else None

    def proof(self, fact_id: str) -> str:
        """Return the proof that a fact is in the log (C2SP tlog-proof), with the entry on its extra line.

        Raises NotFound for an unknown fact and ProofInvalid for one that is not sealed yet.
        """
        with self._database.read() as conn:
            return proof_of(conn, fact_id)

    def consistency(self, one: str, other: str) -> dict[str, Any]:
        """Return the proof that the log only grew between two of its signed checkpoints (RFC 9162 section 2.1.4).

        `old` and `new` are their sizes, `path` the hashes in base64. Raises NoteInvalid for a checkpoint that is not
        the log's, ProofInvalid when one is not of the history that is here, HashInvalid for one of a larger log.
        """
        verification = Verification(self._cabinet, self._keys_of)
        both = [verification.open_note(SignedNote.parse(note)) for note in (one, other)]
        with self._database.read() as conn:
            return consistency_of(conn, *both)

    # ------------------------------------------------------------------ reading

    def hold_to(self, remembered: Remembered, *, stamped: Stamped | None = None) -> None:
        """Hold the log, whenever it is verified, to what others remember of it and to `stamped`, when they saw it."""
        self._held_to.append(remembered)
        self._dated_by += [stamped] if stamped else []

    def title_of(self, action: str) -> Text:
        """Return what a fact of this name says happened, in words; the name itself when no type is known."""
        known = self.types.get(action)
        return known.title if known else Text.of(action)

    def verify(
        self,
        *,
        since: str | None = None,
        progress: Progress | None = None,
        notebook: Path | None = None,
        deep: bool = False,
        jobs: int = 1,
    ) -> Report:
        """Re-read everything and report what is not as the office left it.

        `since` is a checkpoint that somebody kept: the log must contain it. With a `notebook`, a file that this keeps,
        the facts that an earlier verification read are not read again. `deep` opens every private value that was not
        erased and holds it to its commitment. A long log is read in as many processes as `jobs` says. Raises
        NoteInvalid when `since` is another's.
        """
        verification = Verification(
            self._cabinet,
            self._keys_of,
            progress=progress,
            notebook=notebook,
            deep=deep,
            jobs=jobs,
            at=self._clock.now(),
        )
        kept = (SignedNote.parse(since), None) if since is not None else self._published_checkpoint(verification)
        anchored = self._anchors.remembered(verification.report)
        for remembered in self._held_to:
            anchored += remembered(verification.report)
        stamps = self._anchors.stamped(verification.report)
        for said in self._dated_by:
            stamps += said(verification.report)
        return verification.run(
            self._database, self._storage, known=kept[0], anchored=anchored, stamps=stamps, published=kept[1]
        )

    def _published_checkpoint(self, verification: Verification) -> tuple[SignedNote | None, int | None]:
        """Return the checkpoint kept in the storage and its size, 0 when none is; None for what cannot be compared."""
        if self._storage is None:
            return None, None
        known, wrong = self.kept_checkpoint(), ""
        if known is None:
            if not self._storage.exists(CHECKPOINT_FILE):
                return None, 0
            wrong = N_("The file {path} is no signed checkpoint.")
        else:
            try:
                return known, verification.open_note(known).size
            except AuditError:
                wrong = N_("The file {path} is not the log's checkpoint.")
        verification.report.add("edited", "files", CHECKPOINT_FILE, wrong, path=CHECKPOINT_FILE)
        return None, None

    def coverage(self) -> list[dict[str, Any]]:
        """Return every table of the database with whether the trail vouches for it, how or why not.

        `guard` says what becomes of a write that goes round the components: in this program it is refused; from
        elsewhere it is `recorded` by triggers, or, where they are missing, only `found` by the next verification.
        """
        with self._database.read() as conn:
            return coverage_of(conn)

    def outside_writes(self, *, limit: int = 1_000) -> list[dict[str, Any]]:
        """Return what the database recorded of writes from elsewhere, the newest first: at, table, op, key, by.

        Whoever wrote from elsewhere chose the key; bytes that are no text come as escapes.
        """
        with self._database.read() as conn, as_it_stands(conn):
            found = outside(conn, limit=limit)
        return [
            {"at": row.at, "table": row.tbl, "op": row.op, "key": shown(row.key or ""), "by": row.by} for row in found
        ]

    def alarmed(self) -> int:
        """Return how many alarms and writes from elsewhere there are."""
        with self._database.read() as conn:
            return store.count_alarms(conn) + count_outside(conn)

    def search(
        self,
        *,
        action: str | None = None,
        actor: str | None = None,
        object: str | None = None,  # noqa: A002 - the field's name in the trail
        before: int | None = None,
        limit: int = 50,
        **more: Any,
    ) -> list[dict[str, Any]]:
        """Return facts, newest first: the entry's fields and `n`, the number to pass as `before` for the next page.

        `more` are further fields of `Search`: does, outcome, subjects, since, until, unexplained.
        """
        asked = Search(action=action or "", actor=actor or "", object=object or "", before=before, **more)
        with self._database.read() as conn:
            rows = looked_up(conn, asked, limit=limit)
        return [{"n": row.n, **fact} for row, fact in rows]

    def facts(self, search: Search | None = None, *, limit: int = 50, private: bool = False) -> list[Fact]:
        """Return the facts that match, the newest first; with `private` also what was sealed beside them."""
        with self._database.read() as conn:
            return self._reader(private=private).found(conn, search or Search(), limit=limit)

    def stream(self, search: Search | None = None, *, private: bool = False) -> Iterator[Fact]:
        """Yield the sealed facts that match, the oldest first, however many there are."""
        catch_up(self._database)
        return self._reader(private=private).stream(self._database, search or Search())

    def protect(self) -> list[str]:
        """Have the database record writes that come from elsewhere; return the tables that were not guarded yet.

        Puts triggers before every table that the trail vouches for. `egovframe migrate` does it for an office.
        """
        return guard(self._database)

    def reindex(self) -> int:
        """Throw the index away and make it anew from the entries; return how many facts are in it."""
        return rebuild(self._database)

    def _reader(self, *, private: bool) -> Reader:
        return Reader(self._cabinet, self.title_of, private=private)

    def status(self) -> dict[str, Any]:
        """Return the log's size, how many facts wait to be sealed and since how long, the last seal and checkpoint."""
        with self._database.read() as conn:
            last = store.last_checkpoint(conn)
            return {
                "size": last.size if last else 0,
                "unsealed": store.count_unsealed(conn),
                "lag_seconds": self._lag(conn),
                "sealed_at": last.at if last else None,
                "checkpoint": last.note if last else None,
            }

    def _lag(self, conn: Connection) -> float:
        """Return for how many seconds the fact that has waited longest is not sealed; 0 when none waits."""
        waiting = store.oldest_unsealed(conn)
        if waiting is None:
            return 0.0
        return max(0.0, (self._clock.now() - moment(entries.decode(waiting)["at"])).total_seconds())
