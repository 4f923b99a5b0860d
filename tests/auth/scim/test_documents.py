"""What programs read about the server, read by another implementation."""

from __future__ import annotations

import scim2_models
from scim2_models import ResourceType, Schema, ServiceProviderConfig

from egovframe.auth.scim.documents import (
    MAX_OPERATIONS,
    error_document,
    list_document,
    resource_types,
    schemas,
    service_provider_config,
)

BASE = "https://haneul.example/scim/v2"


def test_another_implementation_reads_the_configuration() -> None:
    """RFC 7643, 5: everything there is, is supported."""
    said = ServiceProviderConfig.model_validate(service_provider_config(BASE))
    assert said.patch is not None
    assert said.bulk is not None
    assert said.patch.supported
    assert said.bulk.max_operations == MAX_OPERATIONS
    assert said.meta is not None
    assert said.meta.location == f"{BASE}/ServiceProviderConfig"


def test_another_implementation_reads_types_and_schemas() -> None:
    """RFC 7643, 6 and 7: two types, their schemas and the three that describe the descriptions."""
    types = [ResourceType.model_validate(each) for each in resource_types(BASE)]
    assert [each.name for each in types] == ["User", "Group"]
    found = [Schema.model_validate(each) for each in schemas(BASE)]
    assert {each.id for each in types if each.id} == {"User", "Group"}
    assert {str(each.schema_) for each in types} <= {str(each.id) for each in found}
    assert len(found) == 6


def test_lists_and_errors_are_as_the_rfc_writes_them() -> None:
    """RFC 7644, 3.4.2 and 3.12: the status is a text."""
    said = list_document([{"id": "1"}], total=7, start=3)
    assert (said["totalResults"], said["itemsPerPage"], said["startIndex"]) == (7, 1, 3)
    error = error_document(400, "No.", "invalidFilter")
    assert scim2_models.Error.model_validate(error).status == 400
    assert error["status"] == "400"
    assert "scimType" not in error_document(404, "No.")
