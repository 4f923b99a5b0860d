"""Being witnessed: our newest checkpoint is handed to other cities' witnesses, and what they give is kept.

Each witness gets the checkpoint with a proof from the size that it cosigned last (C2SP tlog-witness). A cosignature
counts once it was verified. A witness that knows more of our log than we do, or another history of it, raises an alarm
here: then this office was put back to an older copy, or its log was forked.
"""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

from egovframe.audit import store
from egovframe.audit.acknowledging.store import kept_cosignatures
from egovframe.audit.alarms import Alarm, Alarms
from egovframe.audit.cosignatures import Cosignature, CosignatureVerifier, cosigners, verifier_from_vkey
from egovframe.audit.cosigned import with_cosignatures
from egovframe.audit.errors import AuditError, WitnessFailed
from egovframe.audit.interfaces import Stamp
from egovframe.audit.net import httpx_for
from egovframe.audit.notes import Checkpoint, SignedNote
from egovframe.audit.proofs import consistency
from egovframe.audit.tiles import TileTree
from egovframe.audit.witness import MAX_BODY, SIZE
from egovframe.kernel.addresses import require_safe
from egovframe.kernel.clock import Clock, instant
from egovframe.kernel.errors import EgovError, SettingsError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.messages import N_
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.report import Report
    from egovframe.kernel.database import Database

log = get_logger("egovframe.audit")

SECONDS: Final = 10.0
"""How long a witness may take for one answer, whole."""

MOST_STAMPS: Final = 1_000
"""So many cosignatures of each key are asked when our checkpoints were seen."""

_ALTERED: Final = N_("Do not believe the checkpoint; find out who has access to the database.")

State = Literal["cosigned", "known", "nothing", "failed", "alarm"]

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,18})\n", re.ASCII)


