"""Signed notes and checkpoints: how the city vouches for the state of its log (C2SP signed-note, tlog-checkpoint).

A note is text, a blank line and signature lines. What it says counts only after `SignedNote.verify` returned.
Ed25519 (signature type 1) is built in; other types join by offering what `NoteVerifier` or `NoteSigner` ask for.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from egovframe.audit.errors import NoteInvalid
from egovframe.audit.tree import EMPTY_ROOT, HASH_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SIGNATURES = 100
"""A note with more signature lines is refused unread."""

MAX_NOTE = 1_000_000
"""The most bytes a note can have."""

MAX_SIZE = 2**63 - 1
"""The most entries a log can have."""

ED25519 = 1
"""The signature type of plain Ed25519 notes."""

_DASH = "\N{EM DASH} "
_KEY_HASH = 4
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_VKEY_HASH = re.compile(r"[0-9a-f]{8}", re.ASCII)


class NoteVerifier(Protocol):
    """A public key that is trusted to vouch for notes."""

    @property
    def name(self) -> str:
        """The key's name."""

    @property
    def key_hash(self) -> bytes:
        """The first 4 bytes of the hash that, with the name, identifies the key."""

    def verify(self, text: str, signature: bytes) -> None:
        """Return when the signature holds for the note text. Raises `NoteInvalid` otherwise."""


