"""Which part of a filter the database decides."""

from __future__ import annotations

import pytest

from egovframe.auth.profiles.service import email_mark, external_mark
from egovframe.auth.scim.filters import read_filter
from egovframe.auth.scim.searching import narrowed, paths
from egovframe.auth.scim.store import Where
from tests.auth.gatehouse import Gatehouse

KIM = Where("name", "kim")
OPEN = Where("active", "1")


@pytest.mark.parametrize(
    ("text", "where", "exact"),
    [
        ('userName eq "KIM"', KIM, True),
        ('id eq "7"', Where("id", "7"), True),
        ("active eq true", OPEN, True),
        ('active eq "False"', Where("active", ""), True),
        ('userName eq "kim" and active eq true', Where("all", parts=(KIM, OPEN)), True),
        ('userName eq "kim" or active eq true', Where("any", parts=(KIM, OPEN)), True),
        ('userName eq "kim" and displayName co "x"', Where("all", parts=(KIM,)), False),
        ('userName eq "kim" or displayName co "x"', None, False),
        ('not (userName eq "kim")', None, False),
        ('userName ne "kim"', None, False),
        ('userName sw "kim"', None, False),
        ('userName eq " kim"', None, False),
        ("userName eq null", None, False),
        ('emails.type eq "work"', None, False),
        ('displayName eq "kim"', None, False),
    ],
)
def test_what_the_database_knows_it_decides(small: Gatehouse, text: str, where: Where | None, exact: bool) -> None:
    """Everybody who meets the filter meets the condition; whether it is enough is said."""
    assert narrowed(read_filter(text), small.cabinet) == (where, exact)


def test_addresses_and_identifiers_are_looked_for_by_their_digests(small: Gatehouse) -> None:
    """The address itself is in no statement; its kind is looked at afterwards."""
    mail = Where("email", email_mark(small.cabinet, "kim@haneul.example"))
    for text in ('emails eq "KIM@haneul.example"', 'emails.value eq "kim@haneul.example"'):
        assert narrowed(read_filter(text), small.cabinet) == (mail, True)
    for text in ('emails[type eq "work"].value eq "kim@haneul.example"', 'emails[value eq "kim@haneul.example"]'):
        assert narrowed(read_filter(text), small.cabinet) == (mail, False)
    known = Where("external", external_mark(small.cabinet, "E-7"))
    assert narrowed(read_filter('externalId eq "E-7"'), small.cabinet) == (known, True)


def test_every_attribute_of_a_filter_is_named() -> None:
    """So that a sealed profile is opened only where it is needed."""
    text = 'userName eq "a" and (not (emails[type eq "work"]) or active eq true)'
    assert list(paths(read_filter(text))) == ["userName", "emails", "active"]
