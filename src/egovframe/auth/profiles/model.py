"""A profile as a value, its rules, and the one form in which it is sealed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from egovframe.kernel.canonical import canonical
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

LONGEST: Final = 512
LONGEST_EMAIL: Final = 254
"""RFC 5321, 4.5.3.1.3: a path has at most 256 octets with its brackets."""
MOST_CONTACTS: Final = 10
OWN: Final = frozenset({"display_name", "emails", "phones", "locale"})
"""What people change themselves: how they are called and reached. The rest is the employer's."""

_EMAIL: Final = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@[^\s@<>\"(),:;\[\]\\]{1,255}")
_UNSEEN: Final = ("Cc", "Cs", "Co", "Cn")
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows (Unicode UAX #9, Bidi_Control): a name would read as another one."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address or a telephone number, what it is for (`work`, `home`, …), and whether it is the first one."""

    value: str
    kind: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What an account is besides its name. Empty texts are not known.

    `external_id` is the identifier of the provisioning system, `employee_number` the employer's, `locale` a language
    tag such as `ko-KR`. At most one of the e-mail addresses, and one of the phones, is primary.
    """

    display_name: str = ""
    family_name: str = ""
    given_name: str = ""
    emails: tuple[Contact, ...] = ()
    phones: tuple[Contact, ...] = ()
    locale: str = ""
    external_id: str = ""
    employee_number: str = ""

    @property
    def email(self) -> str:
        """The primary e-mail address, or else the first; empty for none."""
        return _first(self.emails)

    @property
    def phone(self) -> str:
        """The primary telephone number, or else the first; empty for none."""
        return _first(self.phones)

    @property
    def full_name(self) -> str:
        """Family and given name as people write them: without a blank between them in Korean; empty for none."""
        names = [name for name in (self.family_name, self.given_name) if name]
        if any("가" <= sign <= "힣" for sign in "".join(names)):
            return "".join(names)
        return " ".join(reversed(names))

    def changed(self, other: Profile) -> tuple[str, ...]:
        """Return the names of the fields in which the other profile differs."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name))

    def sealed_form(self) -> bytes:
        """Return the profile in the one byte form that is sealed."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in ("emails", "phones"):
            said[name] = [[each.value, each.kind, each.primary] for each in said[name]]
        return canonical({name: value for name, value in said.items() if value})

    @classmethod
    def from_sealed_form(cls, content: bytes) -> Profile:
        """Return the profile that was written so; fields of newer code are passed over."""
        said: Mapping[str, Any] = json.loads(content)
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in said.items() if name in known}
        for name in ("emails", "phones"):
            values[name] = tuple(Contact(*each) for each in values.get(name, ()))
        return cls(**values)


def checked(profile: Profile) -> Profile:
    """Return the profile with its texts composed (NFC) and trimmed. Raises Invalid naming each field that is wrong."""
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for each in fields(profile):
        value = getattr(profile, each.name)
        if isinstance(value, str):
            values[each.name] = _text(each.name, value, faults)
        else:
            values[each.name] = _contacts(each.name, value, faults)
    if faults:
        raise Invalid("The profile does not hold.", faults=faults)
    return replace(profile, **values)


def email_key(address: str) -> str:
    """Return by what an e-mail address is found: without case, composed, without blanks around it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", address.strip()).casefold())


def _contacts(name: str, contacts: Iterable[Contact], faults: list[Fault]) -> tuple[Contact, ...]:
    found = [replace(each, value=_text(name, each.value, faults), kind=each.kind[:40]) for each in contacts]
    found = [each for each in found if each.value]
    if len(found) > MOST_CONTACTS:
        faults.append(
            Fault(name, Text(ko=f"{MOST_CONTACTS}개까지 적을 수 있습니다.", en=f"Give at most {MOST_CONTACTS}."))
        )
    if sum(each.primary for each in found) > 1:
        faults.append(Fault(name, Text(ko="대표는 하나만 고르세요.", en="Choose one as the primary one.")))
    if name == "emails" and any(len(each.value) > LONGEST_EMAIL or not _EMAIL.fullmatch(each.value) for each in found):
        words = Text(ko="이메일 주소를 다시 확인하세요.", en="Check the e-mail address.")
        faults.append(Fault(name, words, code="email_invalid"))
    return tuple(found)


def _text(name: str, value: str, faults: list[Fault]) -> str:
    if len(value) > LONGEST:
        faults.append(Fault(name, Text(ko=f"{LONGEST}자까지 적으세요.", en=f"Use at most {LONGEST} characters.")))
        return ""
    if any(unicodedata.category(sign) in _UNSEEN or sign in _TURNING for sign in value):
        faults.append(Fault(name, Text(ko="보이지 않는 글자가 있습니다.", en="It has signs that cannot be seen.")))
        return ""
    return unicodedata.normalize("NFC", value.strip())


def _first(contacts: tuple[Contact, ...]) -> str:
    return next((each.value for each in contacts if each.primary), contacts[0].value if contacts else "")
