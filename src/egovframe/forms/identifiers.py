"""Numbers that say who somebody is: what they look like, and whether their check digits hold.

Resident and foreigner registration numbers are unique identifiers (개인정보 보호법 24의2); a business registration
number says a business, not a person.
"""

from __future__ import annotations

import re

from egovframe.forms.personal import is_resident_number

_BUSINESS = re.compile(r"[0-9]{3}-?[0-9]{2}-?[0-9]{5}")
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def is_business_number(written: str) -> bool:
    """Say whether this can be a business registration number (사업자등록번호, 부가가치세법 8): ten digits that hold.

    The check digit is that of the National Tax Service: digits by weights 1 3 7 1 3 7 1 3 5, and the tens of the
    ninth product once more.
    """
    if not _BUSINESS.fullmatch(written):
        return False
    digits = [int(digit) for digit in written if digit != "-"]
    total = sum(weight * digit for weight, digit in zip(_BUSINESS_WEIGHTS, digits, strict=False))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10 == digits[9]


def is_foreigner_number(written: str) -> bool:
    """Say whether this can be a foreigner registration number (출입국관리법 31): its seventh digit is 5–8."""
    return is_resident_number(written) and written.replace("-", "")[6] in "5678"
