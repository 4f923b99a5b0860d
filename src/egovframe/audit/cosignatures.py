"""Cosignatures: a witness vouches that a log only ever grew (C2SP tlog-cosignature).

A cosignature is a signature line of a checkpoint, with the time at which it was made. Two kinds: Ed25519
(`cosignature/v1`, signature type 4) signs the whole text; ML-DSA-44 (`subtree/v1`, type 6, FIPS 204), which no quantum
computer can forge, signs origin, size and root with the witness's own name.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from egovframe.audit.errors import NoteInvalid
from egovframe.audit.notes import (
    ED25519,
    Checkpoint,
    Signature,
    SignedNote,
    Verifier,
    decode_base64,
    read_vkey,
    require_key_name,
)
from egovframe.audit.tree import EMPTY_ROOT, HASH_SIZE
from egovframe.kernel.errors import MissingExtra

if TYPE_CHECKING:
    from egovframe.kernel.clock import Clock

Kind = Literal[4, 6]

ED25519_COSIGNATURE: Final[Kind] = 4
"""The signature type of Ed25519 cosignatures."""

ML_DSA_44: Final[Kind] = 6
"""The signature type of ML-DSA-44 cosignatures."""

LATEST: Final = 2**63 - 1
"""The last second that a cosignature can state."""

_SIZES: Final[dict[int, tuple[int, int]]] = {ED25519_COSIGNATURE: (32, 64), ML_DSA_44: (1312, 2420)}
"""Bytes of public key and signature, by kind."""
_TITLES: Final = {ED25519_COSIGNATURE: "Ed25519", ML_DSA_44: "ML-DSA-44"}
_TIME = 8
_LONGEST_NAME = 255
_EMPTY = b64encode(EMPTY_ROOT).decode("ascii")


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says, whether or not it can be true: origin, size in entries and 32-byte root.

    An empty log that carries another root than the empty tree's has a Head and no `Checkpoint`.
    """

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint. Raises `NoteInvalid` when it is none."""
        lines = text.split("\n", 3)
        root = decode_base64(lines[2]) if len(lines) > 3 else None
        if root is not None and lines[1] == "0" and len(root) == HASH_SIZE:
            return cls(Checkpoint.parse("\n".join((lines[0], "0", _EMPTY, lines[3]))).origin, 0, root)
        read = Checkpoint.parse(text)
        return cls(read.origin, read.size, read.root)


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A cosignature that was verified: whose it is, and the POSIX second at which it was made (0: not stated)."""

    signature: Signature
    timestamp: int

    @property
    def name(self) -> str:
        """The cosigner's name."""
        return self.signature.name


