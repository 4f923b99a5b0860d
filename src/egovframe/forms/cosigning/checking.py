"""What a co-signer's name and address may be."""

from __future__ import annotations

import re
from typing import Final

from egovframe.forms.reading import unkeepable
from egovframe.forms.words import FILLERS
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

LONGEST_NAME: Final = 100
LONGEST_EMAIL: Final = 254
"""RFC 5321 4.5.3.1.3 leaves no room for more."""

_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_NO_NAME: Final = Text(ko="이름을 적으세요.", en="Enter your name.")
_NO_SUCH_NAME: Final = Text(ko="이름은 100자까지, 글자로 적으세요.", en="Enter a name of up to 100 characters.")
_NO_EMAIL: Final = Text(
    ko="전자우편 주소를 name@example.com처럼 적으세요.", en="Enter a mail address, such as name@example.com."
)
_ALREADY: Final = {
    "name": Text(
        ko="같은 이름으로 이미 서명했거나 민원을 냈습니다. "
        "이름이 같은 다른 분이라면 출생 연도처럼 구별할 말을 덧붙이세요.",
        en="Somebody of this name filed or signed the petition already. "
        "If you are another person, add what tells you apart, such as your year of birth.",
    ),
    "email": Text(ko="이 주소로 만든 링크가 이미 있습니다.", en="There is a link for this address already."),
}


def name_of(typed: str, *, needed: bool = True) -> str:
    """Return a name as it is kept. Raises Invalid without one where it is `needed`, and for what cannot be one."""
    name = " ".join(typed.split()) if unkeepable(typed) is None else "\0"
    if not name:
        if needed:
            raise _invalid("name", _NO_NAME)
        return ""
    seen = name.isprintable() and not FILLERS & set(name) and any(sign.isalpha() for sign in name)
    if len(name) > LONGEST_NAME or not seen:
        raise _invalid("name", _NO_SUCH_NAME)
    return name


def email_of(typed: str) -> str:
    """Return an address as it is kept, empty where there is none. Raises Invalid for what is no address."""
    email = typed.strip()
    if email and (len(email) > LONGEST_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email)):
        raise _invalid("email", _NO_EMAIL)
    return email


def already(field: str) -> Invalid:
    """Return the error of somebody who is among the co-signers already, at the field that says so."""
    return _invalid(field, _ALREADY[field])


def _invalid(field: str, words: Text) -> Invalid:
    return Invalid(words.in_("en"), faults=[Fault(field, words)])
