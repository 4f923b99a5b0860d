"""Personal data is a type: what these types hold is encrypted at rest, masked in lists and logs, and never public.

The markers say how closely an answer touches a person. Any type can carry one:

    diagnosis: Annotated[str, Sensitive] = ask("어디가 아픈가요?", basis="장애인복지법 32")
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from egovframe.forms.identifiers import Identifier
    from egovframe.forms.questions import PersonalLevel, Question


class Personal:
    """Says a living person (개인정보 보호법 2): a name, a phone number, an address."""

    level: ClassVar[PersonalLevel] = "personal"


class Sensitive(Personal):
    """Sensitive data (개인정보 보호법 23): belief, union or party, health, sexual life, genes, record of crimes."""

    level: ClassVar[PersonalLevel] = "sensitive"


class UniqueId(Personal):
    """A unique identifier: asked only where a law says so; the question names its basis."""

    level: ClassVar[PersonalLevel] = "unique-id"


@dataclass(frozen=True, slots=True)
class Kind:
    """Says, on an annotated type, what a question takes."""

    name: str


LongText = Annotated[str, Kind("long-text")]
"""Several lines of text, up to 100,000 characters. Not personal by itself."""

Won = Annotated[int, Kind("money")]
"""An amount of money in whole won; `145,000` and `145,000원` are understood too."""

Money = Won
"""The same, by the name of the kind."""

Phone = Annotated[str, Personal, Kind("phone")]
"""A telephone number, kept as it was written; without a country code it is a Korean one."""

Email = Annotated[str, Personal, Kind("email")]
"""An e-mail address. Only its shape is looked at: whether it exists shows when a letter arrives."""

PersonName = Annotated[str, Personal, Kind("person-name")]
"""The name of a person, on one line."""

Address = Annotated[str, Personal, Kind("address")]
"""Where a person lives or can be reached by post."""

BirthDate = Annotated[dt.date, Personal, Kind("birth-date")]
"""A date of birth, from 1 January 1900 to yesterday."""

File = Annotated[str, Kind("file")]
"""One file: the answer is the id of its upload; `list[File]` takes several. `Personal` where it shows a person."""

Signature = Annotated[str, Personal, Kind("signature")]
"""The name that a person writes to sign; the time of the receipt is the time of the signature."""

Consent = Annotated[bool, Kind("consent")]
"""Agreement to what the question says (개인정보 보호법 15, 22): must be given, unless there is a default."""


def is_phone(written: str) -> bool:
    """Say whether this can be dialled: a Korean number, or any country's with its code."""
    import phonenumbers

    try:
        number = phonenumbers.parse(written, "KR")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def as_e164(written: str) -> str | None:
    """Return a phone number as networks dial it (E.164: `+821012345678`), or None for what cannot be dialled."""
    import phonenumbers

    try:
        number = phonenumbers.parse(written, "KR")
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def digits(written: str) -> str:
    """Return the digits of a number as 0–9, whatever stands between them and however wide they were typed."""
    return "".join(str(unicodedata.digit(c)) for c in written if unicodedata.digit(c, None) is not None)


def last_four(written: str) -> str:
    """Return the last four digits of a phone number, by which its holder may ask for a petition."""
    return digits(written)[-4:]


def mask(value: object, question: Question) -> str:
    """Return what may be shown of a personal answer: `010-****-1234`, `홍*동`, `h***@example.com`.

    Of an identifier that is what its jurisdiction says. An answer of any other kind is hidden whole. Nothing shown
    tells how long the answer is, except a phone number.
    """
    if not isinstance(value, str) or question.personal != "personal":
        return HIDDEN
    if (found := question.identifier) is not None:
        return HIDDEN if found.mask is None else found.mask(value)
    if question.kind == "phone":
        return _mask_phone(value)
    if question.kind == "email":
        return mask_email(value)
    if question.kind in {"person-name", "signature"}:
        return masked_name(value)
    return HIDDEN


HIDDEN = "****"
"""What stands for an answer of which nothing may be shown."""


def _mask_phone(value: str) -> str:
    found = digits(value)
    if len(found) < 8:
        return HIDDEN
    head = found[:3] if found.startswith("01") else found[:2]
    return f"{head}-****-{found[-4:]}"


def mask_email(value: str) -> str:
    """Return a mail address of which the first letter and the domain are left: `h***@example.com`."""
    local, at, domain = value.rpartition("@")
    return f"{local[0]}***@{domain}" if at and local else HIDDEN


def masked_name(value: str) -> str:
    """Return what may be shown of a name: `홍*동`."""
    name = value.strip()
    if len(name) <= 1:
        return "*"
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}*{name[-1]}"


_IN_TEXT = (
    r"(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"
    r"|(?P<phone>(?<![0-9-])(?:\+82[- ]?|0)[0-9]{1,2}[- .]?[0-9]{3,4}[- .]?[0-9]{4}(?![0-9-]))"
)


@cache
def _found_in_text(identifiers: tuple[Identifier, ...]) -> re.Pattern[str]:
    return re.compile("|".join([*(f"(?:{each.in_text})" for each in identifiers if each.in_text), _IN_TEXT]))


def masked_text(text: str, *, identifiers: Iterable[Identifier]) -> str:
    """Return a text with the telephone numbers, addresses of mail and identifiers in it masked.

    `identifiers` are the kinds of numbers of the office's jurisdiction. Names cannot be told from other words and stay.
    """

    def masked(found: re.Match[str]) -> str:
        if found["email"]:
            return mask_email(found["email"])
        return _mask_phone(found["phone"]) if found["phone"] else HIDDEN

    return _found_in_text(tuple(identifiers)).sub(masked, text)
