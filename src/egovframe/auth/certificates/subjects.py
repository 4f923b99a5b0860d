"""Whom a certificate means: rules that read it, one of which the settings name.

Entry-point group: `egovframe.auth.subjects`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, Final

from egovframe.auth.certificates.strength import key_of
from egovframe.kernel.plugins import Plugin, Plugins
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from egovframe.auth.certificates.path import Path

COMMON_NAME: Final = "2.5.4.3"
COUNTRY: Final = "2.5.4.6"
ORGANIZATION: Final = "2.5.4.10"
UNIT: Final = "2.5.4.11"


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate whose path holds, as rules read it.

    `subject` is the whole name as RFC 4514 writes it, `attributes` its parts in their order, each a dotted number and a
    text. `serial` is the issuer's number of it. `key` is the SHA-256 of the public key in hex, 64 signs. `others` are
    the other names that it holds beside it (subjectAltName, otherName) in DER, by dotted number; `emails` the addresses
    there; `policies` those that hold all along the path.
    """

    subject: str = field(repr=False)
    attributes: tuple[tuple[str, str], ...] = field(repr=False)
    serial: int
    key: str
    others: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    policies: frozenset[str] = frozenset()

    def all(self, kind: str) -> list[str]:
        """Return the values of one kind of attribute, in their order."""
        return [value for each, value in self.attributes if each == kind]

    def one(self, kind: str) -> str:
        """Return the value of an attribute that is there once; an empty text otherwise."""
        found = self.all(kind)
        return found[0] if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a certificate means. `subject` is never given to another person by that issuer; kept as a keyed digest only.

    `name` and `title` are for the list of ways to sign in and for a new account: no number of a person belongs there.
    """

    subject: str = field(repr=False)
    name: str = ""
    title: str = ""
    email: str = ""


class Subjects(Plugin):
    """Says whom a certificate means. The path holds by then; the same certificate always means the same.

    Two certificates with one subject of one issuer let in the same account: the rule answers for that being one person.
    """

    version: ClassVar[int] = 1
    title: ClassVar[Text] = Text(ko="인증서의 주체", en="Subjects of certificates")

    @abstractmethod
    def meant(self, paper: Paper) -> Meant:
        """Return whom the certificate means. Raises ProofRefused when it is not of a kind that the rule knows."""


SUBJECTS: Plugins[Subjects] = Plugins("egovframe.auth.subjects", Subjects)  # type: ignore[type-abstract]


def paper_of(path: Path) -> Paper:
    """Return the person's certificate of a path as rules read it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    leaf = path.leaf
    others, emails = _other_names(leaf)
    return Paper(
        subject=leaf.subject.rfc4514_string(),
        attributes=tuple((each.oid.dotted_string, _text(each.value)) for each in leaf.subject),
        serial=leaf.serial_number,
        key=sha256(key_of(leaf).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest(),
        others=others,
        emails=emails,
        policies=path.policies,
    )


def issuer_of(path: Path) -> str:
    """Return who vouches: the trusted authority and the one that issued, by their names.

    Both, so that an authority below one anchor cannot name itself like an issuer below another.
    """
    # RFC 4514 escapes ">" within names: two pairs of names are never one text.
    return f"x509:{path.chain[-1].subject.rfc4514_string()}>{path.leaf.issuer.rfc4514_string()}"


def _other_names(leaf: Certificate) -> tuple[dict[str, bytes], tuple[str, ...]]:
    from cryptography.x509 import ExtensionNotFound, OtherName, RFC822Name, SubjectAlternativeName

    try:
        names = leaf.extensions.get_extension_for_class(SubjectAlternativeName).value
    except ExtensionNotFound:
        return {}, ()
    others = {each.type_id.dotted_string: each.value for each in names if isinstance(each, OtherName)}
    return others, tuple(each.value for each in names if isinstance(each, RFC822Name))


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.hex()
