"""The numbers of Korea: known ones hold, and one digit away they do not."""

from __future__ import annotations

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.kr_identifiers import (
    BUSINESS,
    FOREIGNER,
    RESIDENT,
    is_business_number,
    is_foreigner_number,
    is_resident_number,
)

PUBLISHED = ("124-81-00998", "220-81-62517", "1208147521")
"""Numbers that companies print on every page of theirs (Samsung Electronics, Naver, Kakao)."""


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_business_numbers_hold(number: str) -> None:
    """With and without hyphens; every single digit that is changed is found, and most that change places."""
    assert is_business_number(number)
    for at, digit in enumerate(number):
        if digit != "-":
            wrong = [number[:at] + other + number[at + 1 :] for other in "0123456789" if other != digit]
            assert sum(map(is_business_number, wrong)) <= 1, "the last but one digit counts twice, and may hide one"


def test_other_shapes_are_no_business_number() -> None:
    """Ten digits, in that grouping or none."""
    assert not any(map(is_business_number, ("", "124-8100998x", "124 81 00998", "12481009988", "１２４8100998")))


def test_a_foreigner_number_is_told_from_a_resident_number() -> None:
    """By its seventh digit; the check is that of the number (13 less the rest)."""
    assert is_foreigner_number("900101-5234565") is (
        sum(
            weight * int(digit)
            for weight, digit in zip((2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), "900101523456", strict=True)
        )
        % 11
        == (13 - 5) % 10
    )
    assert not is_foreigner_number("900101-1234568"), "a resident's"
    assert not is_foreigner_number("901301-5234567"), "no such day"
    held = [number for last in "0123456789" if is_foreigner_number(number := f"900101-523456{last}")]
    assert len(held) == 1, "exactly one check digit holds"


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("900101-1234568", True),
        ("900101-1234567", False),
        ("900101-9234568", False),
        ("000229-3000006", None),
        ("010229-3000006", False),
        ("201004-3000000", None),
        ("201005-3000000", True),
        ("201005-3999999", True),
        ("abcdef-1234567", False),
        ("900101 1234568", False),
    ],
)
def test_a_registration_number_has_a_date_and_a_check_digit(number: str, valid: bool | None) -> None:
    """Born from 5 October 2020 on it has no check digit (시행규칙 2); None: one digit in ten is right, exactly one."""
    if valid is not None:
        assert is_resident_number(number) is valid
        return
    assert sum(is_resident_number(number[:-1] + last) for last in "0123456789") == 1


def test_a_foreigners_number_has_its_own_check_digit() -> None:
    """Seventh digits 5 to 8 count with 13."""
    right = [last for last in "0123456789" if is_resident_number(f"900101-523456{last}")]
    assert len(right) == 1
    assert right != [last for last in "0123456789" if is_resident_number(f"900101-123456{last}")]


def test_decree_52_whom_a_number_says() -> None:
    """Those of persons are unique identifiers, asked on the ground of a law (영52); a business is no person."""
    assert [each.name for each in Korea.identifiers] == ["resident-number", "foreigner-number", "business-number"]
    assert [each.personal for each in Korea.identifiers] == ["unique-id", "unique-id", None]
    assert all("시행령 52" in each.law for each in (RESIDENT, FOREIGNER))
    assert BUSINESS.law == ""