@dataclass(frozen=True, slots=True)
class WitnessAt:
    """A witness that is asked: where, and the keys with which its cosignatures are believed."""

    url: str
    verifiers: tuple[CosignatureVerifier, ...]

    @property
    def name(self) -> str:
        """What it is called: the name of its first key."""
        return self.verifiers[0].name

    @classmethod
    def all_of(cls, settings: Iterable[tuple[str, str]]) -> tuple[WitnessAt, ...]:
        """Return the witnesses of pairs (vkey, url); keys of one address are one witness.

        Raises `SettingsError` for an address that is neither https nor on this machine, and for a key that is no
        witness's.
        """
        found: dict[str, list[CosignatureVerifier]] = {}
        for vkey, url in settings:
            try:
                verifier = verifier_from_vkey(vkey)
            except AuditError as error:
                raise SettingsError(f"A witness of audit.witnesses: {error.message}", hint=error.hint) from error
            if not isinstance(verifier, CosignatureVerifier):
                raise SettingsError(
                    f"The key of {verifier.name} in audit.witnesses is one of a log, not of a witness.",
                    hint="Ask the witness for its key: /witness/vkey of another city's office.",
                )
            found.setdefault(require_safe(url, setting="audit.witnesses").rstrip("/"), []).append(verifier)
        return tuple(cls(url, tuple(verifiers)) for url, verifiers in found.items())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking one witness about our checkpoint of `size`; `message` says why there is no cosignature."""

    witness: str
    state: State
    size: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Ours:
    """Our newest checkpoint, as it is handed over."""

    note: SignedNote
    checkpoint: Checkpoint
    old: int
    path: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        """The body of an `add-checkpoint`."""
        lines = "".join(f"{b64encode(item).decode('ascii')}\n" for item in self.path)
        return f"old {self.old}\n{lines}\n{self.note}".encode()


class Witnesses:
    """The witnesses of one log. `vkey_of` gives the log's own verifier key under an origin name.

    Asking waits for the network: never do so within a request or a transaction. Safe to use from many threads and
    processes.
    """

    def __init__(
        self,
        database: Database,
        witnesses: Sequence[WitnessAt],
        *,
        clock: Clock,
        alarms: Alarms,
        vkey_of: Callable[[str], str],
        seconds: float = SECONDS,
    ) -> None:
        if witnesses:
            httpx_for("Asking witnesses")
        self.all = tuple(witnesses)
        self._database = database
        self._clock = clock
        self._alarms = alarms
        self._vkey_of = vkey_of
        self._seconds = seconds
        # What was cosigned since the start, by address. What the database says is not believed: an office that was put
        # back to a cosigned checkpoint would never ask again.
        self._known: dict[str, str] = {}

    def ask(self) -> list[Outcome]:
        """Hand the newest checkpoint to every witness that did not cosign it since the start; return what came of it.

        All are asked at once. What fails is logged and tried again with the next call; it keeps no other witness from
        being asked.
        """
        if not self.all:
            return []
        with ThreadPoolExecutor(len(self.all), thread_name_prefix="egovframe-witness") as threads:
            return list(threads.map(self._asked, self.all))

    def note(self) -> SignedNote | None:
        """Return the newest checkpoint with all its cosignatures, None before the first seal."""
        with self._database.read() as conn:
            last = store.last_checkpoint(conn)
            return None if last is None else with_cosignatures(conn, last.note)

    def alarms(self) -> list[Alarm]:
        """Return every alarm of this database, newest first: of our own log, and of the logs that we witness."""
        return self._alarms.all()

    def remembered(self, report: Report) -> list[SignedNote]:
        """Return the newest checkpoint of ours that each witness shows, for verification; report who cannot be asked.

        A witness that never saw our log has none. Whether the notes are ours is the verification's to find out.
        """
        with self._database.read() as conn:
            last = store.last_checkpoint(conn)
        found: list[SignedNote] = []
        if last is None:
            return found
        for at in self.all:
            try:
                shown = self._shown(at, last.note.split("\n", 1)[0])
            except AuditError as error:
                said = N_("The witness {name} cannot be asked: {why}")
                report.add("unreadable", "witnesses", at.name, said, name=at.name, why=error.message)
            else:
                found += [] if shown is None else [shown]
        return found

    def stamped(self, report: Report) -> list[Stamp]:
        """Return which checkpoints of ours each witness saw when, as the cosignatures that we keep say.

        Of each key so many are looked at, spread over all: one a minute would be half a million a year. One that does
        not hold is reported: whoever put it there wanted it to be believed.
        """
        keys = [key for at in self.all for key in at.verifiers]
        found: list[Stamp] = []
        with self._database.read() as conn:
            for key in keys:
                for size, signature, note in kept_cosignatures(conn, key.name, key.key_hash.hex(), most=MOST_STAMPS):
                    try:
                        at = key.stated(SignedNote.parse(note).text, bytes(signature))
                    except AuditError as error:
                        said = N_("A cosignature that is kept of the witness {name} is not to be believed: {why}")
                        place = f"{size}/{key.name}"
                        report.add("forged", "cosignatures", place, said, _ALTERED, name=key.name, why=error.message)
                        continue
                    if at:
                        by = Text(ko=f"증인 {key.name}", en=f"the witness {key.name}")
                        found.append(Stamp(note, datetime.fromtimestamp(at, UTC), by=by))
        return found

    # ------------------------------------------------------------------ one witness

    def _asked(self, at: WitnessAt) -> Outcome:
        ours: _Ours | None = None
        try:
            ours = self._ours(at, None)
            if ours is None:
                return Outcome(at.name, "nothing", 0)
            if self._known.get(at.url) == ours.note.text:
                return Outcome(at.name, "known", ours.checkpoint.size)
            status, media, body = self._post(at, ours)
            if status == 409:
                size = _size_of(at, media, body)
                ours = self._ours(at, size) or ours  # read anew: another process of ours may have sealed and asked
                if size > ours.checkpoint.size:
                    return self._alarm(at, ours, f"it knows our log up to size {size}")
                status, media, body = self._post(at, ours)
            if status == 422:
                return self._alarm(at, ours, f"it says: {_said(body).rstrip('.')}")
            self._keep(ours, self._believed(at, ours, status, body))
            self._known[at.url] = ours.note.text
        except EgovError as error:
            log.warning(
                "A witness did not cosign; it is asked again.", witness=at.name, code=error.code, why=str(error)
            )
            return Outcome(at.name, "failed", ours.checkpoint.size if ours else 0, error.message)
        return Outcome(at.name, "cosigned", ours.checkpoint.size)

    def _ours(self, at: WitnessAt, old: int | None) -> _Ours | None:
        """Return our newest checkpoint with the proof from `old`, by default from what the witness cosigned last."""
        with self._database.read() as conn:
            last = store.last_checkpoint(conn)
            if last is None:
                return None
            note = SignedNote.parse(last.note)
            checkpoint = Checkpoint.parse(note.text)
            if old is None:
                old = min(store.last_cosigned(conn, key.name, key.key_hash.hex()) for key in at.verifiers)
            if old > checkpoint.size:
                return _Ours(note, checkpoint, 0, ())
            tree = TileTree(lambda level, index: store.read_tile(conn, level, index), checkpoint.size)
            return _Ours(note, checkpoint, old, consistency(tree, old))

    def _believed(self, at: WitnessAt, ours: _Ours, status: int, body: bytes) -> tuple[Cosignature, ...]:
        """Return the cosignatures of an answer that hold. Raises `WitnessFailed` when there is none."""
        if status != 200:
            raise WitnessFailed(
                f"The witness {at.name} answers {status}: {_said(body)}",
                hint="404 and 403: give it our log's origin and key, see /log/vkey. Otherwise ask who runs it.",
            )
        try:
            answered = SignedNote.parse(ours.note.text.encode() + b"\n" + body)
            found = cosigners(answered, *at.verifiers)
        except AuditError as error:
            raise WitnessFailed(
                f"What the witness {at.name} answers does not hold: {error.message}", hint="Ask who runs it."
            ) from error
        if not found or any(each.timestamp == 0 for each in found):
            raise WitnessFailed(
                f"The witness {at.name} gives no dated cosignature by a key that we know.",
                hint="Compare its vkey in audit.witnesses with the one that it publishes.",
            )
        return found

    def _keep(self, ours: _Ours, found: Iterable[Cosignature]) -> None:
        at = instant(self._clock.now())
        with self._database.write() as conn:
            for each in found:
                line = each.signature
                row = {"size": ours.checkpoint.size, "name": line.name, "key_hash": line.key_hash.hex(), "at": at}
                store.keep_cosignature(conn, {**row, "signature": line.value})

    # ------------------------------------------------------------------ when something is wrong

    def _alarm(self, at: WitnessAt, ours: _Ours, why: str) -> Outcome:
        """Raise the alarm on our own side, with what the witness can show for it."""
        try:
            shown = self._shown(at, ours.checkpoint.origin)
            alarm = None if shown is None else self._contradiction(at, ours, shown)
        except AuditError:
            shown, alarm = None, None
        if alarm is None:
            with self._database.read() as conn:
                size = max(store.last_cosigned(conn, key.name, key.key_hash.hex()) for key in at.verifiers)
            origin, kept = ours.checkpoint.origin, str(ours.note)
            alarm = Alarm(kind="refused", origin=origin, size=size, kept=kept, shown=why, by=at.name)
        if not self._alarms.keep(alarm):
            log.warning("A witness goes on refusing our checkpoint.", witness=at.name, why=why)
        message = (
            f"The witness {at.name} refuses our checkpoint: {why}. This office was put back, or its log was forked."
        )
        return Outcome(at.name, "alarm", ours.checkpoint.size, message)

    def _contradiction(self, at: WitnessAt, ours: _Ours, shown: SignedNote) -> Alarm | None:
        """Return the alarm that the checkpoint which a witness shows is worth, if our own key signed it."""
        origin, size = ours.checkpoint.origin, ours.checkpoint.size
        theirs = Checkpoint.open(shown, verifier_from_vkey(self._vkey_of(origin)), origin=origin)
        kept, newest = str(shown), str(ours.note)
        if theirs.size > size:
            return Alarm(kind="rollback", origin=origin, size=theirs.size, kept=kept, shown=newest, by=at.name)
        with self._database.read() as conn:
            tree = TileTree(lambda level, index: store.read_tile(conn, level, index), size)
            root, path = tree.root(theirs.size), consistency(tree, theirs.size)
        if root == theirs.root:
            return None
        lines = "".join(f"{item.hex()}\n" for item in path)
        return Alarm(kind="fork", origin=origin, size=size, kept=kept, shown=newest, path=lines, by=at.name)

    # ------------------------------------------------------------------ the network

    def _shown(self, at: WitnessAt, origin: str) -> SignedNote | None:
        """Return what the witness shows of our log, None when it has nothing. Raises `WitnessFailed`, `NoteInvalid`."""
        hashed = sha256(origin.encode()).hexdigest()
        status, _, body = self._send(at, "GET", f"/{hashed}/checkpoint", None)
        if status == 404:
            return None
        if status != 200:
            raise WitnessFailed(f"The witness {at.name} answers {status}.", hint="Ask who runs it.")
        return SignedNote.parse(body)

    def _post(self, at: WitnessAt, ours: _Ours) -> tuple[int, str, bytes]:
        return self._send(at, "POST", "/add-checkpoint", ours.body)

    def _send(self, at: WitnessAt, method: str, path: str, content: bytes | None) -> tuple[int, str, bytes]:
        """Return status, media type and body of an answer, bounded in time and size; redirects are not followed."""
        httpx, body = httpx_for("Asking witnesses"), bytearray()
        sent = {"accept-encoding": "identity"}
        if content is not None:
            sent["content-type"] = "text/plain; charset=utf-8"
        client = httpx.Client(timeout=self._seconds, follow_redirects=False, trust_env=at.url.startswith("https:"))
        # A timeout of httpx begins anew with every byte; this one ends the whole.
        end = threading.Timer(self._seconds, client.close)
        end.daemon = True
        end.start()
        try:
            with client, client.stream(method, at.url + path, content=content, headers=sent) as answer:
                for part in answer.iter_raw(16_384):
                    body += part
                    if len(body) > MAX_BODY:
                        raise WitnessFailed(f"The witness {at.name} answers without end.", hint="Ask who runs it.")
                return answer.status_code, str(answer.headers.get("content-type", "")), bytes(body)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, RuntimeError) as error:
            raise WitnessFailed(
                f"The witness {at.name} cannot be reached: {type(error).__name__}: {error}.",
                hint="It is asked again. Check its url in audit.witnesses, and the network.",
            ) from error
        finally:
            end.cancel()


def _said(body: bytes) -> str:
    """Return the first words of an answer, for people."""
    return body.decode("utf-8", "replace").strip()[:200]


def _size_of(at: WitnessAt, media: str, body: bytes) -> int:
    """Return the size that a 409 says. Raises `WitnessFailed` when it says none."""
    said = _NUMBER.fullmatch(body.decode("latin-1"))
    if media.partition(";")[0].strip().lower() != SIZE or said is None:
        raise WitnessFailed(f"The witness {at.name} answers 409 without a size.", hint="Ask who runs it.")
    return int(said[1])
