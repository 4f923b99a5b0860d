"""Who somebody is who signs, as a keyed mark: the same person has the same mark at one petition, and at no other.

A mark is made of an account, a mail address or a phone number, under a salt of the publication that is sealed by a key
of its own. Once that key is destroyed nobody, the office included, can tell whose a mark was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from egovframe.forms.contacts import read_email, read_name, read_phone
from egovframe.kernel.canonical import b64

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.errors import Fault

Contact = Literal["email", "phone"]
Kind = Literal["account"] | Contact


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs: the name, and by what the person is known: an account's id, a mail address, a phone number."""

    name: str = field(repr=False)
    kind: Kind
    value: str = field(repr=False)


def person_of(name: str, kind: Contact, written: str) -> tuple[Person, list[Fault]]:
    """Return who signs by a mail address or phone number, and what is wrong with what was written."""
    name, faults = read_name(name)
    value, wrong = (read_email if kind == "email" else read_phone)(written)
    return Person(name, kind, value.casefold()), [*faults, *wrong]


def mark_of(cabinet: Cabinet, salt: bytes, person: Person) -> str:
    """Return the mark of a person at the publication that has this salt."""
    return b64(cabinet.mac("signer", salt + f"{person.kind}\n{person.value}".encode()))
