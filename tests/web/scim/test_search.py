"""Queries by POST: nothing personal in the address (RFC 7644, 3.4.3)."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.scim.documents import LIST_URN
from egovframe.web.scim.search import SEARCH_URN
from tests.web.scim.room import Connector


def search(**said: Any) -> dict[str, Any]:
    """A search request."""
    return {"schemas": [SEARCH_URN], **said}


@pytest.fixture
def staffed(connector: Connector) -> Connector:
    """Three officers, provisioned."""
    for name in ("ahn", "bae", "choi"):
        connector.made(name, displayName=name.upper())
    return connector


def test_users_are_searched_like_listed(staffed: Connector) -> None:
    """The same parameters, the same answer."""
    wanted = search(filter='userName eq "bae"', attributes=["userName"])
    answer = staffed.post("/Users/.search", wanted).json()
    assert answer["schemas"] == [LIST_URN]
    assert [each["userName"] for each in answer["Resources"]] == ["bae"]
    assert answer == staffed.get("/Users", filter='userName eq "bae"', attributes="userName").json()
    assert staffed.post("/Groups/.search", search(filter='displayName eq "admin"')).json()["totalResults"] == 1


def test_everything_is_searched_at_once(staffed: Connector) -> None:
    """Users first, then groups; pages go on from one to the other without a gap (RFC 7644, 3.4.2.1)."""
    every = staffed.post("/.search", search(count=500)).json()
    groups = staffed.get("/Groups", count=500).json()["totalResults"]
    assert every["totalResults"] == 3 + groups == len(every["Resources"])
    ids = [each["id"] for each in every["Resources"]]
    paged: list[str] = []
    for start in range(1, len(ids) + 1, 2):
        page = staffed.post("/.search", search(startIndex=start, count=2)).json()
        assert page["totalResults"] == len(ids)
        paged += [each["id"] for each in page["Resources"]]
    assert paged == ids
    found = staffed.post("/.search", search(filter='displayName eq "BAE" or displayName eq "admin"')).json()
    assert [each["displayName"] for each in found["Resources"]] == ["BAE", "admin"]
    by_name = staffed.post("/.search", search(filter='meta.resourceType eq "User"', sortBy="userName")).json()
    assert [each["userName"] for each in by_name["Resources"]] == ["ahn", "bae", "choi"]


@pytest.mark.parametrize(
    "body", [[], {}, {"schemas": []}, search(filter="x"), search(count="many"), search(sortBy="no")]
)
def test_what_is_no_search_is_refused(staffed: Connector, body: Any) -> None:
    """With the protocol's words."""
    assert staffed.post("/Users/.search", body).status_code == 400
