"""The numbers of the Republic of Korea: resident, foreigner and business registration.

Resident and foreigner registration numbers are unique identifiers (개인정보 보호법 24의2); a business registration
number says a business, not a person.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Final

from egovframe.forms.identifiers import Identifier, declare
from egovframe.kernel.text import Text

_BASIS: Final = "개인정보 보호법 24의2, 민원처리법 시행령 52"

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CENTURIES = {"1": 1900, "2": 1900, "3": 2000, "4": 2000, "5": 1900, "6": 1900, "7": 2000, "8": 2000}
_CENTURIES |= {"9": 1800, "0": 1800}
NO_CHECK_DIGIT_FROM = dt.date(2020, 10, 5)
"""Since then the last six digits of a new number are random (주민등록법 시행규칙 2, 2020-10-05): no check digit."""

_PERSON = r"[0-9]{6}-?[0-9]{7}"
_BUSINESS = r"[0-9]{3}-?[0-9]{2}-?[0-9]{5}"
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def is_resident_number(written: str) -> bool:
    """Say whether this can be a resident or foreigner registration number: its date exists and its check digit holds.

    Numbers of people born from 5 October 2020 on have no check digit.
    """
    if not re.fullmatch(_PERSON, written):
        return False
    number = written.replace("-", "")
    try:
        born = dt.date(_CENTURIES[number[6]] + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return False
    if born >= NO_CHECK_DIGIT_FROM:
        return True
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    base = 13 if number[6] in "5678" else 11
    return (base - total % 11) % 10 == int(number[12])


def is_foreigner_number(written: str) -> bool:
    """Say whether this can be a foreigner registration number (출입국관리법 31): its seventh digit is 5–8."""
    return is_resident_number(written) and written.replace("-", "")[6] in "5678"


def is_business_number(written: str) -> bool:
    """Say whether this can be a business registration number (사업자등록번호, 부가가치세법 8): ten digits that hold.

    The check digit is that of the National Tax Service: digits by weights 1 3 7 1 3 7 1 3 5, and the tens of the
    ninth product once more.
    """
    if not re.fullmatch(_BUSINESS, written):
        return False
    digits = [int(digit) for digit in written if digit != "-"]
    total = sum(weight * digit for weight, digit in zip(_BUSINESS_WEIGHTS, digits, strict=False))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10 == digits[9]


RESIDENT = Identifier(
    "resident-number",
    Text(ko="주민등록번호", en="Resident registration number"),
    "egovframe.forms:ResidentNumber",
    pattern=_PERSON,
    example="000000-0000000",
    hint=Text(ko="000000-0000000처럼 적으세요", en="Write it like 000000-0000000"),
    missing=Text(ko="주민등록번호를 적으세요", en="Write the registration number"),
    wrong=Text(ko="주민등록번호 열세 자리를 다시 확인하세요", en="Check the 13 digits of the registration number"),
    max_length=14,
    holds=is_resident_number,
    law=_BASIS,
    in_text=r"(?<![0-9])[0-9]{6}[- ]?[0-9]{7}(?![0-9])",
)

FOREIGNER = Identifier(
    "foreigner-number",
    Text(ko="외국인등록번호", en="Foreigner registration number"),
    "egovframe.forms:ForeignerNumber",
    pattern=_PERSON,
    example="000000-0000000",
    hint=Text(ko="000000-0000000처럼 적으세요", en="Write it like 000000-0000000"),
    missing=Text(ko="외국인등록번호를 적으세요", en="Write the foreigner registration number"),
    wrong=Text(
        ko="외국인등록번호 열세 자리를 다시 확인하세요", en="Check the 13 digits of the foreigner registration number"
    ),
    max_length=14,
    holds=is_foreigner_number,
    law=_BASIS,
)

BUSINESS = Identifier(
    "business-number",
    Text(ko="사업자등록번호", en="Business registration number"),
    "egovframe.forms:BusinessNumber",
    pattern=_BUSINESS,
    example="000-00-00000",
    hint=Text(ko="000-00-00000처럼 적으세요", en="Write it like 000-00-00000"),
    missing=Text(ko="사업자등록번호를 적으세요", en="Write the business registration number"),
    wrong=Text(
        ko="사업자등록번호 열 자리를 다시 확인하세요. 예: 000-00-00000",
        en="Check the ten digits of the business registration number, as in 000-00-00000",
    ),
    max_length=12,
    holds=is_business_number,
    personal=None,
)

IDENTIFIERS: Final = declare(RESIDENT, FOREIGNER, BUSINESS)

ResidentNumber = Annotated[str, RESIDENT]
"""A resident or foreigner registration number (주민등록번호, 외국인등록번호); the question names its `basis` (영52)."""

ForeignerNumber = Annotated[str, FOREIGNER]
"""A foreigner registration number (외국인등록번호); the question names its `basis` (영52)."""

BusinessNumber = Annotated[str, BUSINESS]
"""A business registration number (사업자등록번호): ten digits whose check digit holds. It says a business."""
