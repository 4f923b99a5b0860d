"""Whether a resource meets a filter: table 3 of RFC 7644, held to an evaluator that is written down plainly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.filters import And, Compare, Filter, Not, Or, Within, read_filter
from egovframe.auth.scim.matching import condition
from egovframe.auth.scim.schemas import ENTERPRISE_URN, GROUPS, USER_URN, USERS
from tests.auth.scim.people_of_rfc import BJENSEN, CREW, bjensen


def meets(text: str, resource: dict[str, Any] | None = None) -> bool:
    """Whether the RFC's User, or another one, meets the filter."""
    return condition(read_filter(text), USERS)(BJENSEN if resource is None else resource)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('userName eq "BJENSEN@example.com"', True),  # caseExact is false
        ('USERNAME Eq "bjensen@example.com"', True),
        (f'{USER_URN}:userName sw "BJ"', True),
        (f'{USER_URN.upper()}:username sw "bj"', True),
        ('externalId eq "701984"', True),
        ('id eq "2819C223-7f76-453a-919d-413861904646"', False),  # caseExact is true
        ('name.familyName co "ens"', True),
        ('name.familyName ew "EN"', True),
        ("name pr", True),
        ('emails co "example.com"', True),  # the value is compared
        ('emails.type eq "work" and emails.value eq "babs@jensen.org"', True),  # of any two values
        ('emails[type eq "work" and value eq "babs@jensen.org"]', False),  # of one value
        ('emails[type eq "home" and value eq "babs@jensen.org"]', True),
        ('emails[type eq "home"].value eq "BABS@jensen.org"', True),
        ('emails[type eq "home"].value eq "bjensen@example.com"', False),
        ("emails[primary eq true]", True),
        ("emails[not (type pr)]", False),
        ("active eq true", True),
        ("active ne true", False),
        ('active eq "True"', True),
        ('meta.lastModified gt "2011-05-13T04:42:33Z"', True),
        ('meta.lastModified gt "2011-05-13T13:42:34+09:00"', False),  # the same moment
        ('meta.lastModified ge "2011-05-13T13:42:34+09:00"', True),
        ('meta.created lt "2010-02-01T00:00:00Z"', True),
        ("title pr", False),  # defined by the RFC, not kept
        ('title eq "x"', False),
        ('title ne "x"', True),
        ("title eq null", True),
        ('addresses[type eq "work"]', False),
        (f'{ENTERPRISE_URN}:employeeNumber eq "701984"', True),
        (f"{ENTERPRISE_URN} pr", True),
        ('groups.value eq "road-officer"', True),
        ('groups eq "road-officer"', True),
        ("displayName eq null", False),
        ("displayName ne null", True),
        ('userName gt "a" and userName lt "c"', True),
        ('userName le "bjensen@example.com"', True),
        (f'schemas eq "{USER_URN}"', True),
        ("userName eq 7", False),
        ("userName ne 7", True),
    ],
)
def test_table_3(text: str, holds: bool) -> None:
    """Known answers on the User of RFC 7643, section 8.2."""
    assert meets(text) is holds


def test_members_are_compared_by_their_value() -> None:
    """Entra ID asks whether somebody is a member so."""
    wanted = read_filter(f'id eq "road-officer" and members eq "{CREW["members"][0]["value"]}"')
    assert condition(wanted, GROUPS)(CREW)


@pytest.mark.parametrize(
    "text",
    [
        'nickname2 eq "x"',
        'password eq "x"',
        'password sw "a"',
        "password pr",
        'active gt "a"',
        "active co true",
        "userName gt 7",
        "userName gt null",
        'meta.created gt "yesterday"',
        'name eq "Jensen"',
        'emails[nothing eq "x"]',
        'userName[value eq "x"]',
        f'{ENTERPRISE_URN} eq "x"',
    ],
)
def test_what_makes_no_sense_is_refused(text: str) -> None:
    """An unknown attribute, an order of truths, and above all a password that could be guessed letter by letter."""
    with pytest.raises(ScimRefused) as raised:
        meets(text)
    assert raised.value.scim_type == "invalidFilter"