class NoteSigner(Protocol):
    """A private key that signs notes."""

    def sign(self, text: str) -> Signature:
        """Return the signature of the note text, which ends with a newline."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who says to have signed (`name`, 4-byte `key_hash`), and the signature's bytes."""

    name: str
    key_hash: bytes
    value: bytes

    def __post_init__(self) -> None:
        """Refuse what could not be written as a line. Raises `NoteInvalid`."""
        require_key_name(self.name)
        if len(self.key_hash) != _KEY_HASH or not self.value:
            message = f"The signature of {self.name} is empty or its key hash is not 4 bytes."
            raise NoteInvalid(message, hint="Ask the signer for a whole signature line.")

    def __str__(self) -> str:
        """Return the line, without its newline."""
        return f"{_DASH}{self.name} {b64encode(self.key_hash + self.value).decode('ascii')}"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read a signature line, without its newline. Raises `NoteInvalid` when it is malformed."""
        name, _, blob = line.removeprefix(_DASH).partition(" ")
        data = decode_base64(blob)
        if not line.startswith(_DASH) or data is None:
            message = f"{line[:80]!r} is not a signature line."
            raise NoteInvalid(message, hint="A line is: em dash, space, key name, space, base64.")
        return cls(name, data[:_KEY_HASH], data[_KEY_HASH:])


@dataclass(frozen=True, slots=True)
class SignedNote:
    """Text with signatures, not yet believed. `text` ends with a newline. Raises `NoteInvalid` when malformed."""

    text: str
    signatures: tuple[Signature, ...]

    def __post_init__(self) -> None:
        """Refuse text that a note cannot carry, too many signatures, or none."""
        require_note_text(self.text)
        if not 1 <= len(self.signatures) <= MAX_SIGNATURES:
            message = f"A note carries 1 to {MAX_SIGNATURES} signatures, not {len(self.signatures)}."
            raise NoteInvalid(message, hint="Have the note signed, or drop signatures nobody checks.")

    @classmethod
    def parse(cls, note: str | bytes) -> Self:
        """Read a note; `str(SignedNote.parse(note))` gives the same note back. Raises `NoteInvalid`."""
        written = require_text(note, at_most=MAX_NOTE)
        text, blank, lines = written.rpartition("\n\n")
        if not blank or not lines.endswith("\n"):
            message = "The note has no blank line followed by whole signature lines."
            raise NoteInvalid(message, hint="Fetch the note again, whole.")
        if lines.count("\n") > MAX_SIGNATURES:
            message = f"The note carries more than {MAX_SIGNATURES} signatures."
            raise NoteInvalid(message, hint="Drop signatures nobody checks.")
        return cls(text + "\n", tuple(Signature.parse(line) for line in lines[:-1].split("\n")))

    def __str__(self) -> str:
        """Return the note as it is published."""
        return f"{self.text}\n" + "".join(f"{signature}\n" for signature in self.signatures)

    def verify(self, *verifiers: NoteVerifier) -> tuple[Signature, ...]:
        """Return the signatures that trusted keys made, one a key, in the note's order.

        Signatures of other keys are ignored, even when they share a name or a key hash with a trusted one. Raises
        `NoteInvalid` when a trusted key's signature does not hold, and when no trusted key has signed.
        """
        trusted = {(verifier.name, verifier.key_hash): verifier for verifier in verifiers}
        if len(trusted) != len(verifiers):
            message = "Two of the trusted keys have the same name and key hash."
            raise NoteInvalid(message, hint="Name each trusted key once.")
        held: dict[tuple[str, bytes], Signature] = {}
        for signature in dict.fromkeys(self.signatures):
            key = (signature.name, signature.key_hash)
            if key in trusted:
                trusted[key].verify(self.text, signature.value)
                held.setdefault(key, signature)
        if not held:
            message = f"The note is signed by {', '.join(_signers(self.signatures))}, none of which is trusted here."
            raise NoteInvalid(message, hint="Check that the verifier key is the log's.")
        return tuple(held.values())

    def sign(self, *signers: NoteSigner) -> SignedNote:
        """Return the note with signatures added; an older signature by the same key gives way."""
        new = tuple(signer.sign(self.text) for signer in signers)
        keys = {(signature.name, signature.key_hash) for signature in new}
        old = tuple(each for each in self.signatures if (each.name, each.key_hash) not in keys)
        return replace(self, signatures=old + new)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its origin, its size in entries, and its 32-byte root.

    `extensions` are further lines, opaque and best left out. Raises `NoteInvalid` for values no checkpoint can have.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse values that could not be written, or that contradict each other."""
        for line in (self.origin, *self.extensions):
            if not line or "\n" in line:
                message = f"{line!r} is not one non-empty line of a checkpoint."
                raise NoteInvalid(message, hint="Origin and extension lines are single, non-empty lines.")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            message = f"A checkpoint cannot have size {self.size} and a root of {len(self.root)} bytes."
            raise NoteInvalid(message, hint="Roots are 32 bytes.")
        if self.size == 0 and self.root != EMPTY_ROOT:
            message = "The checkpoint of an empty log carries another root than the empty tree's."
            raise NoteInvalid(message, hint="Do not trust this log.")
        require_note_text(self.text)

    @property
    def text(self) -> str:
        """The note text: origin, size, base64 root, extension lines."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode("ascii"), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note as a checkpoint; there is one spelling for each. Raises `NoteInvalid`."""
        lines = require_text(text, at_most=MAX_NOTE).removesuffix("\n").split("\n")
        root = decode_base64(lines[2]) if len(lines) > 2 else None
        if not text.endswith("\n") or root is None or not _DECIMAL.fullmatch(lines[1]):
            message = "The note is not a checkpoint."
            raise NoteInvalid(message, hint="Its lines must be: origin, size without leading zeros, base64 root.")
        return cls(lines[0], int(lines[1]), root, tuple(lines[3:]))

    @classmethod
    def open(cls, note: SignedNote | str | bytes, *verifiers: NoteVerifier, origin: str | None = None) -> Self:
        """Return the checkpoint a note carries, after checking that a trusted key signed it.

        The origin must be `origin`, or, where that is not given, the name of a trusted key that signed. Raises
        `NoteInvalid`.
        """
        signed = note if isinstance(note, SignedNote) else SignedNote.parse(note)
        names = {signature.name for signature in signed.verify(*verifiers)}
        checkpoint = cls.parse(signed.text)
        if checkpoint.origin not in (names if origin is None else {origin}):
            expected = origin or ", ".join(sorted(names))
            message = f"The checkpoint is that of log {checkpoint.origin!r}, not of {expected!r}."
            raise NoteInvalid(message, hint="Use the verifier key of the log the checkpoint is from.")
        return checkpoint

    def sign(self, *signers: NoteSigner) -> SignedNote:
        """Return the checkpoint as a note signed by every signer. Raises `NoteInvalid` when there is none."""
        return SignedNote(self.text, tuple(signer.sign(self.text) for signer in signers))


@dataclass(frozen=True, slots=True)
class Verifier:
    """A trusted Ed25519 key: its name and its 32 bytes. Raises `NoteInvalid` when either is malformed."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        """Refuse names and keys that no note can be signed with."""
        require_key_name(self.name)
        if len(self.public_key) != HASH_SIZE:
            message = f"The Ed25519 key of {self.name} is {len(self.public_key)} bytes long instead of 32."
            raise NoteInvalid(message, hint="Ask the log for its verifier key.")

    @property
    def key_hash(self) -> bytes:
        """The first 4 bytes of SHA-256(name ‖ newline ‖ 1 ‖ key)."""
        return sha256(self.name.encode() + b"\n" + self._typed_key).digest()[:_KEY_HASH]

    @property
    def vkey(self) -> str:
        """The key as text: `name+hash+base64`, hash in 8 lower-case hexadecimal digits."""
        return f"{self.name}+{self.key_hash.hex()}+{b64encode(self._typed_key).decode('ascii')}"

    @classmethod
    def from_vkey(cls, vkey: str) -> Self:
        """Read an Ed25519 key from its text; `verifier_from_vkey` reads every type. Raises `NoteInvalid` otherwise."""
        name, _, key = read_vkey(vkey, kinds=(ED25519,))
        return cls(name, key)

    def verify(self, text: str, signature: bytes) -> None:
        """Return when the signature holds for the note text. Raises `NoteInvalid` otherwise."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except (InvalidSignature, ValueError) as wrong:
            message = f"The signature of {self.name} does not hold: the note was altered after signing."
            raise NoteInvalid(message, hint="Do not believe the note; report it to the log's operator.") from wrong

    @property
    def _typed_key(self) -> bytes:
        return bytes([ED25519]) + self.public_key


