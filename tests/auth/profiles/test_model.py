"""A profile as a value: what it may hold, and the one form in which it is sealed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.profiles.model import LONGEST, MOST_CONTACTS, Contact, Profile, checked, email_key
from egovframe.kernel.errors import Invalid

TWO = (Contact("a@haneul.example", "home"), Contact("b@haneul.example", "work", primary=True))


def test_the_first_address_is_the_primary_one() -> None:
    """The one that is marked, or else the first; none for nobody."""
    assert Profile(emails=TWO).email == "b@haneul.example"
    assert Profile(emails=TWO[:1]).email == "a@haneul.example"
    assert Profile().email == ""
    assert Profile(phones=(Contact("02-120"),)).phone == "02-120"


def test_names_are_written_as_people_write_them() -> None:
    """Korean names without a blank and the family first, others the other way round."""
    assert Profile(family_name="홍", given_name="길동").full_name == "홍길동"
    assert Profile(family_name="Jensen", given_name="Barbara").full_name == "Barbara Jensen"
    assert Profile(given_name="Babs").full_name == "Babs"


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
profiles = st.builds(
    Profile,
    display_name=texts,
    family_name=texts,
    emails=st.lists(st.builds(Contact, texts, texts, st.booleans()), max_size=3).map(tuple),
    external_id=texts,
)


@given(profiles)
def test_what_is_sealed_is_read_back(profile: Profile) -> None:
    """Every profile survives the form in which it is sealed."""
    assert Profile.from_sealed_form(profile.sealed_form()) == profile


def test_fields_of_newer_code_are_passed_over() -> None:
    """A profile that a later release wrote is still read."""
    assert Profile.from_sealed_form(b'{"display_name":"Kim","shoe_size":[44]}') == Profile(display_name="Kim")


def test_what_differs_is_named() -> None:
    """By the names of fields, never by their values."""
    assert Profile(locale="ko-KR").changed(Profile(display_name="Kim")) == ("display_name", "locale")
    assert Profile().changed(Profile()) == ()


def test_texts_are_composed_and_trimmed() -> None:
    """As they are compared later; empty addresses are left out."""
    found = checked(Profile(display_name=" \u1112\u1161 ", emails=(Contact(" a@b.example "), Contact(" "))))
    assert found == Profile(display_name="하", emails=(Contact("a@b.example"),))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"display_name": "x" * (LONGEST + 1)}, "display_name"),
        ({"employee_number": "a\x00"}, "employee_number"),
        ({"display_name": "kim\u202enimda"}, "display_name"),
        ({"emails": (Contact("no address"),)}, "emails"),
        ({"emails": (Contact("a@b@c.example"),)}, "emails"),
        ({"emails": (Contact("a" * 250 + "@b.example"),)}, "emails"),
        ({"emails": (Contact("a@b.example\r\nBcc: x@y.example"),)}, "emails"),
        ({"emails": (Contact("a@b.example", primary=True), Contact("c@d.example", primary=True))}, "emails"),
        ({"phones": (Contact("1"),) * (MOST_CONTACTS + 1)}, "phones"),
    ],
)
def test_what_does_not_hold_is_named(changes: dict[str, Any], field: str) -> None:
    """The fault names the field; an address that carries a second line never gets into a message's head."""
    with pytest.raises(Invalid) as raised:
        checked(Profile(**changes))
    assert field in {fault.field for fault in raised.value.faults}


def test_addresses_are_found_without_case() -> None:
    """And whatever blanks stand around them."""
    assert email_key(" Kim@Haneul.Example ") == email_key("kim@haneul.example")
