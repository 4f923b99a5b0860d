"""Lists: what is asked for, sorting and pages (RFC 7644, 3.4.2)."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.filters import Compare
from egovframe.auth.scim.listing import DEFAULT_RESULTS, MAX_RESULTS, Asked, ordered
from egovframe.auth.scim.schemas import GROUPS, USERS


def test_a_query_is_read() -> None:
    """Texts of an address and values of a search request alike; what is out of bounds is brought inside (3.4.2.4)."""
    assert Asked.read({}) == Asked(count=DEFAULT_RESULTS)
    asked = Asked.read({"filter": "userName pr", "startIndex": "-3", "count": "10000", "sortOrder": "DESCENDING"})
    assert (asked.filter, asked.start, asked.count) == (Compare("userName", "pr"), 1, MAX_RESULTS)
    assert asked.descending
    assert Asked.read({"count": -1, "startIndex": 0}).count == 0
    assert Asked.read({"attributes": "userName, emails"}).projection.attributes == ("userName", "emails")
    assert Asked.read({"excludedAttributes": ["emails"]}).projection.excluded == ("emails",)


@pytest.mark.parametrize(
    "said",
    [
        {"count": "many"},
        {"count": True},
        {"startIndex": 1.5},
        {"startIndex": "9" * 500},
        {"sortOrder": "sideways"},
        {"filter": 7},
        {"attributes": 7},
        {"attributes": ["a"], "excludedAttributes": ["b"]},
    ],
)
def test_what_cannot_be_read_is_refused(said: dict[str, Any]) -> None:
    """With the words for it, never a traceback."""
    with pytest.raises(ScimRefused):
        Asked.read(said)


def names(resources: list[dict[str, Any]]) -> list[str]:
    """The ids in order."""
    return [each["id"] for each in resources]


PEOPLE: list[dict[str, Any]] = [
    {"id": "1", "userName": "bae", "emails": [{"value": "z@x.example"}, {"value": "a@x.example", "primary": True}]},
    {"id": "2", "userName": "Ahn", "emails": [{"value": "b@x.example"}, {"value": "a@x.example"}]},
    {"id": "3", "userName": "choi"},
]


def test_resources_are_sorted_as_the_rfc_says() -> None:
    """Case does not count; of several values the primary or first does; without a value last, descending first."""
    assert names(ordered(PEOPLE, "userName", USERS, descending=False)) == ["2", "1", "3"]
    assert names(ordered(PEOPLE, "userName", USERS, descending=True)) == ["3", "1", "2"]
    assert names(ordered(PEOPLE, "emails", USERS, descending=False)) == ["1", "2", "3"]
    assert names(ordered(PEOPLE, "emails.value", USERS, descending=True)) == ["3", "2", "1"]


@pytest.mark.parametrize("attribute", ["nothing", "name", "password", "meta"])
def test_nothing_is_sorted_by_what_has_no_order(attribute: str) -> None:
    """An attribute that is none, that has only parts, or that nobody may know."""
    with pytest.raises(ScimRefused):
        ordered(PEOPLE, attribute, USERS, descending=False)
    with pytest.raises(ScimRefused):
        ordered([], attribute, GROUPS, descending=False)
