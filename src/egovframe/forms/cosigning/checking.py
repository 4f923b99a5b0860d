"""What a co-signer's name and address may be."""

from __future__ import annotations

from typing import Final

from egovframe.forms.contacts import read_email, read_name
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

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
    return _kept(*read_name(typed)) if needed or typed.strip() else ""


def email_of(typed: str) -> str:
    """Return an address as it is kept, empty where there is none. Raises Invalid for what is no address."""
    return _kept(*read_email(typed)) if typed.strip() else ""


def already(field: str) -> Invalid:
    """Return the error of somebody who is among the co-signers already, at the field that says so."""
    return _invalid(field, _ALREADY[field])


def _kept(kept: str, faults: list[Fault]) -> str:
    if faults:
        raise Invalid(Text.of(faults[0].message).in_("en"), faults=faults)
    return kept


def _invalid(field: str, words: Text) -> Invalid:
    return Invalid(words.in_("en"), faults=[Fault(field, words)])
