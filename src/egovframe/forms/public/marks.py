"""Who somebody is who signs, as a keyed mark: the same person has the same mark at one petition, and at no other.

A mark is made of an account, a mail address or a phone number, under a salt of the publication that is sealed by a key
of its own. Once that key is destroyed nobody, the office included, can tell whose a mark was.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from egovframe.forms.personal import as_e164, is_phone
from egovframe.kernel.canonical import b64
from egovframe.kernel.errors import Fault
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet

Kind = Literal["account", "email", "phone"]
LONGEST_NAME: Final = 100
LONGEST_CONTACT: Final = 254
_MAIL: Final = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s.\x00-\x1f\x7f]+(?:\.[^@\s.\x00-\x1f\x7f]+)+")

_NAME: Final = Text(ko="이름을 100자까지 적으세요.", en="Write your name, up to 100 characters.")
_EMAIL: Final = Text(
    ko="name@example.com 같은 전자우편 주소를 적으세요.", en="Write a mail address such as name@example.com."
)
_PHONE: Final = Text(ko="010-1234-5678 같은 전화번호를 적으세요.", en="Write a phone number such as 010-1234-5678.")


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs: the name, and by what the person is known: an account's id, a mail address, a phone number."""

    name: str = field(repr=False)
    kind: Kind
    value: str = field(repr=False)


def read_name(written: str) -> tuple[str, list[Fault]]:
    """Return a name on one line, and what is wrong with it."""
    name = " ".join(unicodedata.normalize("NFC", written).split())
    fits = 1 <= len(name) <= LONGEST_NAME and not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name)
    return name, [] if fits else [Fault("name", _NAME)]


def read_contact(kind: Kind, written: str) -> tuple[str, list[Fault]]:
    """Return a mail address or phone number in one way of writing it, and what is wrong with it."""
    said = written.strip()[: LONGEST_CONTACT + 1]
    if kind == "phone":
        number = as_e164(said) if is_phone(said) else None
        return number or "", [] if number else [Fault("phone", _PHONE)]
    fits = len(said) <= LONGEST_CONTACT and _MAIL.fullmatch(said) is not None
    return said.casefold(), [] if fits else [Fault("email", _EMAIL)]


def mark_of(cabinet: Cabinet, salt: bytes, person: Person) -> str:
    """Return the mark of a person at the publication that has this salt."""
    return b64(cabinet.mac("signer", salt + f"{person.kind}\n{person.value}".encode()))
