"""What the server says of itself (RFC 7644, 4)."""

from __future__ import annotations

import pytest

from tests.web.scim.room import Connector


def test_the_configuration_promises_what_is_there(connector: Connector) -> None:
    """Everything that RFC 7643, section 5 asks about."""
    said = connector.get("/ServiceProviderConfig").json()
    assert [said[name]["supported"] for name in ("patch", "bulk", "filter", "changePassword", "sort", "etag")] == [
        True
    ] * 6


@pytest.mark.parametrize("folder", ["ResourceTypes", "Schemas"])
def test_each_document_is_found_by_its_id(connector: Connector, folder: str) -> None:
    """In the list and by itself, where its location says."""
    listed = connector.get(f"/{folder}").json()
    assert listed["totalResults"] == len(listed["Resources"])
    for each in listed["Resources"]:
        assert connector.get(f"/{folder}/{each['id']}").json() == each
        assert each["meta"]["location"].endswith(f"/scim/v2/{folder}/{each['id']}")
    assert connector.get(f"/{folder}/nothing").status_code == 404


def test_documents_are_not_filtered(connector: Connector) -> None:
    """RFC 7644, section 4: a filter is answered with 403."""
    assert connector.get("/Schemas", filter='id eq "x"').status_code == 403