class Signer:
    """A log's Ed25519 signing key under its name. Raises `NoteInvalid` when the name cannot stand in a note."""

    __slots__ = ("_key", "verifier")

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.verifier = Verifier(name, key.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        """Return the public part only."""
        return f"Signer({self.vkey!r})"

    @property
    def name(self) -> str:
        """The key's name."""
        return self.verifier.name

    @property
    def vkey(self) -> str:
        """The verifier key as text, to publish."""
        return self.verifier.vkey

    def sign(self, text: str) -> Signature:
        """Return the signature of a note text. Raises `NoteInvalid` when the text cannot be a note's."""
        require_note_text(text)
        return Signature(self.name, self.verifier.key_hash, self._key.sign(text.encode()))


def read_vkey(vkey: str, *, kinds: Sequence[int]) -> tuple[str, int, bytes]:
    """Return name, signature type and key of a verifier key's text, surrounding white space aside.

    Raises `NoteInvalid` when the text is malformed, of a type that is not among `kinds`, or its hash not the key's.
    """
    name, _, rest = vkey.strip().partition("+")
    key_hash, _, blob = rest.partition("+")
    typed_key = decode_base64(blob)
    if not typed_key or not _VKEY_HASH.fullmatch(key_hash):
        message = f"{vkey[:80]!r} is not a verifier key."
        raise NoteInvalid(message, hint="A verifier key looks like city.example/log+530d903a+Aekye….")
    require_key_name(name)
    kind = typed_key[0]
    if kind not in kinds:
        message = f"The verifier key of {name} has signature type {kind}, not {' or '.join(map(str, kinds))}."
        raise NoteInvalid(message, hint="Ask for a key of such a type.")
    found = sha256(name.encode() + b"\n" + typed_key).digest()[:_KEY_HASH].hex()
    if found != key_hash:
        message = f"The verifier key of {name} says hash {key_hash}, but its key has {found}."
        raise NoteInvalid(message, hint="The key was mistyped or altered: get it again from a source you trust.")
    return name, kind, typed_key[1:]


def require_text(data: str | bytes, *, at_most: int) -> str:
    """Return text that a note may hold: UTF-8, no control characters but newline. Raises `NoteInvalid`."""
    try:
        # Text is encoded too: a lone surrogate has no UTF-8.
        size = len(data if isinstance(data, bytes) else data.encode())
        text = data.decode() if isinstance(data, bytes) else data
    except UnicodeError as wrong:
        message = "The text is not UTF-8."
        raise NoteInvalid(message, hint="Fetch the file again; it was damaged or is no note.") from wrong
    control = _CONTROL.search(text)
    if control or size > at_most:
        message = f"A control character stands at {control.start()}." if control else f"{size:,} bytes are too many."
        raise NoteInvalid(message, hint="Fetch the file again; it was damaged or is no note.")
    return text


def require_note_text(text: str) -> None:
    """Raise `NoteInvalid` unless a note can carry the text: it ends with a newline and fits."""
    require_text(text, at_most=MAX_NOTE)
    if not text.endswith("\n"):
        message = "The text of a note must end with a newline."
        raise NoteInvalid(message, hint="Add the newline before signing.")


def require_key_name(name: str) -> None:
    """Raise `NoteInvalid` unless a key may be called so: not empty, no white space, no plus sign."""
    if not name or "+" in name or any(letter.isspace() for letter in name):
        message = f"{name[:80]!r} cannot be the name of a key."
        raise NoteInvalid(message, hint="Use the log's address without scheme, such as city.example/log.")
    require_text(name, at_most=MAX_NOTE)


def decode_base64(text: str) -> bytes | None:
    """Return the bytes of standard base64 (RFC 4648 section 4), or None. Only the canonical spelling counts."""
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        return None
    return data if b64encode(data).decode("ascii") == text else None


def _signers(signatures: Sequence[Signature]) -> list[str]:
    return sorted({f"{signature.name} ({signature.key_hash.hex()})" for signature in signatures})
