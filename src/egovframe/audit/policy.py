"""Trust policies: which logs are believed, and which witnesses must have cosigned (C2SP tlog-policy).

A policy is a text of lines `log`, `witness`, `group` and `quorum`. Names are opaque: what is not ASCII is neither
normalised nor folded. `Policy.check` is all that a verifier needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from egovframe.audit.cosignatures import AnyVerifier, Cosignature, CosignatureVerifier, cosigners, verifier_from_vkey
from egovframe.audit.errors import AuditError, NoteInvalid, PolicyInvalid, QuorumMissing
from egovframe.audit.notes import Checkpoint, NoteVerifier, SignedNote
from egovframe.kernel.errors import MissingExtra, SettingsError

NONE: Final = "none"
"""The quorum of a policy that asks for no cosignature."""

MAX_POLICY: Final = 1_000_000
"""The most bytes a policy can have."""

_BLANKS = " \t"
_REFUSED = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TrustedLog:
    """A log whose checkpoints are believed; its key's name is its origin. `url` is where it can be reached, if said."""

    verifier: AnyVerifier
    url: str = ""


@dataclass(frozen=True, slots=True)
class TrustedWitness:
    """A witness under the name that it has in this policy. `url` is where checkpoints are submitted, if said."""

    name: str
    verifier: CosignatureVerifier
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses and groups of which at least `threshold` must have witnessed a checkpoint."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that satisfied a policy: the log's key that signed it, and the verified cosignatures by witness."""

    checkpoint: Checkpoint
    log: NoteVerifier
    cosigned: Mapping[str, Cosignature]


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, witnesses, groups (each after its members) and the quorum: a witness, a group or `none`."""

    quorum: str
    logs: tuple[TrustedLog, ...] = ()
    witnesses: tuple[TrustedWitness, ...] = ()
    groups: tuple[Group, ...] = ()

    @classmethod
    def parse(cls, policy: str | bytes) -> Self:
        """Read a policy. Raises `PolicyInvalid` naming the line and what is wrong with it."""
        reader = _Reader(policy)
        return cls(reader.quorum, tuple(reader.logs), tuple(reader.witnesses), tuple(reader.groups))

    @classmethod
    def load(cls, setting: str, *, folder: Path | None = None) -> Self:
        """Read the policy that a setting names: a text of lines, or the path of a file, taken from `folder`.

        Raises `PolicyInvalid`, and `SettingsError` when the file cannot be read.
        """
        if "\n" in setting.strip():
            return cls.parse(setting if setting.endswith("\n") else f"{setting}\n")
        path = (folder or Path()) / setting.strip()
        try:
            return cls.parse(path.read_bytes())
        except OSError as error:
            raise SettingsError(
                f"The policy {path} cannot be read: {error.strerror or error}.",
                hint="Name a file in audit.policy, or write the policy's lines there.",
            ) from error

    def __str__(self) -> str:
        """Return the policy as text; read again, it is the same policy."""
        lines = [_line("log", log.verifier.vkey, log.url) for log in self.logs]
        lines += [_line("witness", each.name, each.verifier.vkey, each.url) for each in self.witnesses]
        for group in self.groups:
            everyone = group.threshold == len(group.members)
            how = "all" if everyone else "any" if group.threshold == 1 else str(group.threshold)
            lines.append(_line("group", group.name, how, *group.members))
        return "".join(f"{line}\n" for line in (*lines, _line("quorum", self.quorum)))

    def satisfied_by(self, names: Iterable[str]) -> bool:
        """Say whether cosignatures of the witnesses with these names make the quorum."""
        there = {*names}
        for group in self.groups:
            if sum(member in there for member in group.members) >= group.threshold:
                there.add(group.name)
        return self.quorum == NONE or self.quorum in there

    def check(self, note: SignedNote | str | bytes, *logs: NoteVerifier) -> Witnessed:
        """Return the checkpoint of a note that one of the logs signed and enough witnesses cosigned.

        `logs` are keys of logs that are known otherwise, beside those that the policy lists. The origin must be the
        name of a log's key that signed. Raises `NoteInvalid` when no log signed it or a trusted signature does not
        hold, `QuorumMissing` when the cosignatures do not make the quorum.
        """
        signed = note if isinstance(note, SignedNote) else SignedNote.parse(note)
        known = {(key.name, key.key_hash): key for key in (*logs, *(log.verifier for log in self.logs))}
        if not known:
            message = "The policy lists no log, and no log's key was given."
            raise NoteInvalid(message, hint="Add a line `log VKEY` to the policy, or name the log's key.")
        checkpoint = Checkpoint.open(signed, *known.values())
        by_key = {(each.verifier.name, each.verifier.key_hash): each.name for each in self.witnesses}
        found = {
            by_key[line.signature.name, line.signature.key_hash]: line
            for line in cosigners(signed, *(each.verifier for each in self.witnesses))
        }
        if not self.satisfied_by(found):
            message = (
                f"The checkpoint of {checkpoint.origin} at size {checkpoint.size} is cosigned by "
                f"{', '.join(sorted(found)) or 'no known witness'}, which does not make the quorum {self.quorum}."
            )
            raise QuorumMissing(message, hint="Ask the log for a checkpoint with more cosignatures, or wait for it.")
        log = next(
            key
            for line in signed.verify(*known.values())
            if (key := known[line.name, line.key_hash]).name == checkpoint.origin
        )
        return Witnessed(checkpoint, log, found)


class _Reader:
    """Reads a policy line by line; what it has read so far is in its lists."""

    def __init__(self, policy: str | bytes) -> None:
        self.logs: list[TrustedLog] = []
        self.witnesses: list[TrustedWitness] = []
        self.groups: list[Group] = []
        self._quorum: str | None = None
        self._number = 0
        self._known: dict[str, int] = {}  # names of witnesses and groups, with the line that defines each
        self._members: dict[str, int] = {}  # names that are in a group, with the line that put them there
        self._keys: dict[tuple[str, bytes], int] = {}
        self._identities: dict[tuple[str, str, bytes], int] = {}
        kinds: dict[str, Callable[[list[str]], None]] = {
            "log": self._log, "witness": self._witness, "group": self._group, "quorum": self._set_quorum,
        }  # fmt: skip
        for line in self._lines(policy):
            self._number += 1
            stripped = line.strip(_BLANKS)
            if not stripped or stripped.startswith("#"):
                continue
            kind, *words = re.split(f"[{_BLANKS}]+", stripped)
            if kind not in kinds:
                raise self._wrong(f"{kind[:40]!r} is no kind of line", "Lines are log, witness, group or quorum.")
            kinds[kind](words)

    @property
    def quorum(self) -> str:
        """The quorum. Raises `PolicyInvalid` when no line sets it."""
        if self._quorum is None:
            message = f"The policy has no quorum line in its {self._number} lines."
            raise PolicyInvalid(message, hint="Add one at the end; `quorum none` asks for no cosignature.")
        return self._quorum

    def _lines(self, policy: str | bytes) -> list[str]:
        try:
            data = policy if isinstance(policy, bytes) else policy.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError as error:
            raise PolicyInvalid("The policy has characters without UTF-8.", hint="Write it anew.") from error
        refused = _REFUSED.search(data)
        if refused is not None:
            self._number = data[: refused.start()].count(b"\n") + 1
            raise self._wrong(
                f"the byte 0x{data[refused.start()]:02x} stands there",
                "Only tab and newline are allowed among control characters: write the file without carriage returns.",
            )
        if len(data) > MAX_POLICY:
            raise PolicyInvalid(f"The policy has {len(data):,} bytes.", hint=f"{MAX_POLICY:,} are taken at most.")
        if data and not data.endswith(b"\n"):
            self._number = data.count(b"\n") + 1
            raise self._wrong(
                "the last line does not end", "End it with a newline: a file that was cut looks the same."
            )
        # Octets that are no UTF-8 become lone surrogates and come back as they were: names are opaque.
        return data.decode("utf-8", "surrogateescape").split("\n")[:-1]

    def _log(self, words: list[str]) -> None:
        if not 1 <= len(words) <= 2:
            raise self._wrong(f"a log has {len(words)} words", "Write: log VKEY [URL]")
        verifier = self._key(words[0])
        self._once("log", verifier)
        self.logs.append(TrustedLog(verifier, *words[1:]))

    def _witness(self, words: list[str]) -> None:
        if not 2 <= len(words) <= 3:
            raise self._wrong(f"a witness has {len(words)} words", "Write: witness NAME VKEY [URL]")
        verifier = self._key(words[1])
        if not isinstance(verifier, CosignatureVerifier):
            raise self._wrong(
                f"the key of witness {words[0]} is one of a log (signature type 1)",
                "A witness's key has signature type 4 or 6: ask the witness for it.",
            )
        self._once("witness", verifier)
        self._define(words[0])
        self.witnesses.append(TrustedWitness(words[0], verifier, *words[2:]))

    def _group(self, words: list[str]) -> None:
        if len(words) < 3:
            raise self._wrong("a group has no members", "Write: group NAME any|all|NUMBER MEMBER…")
        name, how, *members = words
        for member in members:
            if member not in self._known:
                raise self._wrong(f"{member!r} is not defined on a line before", "Define witnesses and groups first.")
            first = self._members.setdefault(member, self._number)
            if first != self._number or members.count(member) > 1:
                raise self._wrong(
                    f"{member!r} is a member of a group already (line {first})", "Each is a member at most once."
                )
        if how not in {"any", "all"} and not (_NUMBER.fullmatch(how) and int(how) <= len(members)):
            raise self._wrong(
                f"{how!r} of {len(members)} members cannot be asked for", f"Write any, all, or 1 to {len(members)}."
            )
        self._define(name)
        threshold = {"any": 1, "all": len(members)}.get(how) or int(how)
        self.groups.append(Group(name, threshold, tuple(members)))

    def _set_quorum(self, words: list[str]) -> None:
        if len(words) != 1:
            raise self._wrong(f"a quorum has {len(words)} words", "Write: quorum NAME, or quorum none")
        if self._quorum is not None:
            raise self._wrong("there is a quorum already", "A policy has exactly one.")
        if words[0] != NONE and words[0] not in self._known:
            raise self._wrong(f"{words[0]!r} is not defined on a line before", "Define witnesses and groups first.")
        self._quorum = words[0]

    def _key(self, vkey: str) -> AnyVerifier:
        try:
            return verifier_from_vkey(vkey)
        except (AuditError, MissingExtra) as error:
            raise self._wrong(error.message.rstrip("."), error.hint) from error

    def _once(self, what: str, verifier: AnyVerifier) -> None:
        """Refuse a key that a line of the same kind has already, whatever its name, and one that could pass for it."""
        first = self._keys.setdefault((what, verifier.public_key), self._number)
        alike = self._identities.setdefault((what, verifier.name, verifier.key_hash), self._number)
        if min(first, alike) != self._number:
            raise self._wrong(
                f"the {what} {verifier.name} has the same key as line {min(first, alike)}", "Name each key once."
            )

    def _define(self, name: str) -> None:
        if name == NONE:
            raise self._wrong("`none` is the name of the empty quorum", "Choose another name.")
        first = self._known.setdefault(name, self._number)
        if first != self._number:
            raise self._wrong(f"{name!r} is defined already (line {first})", "Choose another name.")

    def _wrong(self, cause: str, hint: str) -> PolicyInvalid:
        return PolicyInvalid(f"Line {self._number} of the policy does not hold: {cause}.", hint=hint)


def _line(*words: str) -> str:
    return " ".join(word for word in words if word)
