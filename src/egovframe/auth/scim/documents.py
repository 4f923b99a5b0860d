"""What programs read about this server: configuration, resource types, schemas (RFC 7643, 5 to 7; RFC 7644, 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from egovframe.auth.scim.attributes import Attribute, ResourceType, Schema
from egovframe.auth.scim.listing import MAX_RESULTS
from egovframe.auth.scim.schemas import CORE, ENTERPRISE, GROUP, RESOURCE_TYPES, USER

MESSAGES: Final = "urn:ietf:params:scim:api:messages:2.0:"
LIST_URN: Final = f"{MESSAGES}ListResponse"
ERROR_URN: Final = f"{MESSAGES}Error"
MAX_OPERATIONS: Final = 200
MAX_PAYLOAD: Final = 1_048_576
"""The bounds of a bulk request: operations, and bytes."""

_PLAIN: Final = "readOnly"


def _said(name: str, about: str, **more: Any) -> Attribute:
    return Attribute(name, about, mutability=_PLAIN, **more)


_SUPPORTED: Final = _said("supported", "Whether it is supported.", kind="boolean", required=True)
_NAME: Final = _said("name", "What it is called.", required=True)
_ABOUT: Final = _said("description", "What it is, for people.")


def _feature(name: str, *more: Attribute) -> Attribute:
    return _said(name, f"Whether {name} is supported.", kind="complex", required=True, parts=(_SUPPORTED, *more))


CONFIG: Final = Schema(
    f"{CORE}ServiceProviderConfig",
    "ServiceProviderConfig",
    "What this server supports",
    (
        _said("documentationUri", "Where it is described.", kind="reference", references=("external",)),
        _feature("patch"),
        _feature("bulk", _said("maxOperations", "The most operations."), _said("maxPayloadSize", "The most bytes.")),
        _feature("filter", _said("maxResults", "The most resources at once.")),
        _feature("changePassword"),
        _feature("sort"),
        _feature("etag"),
        _said(
            "authenticationSchemes",
            "How a program proves who it is.",
            kind="complex",
            many=True,
            required=True,
            parts=(
                _said("type", "The kind of scheme.", required=True),
                _NAME,
                _said("description", "What it is, for people.", required=True),
                _said("specUri", "Where it is specified.", kind="reference", references=("external",)),
                _said("documentationUri", "Where it is described.", kind="reference", references=("external",)),
            ),
        ),
    ),
)
RESOURCE_TYPE: Final = Schema(
    f"{CORE}ResourceType",
    "ResourceType",
    "What kinds of resources there are",
    (
        _NAME,
        _ABOUT,
        _said("endpoint", "Where they are.", kind="reference", required=True, references=("uri",)),
        _said("schema", "The URN of their schema.", kind="reference", required=True, exact=True, references=("uri",)),
        _said(
            "schemaExtensions",
            "What is added to it.",
            kind="complex",
            many=True,
            parts=(
                _said("schema", "The URN.", kind="reference", required=True, exact=True, references=("uri",)),
                _said("required", "Whether every resource has it.", kind="boolean", required=True),
            ),
        ),
    ),
)


def _attributes(name: str, *more: Attribute) -> Attribute:
    """Return how a schema says what attributes are (RFC 7643, 8.7.2)."""
    return _said(
        name,
        "The attributes.",
        kind="complex",
        many=True,
        parts=(
            _said("name", "The name.", required=True, exact=True),
            _said("type", "The data type.", required=True),
            _said("multiValued", "Whether there may be several values.", kind="boolean", required=True),
            _ABOUT,
            _said("required", "Whether there has to be a value.", kind="boolean"),
            _said("canonicalValues", "Suggested values.", many=True, exact=True),
            _said("caseExact", "Whether case tells values apart.", kind="boolean"),
            _said("mutability", "Who may set it, and when.", exact=True),
            _said("returned", "When it is shown.", exact=True),
            _said("uniqueness", "Where no two are alike.", exact=True),
            _said("referenceTypes", "What it may point at.", many=True, exact=True),
            *more,
        ),
    )


SCHEMA: Final = Schema(
    f"{CORE}Schema",
    "Schema",
    "What resources are made of",
    (_NAME, _ABOUT, _attributes("attributes", _attributes("subAttributes"))),
)
SCHEMAS: Final = (USER, ENTERPRISE, GROUP, CONFIG, RESOURCE_TYPE, SCHEMA)


def service_provider_config(base: str) -> dict[str, Any]:
    """Return the configuration document; `base` is the address of the server, without a slash at its end."""
    bearer = {
        "type": "oauthbearertoken",
        "name": "Bearer token",
        "description": "A token of an account that may provision: egovframe users token NAME",
        "specUri": "https://www.rfc-editor.org/info/rfc6750",
        "primary": True,
    }
    return {
        "schemas": [CONFIG.id],
        "patch": {"supported": True},
        "bulk": {"supported": True, "maxOperations": MAX_OPERATIONS, "maxPayloadSize": MAX_PAYLOAD},
        "filter": {"supported": True, "maxResults": MAX_RESULTS},
        "changePassword": {"supported": True},
        "sort": {"supported": True},
        "etag": {"supported": True},
        "authenticationSchemes": [bearer],
        "meta": {"resourceType": CONFIG.name, "location": f"{base}/ServiceProviderConfig"},
    }


def resource_type_document(kind: ResourceType, base: str) -> dict[str, Any]:
    """Return the document of one resource type (RFC 7643, 6)."""
    said: dict[str, Any] = {
        "schemas": [RESOURCE_TYPE.id],
        "id": kind.name,
        "name": kind.name,
        "description": kind.about,
        "endpoint": kind.endpoint,
        "schema": kind.schema.id,
        "meta": {"resourceType": RESOURCE_TYPE.name, "location": f"{base}/ResourceTypes/{kind.name}"},
    }
    if kind.extensions:
        said["schemaExtensions"] = [{"schema": each.id, "required": False} for each in kind.extensions]
    return said


def schema_document(schema: Schema, base: str) -> dict[str, Any]:
    """Return the document of one schema (RFC 7643, 7)."""
    return {
        "schemas": [SCHEMA.id],
        "id": schema.id,
        "name": schema.name,
        "description": schema.about,
        "attributes": [each.document() for each in schema.attributes if each.kept],
        "meta": {"resourceType": SCHEMA.name, "location": f"{base}/Schemas/{schema.id}"},
    }


def resource_types(base: str) -> list[dict[str, Any]]:
    """Return the documents of all resource types."""
    return [resource_type_document(kind, base) for kind in RESOURCE_TYPES]


def schemas(base: str) -> list[dict[str, Any]]:
    """Return the documents of all schemas."""
    return [schema_document(schema, base) for schema in SCHEMAS]


def list_document(resources: Sequence[Mapping[str, Any]], *, total: int, start: int) -> dict[str, Any]:
    """Return a list response (RFC 7644, 3.4.2)."""
    return {
        "schemas": [LIST_URN],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": list(resources),
    }


def error_document(status: int, detail: str, scim_type: str = "") -> dict[str, Any]:
    """Return an error (RFC 7644, 3.12)."""
    said = {"schemas": [ERROR_URN], "status": str(status), "detail": detail}
    return {**said, "scimType": scim_type} if scim_type else said