@dataclass(frozen=True, slots=True)
class CosignatureVerifier:
    """A witness's public key: name, bytes and kind. Raises `NoteInvalid` when they do not belong together.

    Raises `MissingExtra` for an ML-DSA-44 key where the installed `cryptography` cannot verify with it.
    """

    name: str
    public_key: bytes
    kind: Kind = ED25519_COSIGNATURE

    def __post_init__(self) -> None:
        """Refuse names and keys that no cosignature can be made with."""
        require_key_name(self.name)
        expected = _SIZES[self.kind][0]
        if len(self.public_key) != expected:
            message = f"The {_TITLES[self.kind]} key of {self.name} has {len(self.public_key)} bytes, not {expected}."
            raise NoteInvalid(message, hint="Ask the witness for its verifier key.")
        if self.kind == ML_DSA_44:
            _require_short(self.name)
            _ml_dsa()

    @property
    def key_hash(self) -> bytes:
        """The first 4 bytes of SHA-256(name ‖ newline ‖ kind ‖ key)."""
        return sha256(self.name.encode() + b"\n" + self._typed_key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as text: `name+hash+base64`."""
        return f"{self.name}+{self.key_hash.hex()}+{b64encode(self._typed_key).decode('ascii')}"

    def stated(self, text: str, signature: bytes) -> int:
        """Return the second that a cosignature of the checkpoint's text states. Raises `NoteInvalid` unless it holds.

        An Ed25519 cosignature covers the whole text, an ML-DSA-44 one origin, size and root.
        """
        timestamp = int.from_bytes(signature[:_TIME], "big")
        if len(signature) != _TIME + _SIZES[self.kind][1] or timestamp > LATEST:
            raise self._broken()
        if self.kind == ED25519_COSIGNATURE:
            Head.parse(text)
            message = ed25519_message(text, timestamp)
        else:
            message = ml_dsa_message(Head.parse(text), name=self.name, timestamp=timestamp)
        try:
            self._public().verify(signature[_TIME:], message)
        except (InvalidSignature, ValueError) as wrong:
            raise self._broken() from wrong
        return timestamp

    def verify(self, text: str, signature: bytes) -> None:
        """Return when the cosignature holds for the checkpoint's text. Raises `NoteInvalid` otherwise."""
        self.stated(text, signature)

    def _public(self) -> Any:
        if self.kind == ED25519_COSIGNATURE:
            return Ed25519PublicKey.from_public_bytes(self.public_key)
        return _ml_dsa().MLDSA44PublicKey.from_public_bytes(self.public_key)

    def _broken(self) -> NoteInvalid:
        return NoteInvalid(
            f"The cosignature of {self.name} does not hold: the checkpoint was altered after it was cosigned.",
            hint="Do not believe the checkpoint; report it to the log's operator.",
        )

    @property
    def _typed_key(self) -> bytes:
        return bytes([self.kind]) + self.public_key


class Cosigner:
    """A witness's signing key under its name, made from a 32-byte seed; `clock` tells when it signs.

    A key serves one name and one kind: an Ed25519 cosignature does not cover the name. Raises `NoteInvalid` when the
    name cannot stand in a note, `MissingExtra` for ML-DSA-44 where the installed `cryptography` does not have it.
    """

    __slots__ = ("_clock", "_key", "verifier")

    def __init__(self, name: str, seed: bytes, *, clock: Clock, kind: Kind = ED25519_COSIGNATURE) -> None:
        self._key: Any = (
            Ed25519PrivateKey.from_private_bytes(seed)
            if kind == ED25519_COSIGNATURE
            else _ml_dsa().MLDSA44PrivateKey.from_seed_bytes(seed)
        )
        self._clock = clock
        self.verifier = CosignatureVerifier(name, self._key.public_key().public_bytes_raw(), kind)

    def __repr__(self) -> str:
        """Return the public part only."""
        return f"Cosigner({self.vkey[:80]!r})"

    @property
    def name(self) -> str:
        """The key's name."""
        return self.verifier.name

    @property
    def vkey(self) -> str:
        """The verifier key as text, to publish."""
        return self.verifier.vkey

    def sign(self, text: str) -> Signature:
        """Return the cosignature of a checkpoint's text, as of now. Raises `NoteInvalid` when it is no checkpoint."""
        head, timestamp = Head.parse(text), int(self._clock.now().timestamp())
        message = (
            ed25519_message(text, timestamp)
            if self.verifier.kind == ED25519_COSIGNATURE
            else ml_dsa_message(head, name=self.name, timestamp=timestamp)
        )
        value = timestamp.to_bytes(_TIME, "big") + self._key.sign(message)
        return Signature(self.name, self.verifier.key_hash, value)


AnyVerifier = Verifier | CosignatureVerifier
"""A public key of any signature type that is read here."""


def verifier_from_vkey(vkey: str) -> AnyVerifier:
    """Read a key from its text, whatever its signature type: Ed25519 (1), or a cosignature's (4, 6).

    Raises `NoteInvalid` when it is malformed or of another type, `MissingExtra` as `CosignatureVerifier` does.
    """
    name, kind, key = read_vkey(vkey, kinds=(ED25519, ED25519_COSIGNATURE, ML_DSA_44))
    if kind == ED25519:
        return Verifier(name, key)
    return CosignatureVerifier(name, key, ML_DSA_44 if kind == ML_DSA_44 else ED25519_COSIGNATURE)


def cosigners(note: SignedNote, *verifiers: CosignatureVerifier) -> tuple[Cosignature, ...]:
    """Return the cosignatures of these witnesses that the note carries, verified; empty when there is none.

    Raises `NoteInvalid` when one of them does not hold: then nothing in the note is to be believed.
    """
    known = {(each.name, each.key_hash): each for each in verifiers}
    if not any((line.name, line.key_hash) in known for line in note.signatures):
        return ()
    return tuple(
        Cosignature(line, known[line.name, line.key_hash].stated(note.text, line.value))
        for line in note.verify(*verifiers)
    )


def ed25519_message(text: str, timestamp: int) -> bytes:
    """Return what an Ed25519 cosignature signs: a header, the time, and the whole text."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def ml_dsa_message(head: Head, *, name: str, timestamp: int, start: int = 0) -> bytes:
    """Return what an ML-DSA-44 cosignature signs: the structure `cosigned_message`, for a checkpoint from leaf 0."""
    origin, cosigner = head.origin.encode(), name.encode()
    if len(origin) > _LONGEST_NAME:
        message = f"The origin {head.origin[:40]}… has {len(origin)} bytes; an ML-DSA-44 cosignature holds 255."
        raise NoteInvalid(message, hint="Give the log a shorter name, or have it cosigned with Ed25519.")
    numbers = (value.to_bytes(_TIME, "big") for value in (timestamp, start, head.size))
    time, first, end = numbers
    return b"".join(
        (b"subtree/v1\n\0", bytes([len(cosigner)]), cosigner, time, bytes([len(origin)]), origin, first, end, head.root)
    )


def ml_dsa_here() -> bool:
    """Whether the installed `cryptography` has ML-DSA-44."""
    try:
        _ml_dsa()
    except MissingExtra:
        return False
    return True


@cache
def _ml_dsa() -> Any:
    """Return the module that has ML-DSA-44. Raises `MissingExtra` when there is none, or OpenSSL cannot do it."""
    try:
        from cryptography.hazmat.primitives.asymmetric import mldsa

        mldsa.MLDSA44PrivateKey.from_seed_bytes(bytes(32))
    except (ImportError, AttributeError, UnsupportedAlgorithm) as error:
        raise MissingExtra(
            "ML-DSA-44 is not in the installed release of cryptography.", hint="Run: pip install 'cryptography>=50'"
        ) from error
    return mldsa


def _require_short(name: str) -> None:
    if len(name.encode()) > _LONGEST_NAME:
        message = f"The name {name[:40]}… has {len(name.encode())} bytes; an ML-DSA-44 cosignature holds 255."
        raise NoteInvalid(message, hint="Use the witness's address without scheme, such as city.example/witness.")