def test_over_several_types_an_unknown_attribute_is_not_assigned() -> None:
    """RFC 7644, 3.4.2.1; a password stays out of reach."""
    assert not condition(read_filter('members eq "x"'), USERS, strict=False)(BJENSEN)
    assert condition(read_filter('members ne "x"'), USERS, strict=False)(BJENSEN)
    with pytest.raises(ScimRefused):
        condition(read_filter("password pr"), USERS, strict=False)


# ------------------------------------------------------------------------------------------------ held to a plain one

TEXTS = ["kim", "Kim", "lee", "work", "home", ""]
OPS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"]
PATHS = ["userName", "externalId", "name.familyName", "emails", "emails.value", "emails.type", "displayName"]


def plain(tree: Filter, resource: dict[str, Any]) -> bool:
    """The rules, one after the other, as slowly as they are written."""
    if isinstance(tree, And):
        return all(plain(part, resource) for part in tree.parts)
    if isinstance(tree, Or):
        return any(plain(part, resource) for part in tree.parts)
    if isinstance(tree, Not):
        return not plain(tree.of, resource)
    if isinstance(tree, Within):
        return any(plain(tree.of, {"emails": [], **each}) for each in resource.get(tree.path, []))
    name, _, part = tree.path.partition(".")
    values = resource.get(name)
    values = [] if values is None else values if isinstance(values, list) else [values]
    if name == "emails":
        part = part or "value"
    if part:
        values = [each[part] for each in values if part in each]
    values = [each for each in values if each != ""]
    if not values:
        return tree.operator == "ne"
    return any(plain_compare(name, tree.operator, each, str(tree.value)) for each in values)


def plain_compare(name: str, operator: str, one: str, other: str) -> bool:
    """One value against another; only the external identifier is told apart by case."""
    if name != "externalId":
        one, other = one.lower(), other.lower()
    return {
        "eq": one == other,
        "ne": one != other,
        "co": other in one,
        "sw": one.startswith(other),
        "ew": one.endswith(other),
        "gt": one > other,
        "ge": one >= other,
        "lt": one < other,
        "le": one <= other,
        "pr": True,
    }[operator]


contact = st.fixed_dictionaries({"value": st.sampled_from(TEXTS)}, optional={"type": st.sampled_from(TEXTS)})
people = st.fixed_dictionaries(
    {"userName": st.sampled_from(TEXTS)},
    optional={
        "externalId": st.sampled_from(TEXTS),
        "displayName": st.sampled_from(TEXTS),
        "name": st.fixed_dictionaries({}, optional={"familyName": st.sampled_from(TEXTS)}),
        "emails": st.lists(contact, max_size=3),
    },
)
comparisons = st.builds(Compare, st.sampled_from(PATHS), st.sampled_from(OPS), st.sampled_from(TEXTS))
inside = st.builds(Compare, st.sampled_from(["value", "type"]), st.sampled_from(OPS), st.sampled_from(TEXTS))
trees = st.recursive(
    st.one_of(comparisons, st.builds(Within, st.just("emails"), inside)),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=6,
)


@given(trees, people)
def test_it_is_what_the_rules_say(tree: Filter, person: dict[str, Any]) -> None:
    """Any filter on any person: the same answer as the plain evaluator."""
    assert condition(tree, USERS)(person) is plain(tree, person)


def test_a_person_without_anything_meets_only_what_asks_for_nothing() -> None:
    """An attribute that is not assigned equals nothing, and differs from everything (RFC 7643, 2.5)."""
    bare = bjensen(emails=None, displayName=None)
    assert not meets('emails.value eq "x"', bare)
    assert meets('displayName ne "x"', bare)
    assert meets("not (emails pr)", bare)
