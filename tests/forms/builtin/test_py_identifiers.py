"""The numbers of Paraguay: published ones hold, and one digit away they do not; one way of writing is kept."""

from __future__ import annotations

import pytest

from egovframe.forms.builtin.py import Paraguay
from egovframe.forms.builtin.py_identifiers import (
    CEDULA,
    RUC,
    is_cedula,
    is_ruc,
    masked_ruc,
    read_cedula,
    read_ruc,
    verifier_digit,
)

PUBLISHED = ("80028061-0", "80000035-8", "80000020-0", "80000190-7", "999160-3", "2660-3", "80009735-1")
"""Numbers with their verifier digit, as the documentation of python-stdnum 2.2 (stdnum.py.ruc) and, the last one, the
worked example of https://stackoverflow.com/q/61656818 give them, which names the paper of the SET."""


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_taxpayer_numbers_hold(number: str) -> None:
    """Each with its digit and no other; the tax administration's rule gives the digit."""
    assert is_ruc(number)
    whole, _, digit = number.partition("-")
    assert verifier_digit(whole) == int(digit)
    assert [other for other in "0123456789" if is_ruc(f"{whole}-{other}")] == [digit]


def test_a_changed_digit_is_found() -> None:
    """Every single digit that is mistyped, but where 10 and 11 share the digit 0."""
    found = 0
    for number in PUBLISHED:
        for at, digit in enumerate(number.partition("-")[0]):
            wrong = [number[:at] + other + number[at + 1 :] for other in "0123456789" if other != digit]
            assert sum(map(is_ruc, wrong)) <= 1
            found += sum(not is_ruc(each) for each in wrong)
    assert found > 300


@pytest.mark.parametrize(
    "number",
    ["80053249-2", "80021744-8", "80123456789", "80123456-785", "FF800212-1", "0123456-7", "80028061", ""],
)
def test_other_numbers_are_no_taxpayers(number: str) -> None:
    """A wrong digit (the first two are python-stdnum's own), another shape, digits of other scripts."""
    assert not is_ruc(number)
    assert not is_ruc("８0028061-0")


@pytest.mark.parametrize(
    ("number", "holds"),
    [("1", True), ("1234567", True), ("12345678", True), ("123456789", False), ("0123456", False), ("12a", False)],
)
def test_a_cedula_has_a_shape_and_no_check_digit(number: str, holds: bool) -> None:
    """One to eight digits without a leading zero: nothing more is published."""
    assert is_cedula(number) is holds


@pytest.mark.parametrize(
    ("written", "kept"),
    [("80028061-0", "80028061-0"), ("800280610", "80028061-0"), ("80.028.061 - 0", "80028061-0"), ("x-1", "x-1")],
)
def test_a_taxpayer_number_is_kept_in_one_way(written: str, kept: str) -> None:
    """With a hyphen, without dots and blanks; what is no number stays, for the check to refuse."""
    assert read_ruc(written) == kept


def test_a_cedula_is_kept_without_dots() -> None:
    """As the card prints it, with dots, and as databases have it, without, it is the same number."""
    assert read_cedula(" 1.234.567 ") == read_cedula("1 234 567") == "1234567"


def test_what_a_mask_shows_of_a_taxpayer_number() -> None:
    """Its end, by which a clerk tells two apart; of a short one, and of what is none, nothing."""
    assert masked_ruc("80028061-0") == "****061-0"
    assert masked_ruc("2660-3") == masked_ruc("80028061") == "****"
    assert masked_ruc("999160-3") == "****160-3"


def test_whom_the_numbers_say() -> None:
    """A cédula is asked on the ground of a law only; a RUC may be a person's. All words are there in Spanish too."""
    assert Paraguay.identifiers == (CEDULA, RUC)
    assert [each.personal for each in Paraguay.identifiers] == ["unique-id", "personal"]
    for each in Paraguay.identifiers:
        for text in (each.title, each.hint, each.missing, each.wrong):
            assert set(text.as_dict()) == {"ko", "en", "es"}
        assert each.holds(each.example)
        assert each.holds(each.read(each.example))
