"""The names, mail addresses and phone numbers that people write beside a petition: of signers and co-signers.

One way of writing each, so that spaces, hyphens, width and what cannot be seen make nobody another person.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from egovframe.forms.personal import as_e164, is_phone
from egovframe.forms.reading import unkeepable
from egovframe.forms.words import FILLERS
from egovframe.kernel.errors import Fault
from egovframe.kernel.text import Text

LONGEST_NAME: Final = 100
LONGEST_EMAIL: Final = 254
"""RFC 5321 4.5.3.1.3 leaves no room for more."""
LONGEST_PHONE: Final = 50

_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_NO_NAME: Final = Text(ko="이름을 적으세요.", en="Enter your name.")
_NO_SUCH_NAME: Final = Text(ko="이름은 100자까지, 글자로 적으세요.", en="Enter a name of up to 100 characters.")
_NO_EMAIL: Final = Text(
    ko="전자우편 주소를 name@example.com처럼 적으세요.", en="Enter a mail address, such as name@example.com."
)
_NO_PHONE: Final = Text(ko="전화번호를 010-1234-5678처럼 적으세요.", en="Enter a phone number, such as 010-1234-5678.")

Read = tuple[str, list[Fault]]
"""What was written, as it is kept, and what is wrong with it, at its field."""


def read_name(written: str) -> Read:
    """Return a name on one line: letters that can be seen, and nothing that hides or turns others."""
    if not written.strip():
        return "", [Fault("name", _NO_NAME)]
    name = "" if unkeepable(written) else " ".join(unicodedata.normalize("NFC", written).split())
    seen = name.isprintable() and not FILLERS & set(name) and any(sign.isalpha() for sign in name)
    return name, [] if seen and len(name) <= LONGEST_NAME else [Fault("name", _NO_SUCH_NAME)]


def read_email(written: str) -> Read:
    """Return a mail address as it is sent to, its capitals as they were written."""
    email = unicodedata.normalize("NFKC", written[: 2 * LONGEST_EMAIL].strip())
    fits = len(email) <= LONGEST_EMAIL and email.isprintable() and _EMAIL.fullmatch(email) is not None
    return email, [] if fits else [Fault("email", _NO_EMAIL)]


def read_phone(written: str) -> Read:
    """Return a phone number as networks dial it (E.164)."""
    said = written.strip()
    number = as_e164(said) if len(said) <= LONGEST_PHONE and is_phone(said) else None
    return number or "", [] if number else [Fault("phone", _NO_PHONE)]
