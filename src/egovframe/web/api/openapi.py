"""The OpenAPI 3.1 document, made of the declared operations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from egovframe.web.api.operation import KEY_HEADER, PREFIX, VERSION, Operation, api
from egovframe.web.api.problem import MEDIA, TITLES, Problem, json_response

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

Json = dict[str, Any]

_REF: Final = "#/components/schemas/{model}"
_HOLE: Final = re.compile(r"\{([a-z_]+)\}")
_HOLES: Final[Mapping[str, str]] = {
    "cosigner": "The id of a co-signer of the petition.",
    "petition": "The id of a public petition.",
    "field": "The question's name; of one in a group such as `things.0.picture`.",
    "month": "A month of the office's calendar, such as `2026-10`.",
    "name": "The name.",
    "kind": "`register`, `prescreening-register` or `objection-register`.",
    "paper": "The id of a paper, from the list of notices.",
    "receipt": "The receipt number, such as 7K4-RM2-X9H; case, spaces and hyphens do not matter.",
    "id": "The id.",
}

ABOUT: Final = (
    "Everything that the pages do. Refusals are RFC 9457 problem details with a stable `code`; bad input lists "
    "`errors` by field. Who may comes before what is wrong. Lists are `items` and `next`, the cursor of the page after."
)

LEVELS: Final = (
    "How far the deed must have come before it is answered: `durable` (kept, the default), `sealed` (under a signed "
    "checkpoint) or `witnessed` (and cosigned)."
)

SECURITY: Final[Json] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token of an account."},
    "petitionKey": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Petition-Key",
        "description": "The key that was handed out with the receipt.",
    },
}


@api.routes.get("/openapi.json", public=True)
def openapi(page: Page) -> Response:
    """Return the document."""
    name = page.office.app.title.in_("en")
    return json_response(document(name, page.site.public_url or "/"), status=200)


@lru_cache(maxsize=8)
def document(name: str, server: str) -> Json:
    """Return the OpenAPI 3.1 document of a city's API, reached at `server`."""
    schemas, components = _schemas(tuple(api.operations))
    paths: Json = {}
    for operation in api.operations:
        path = paths.setdefault(PREFIX + VERSION + operation.path, {})
        path[operation.method.lower()] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{name} API", "version": version("egovframe"), "description": ABOUT},
        "servers": [{"url": server}],
        "tags": [{"name": tag} for tag in dict.fromkeys(each.tag for each in api.operations)],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": {str(status): _refusal(status, schemas[Problem]) for status in sorted(TITLES)},
            "securitySchemes": SECURITY,
        },
    }


def _operation(operation: Operation, schemas: Mapping[Any, Json]) -> Json:
    said: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [*_in_path(operation), *_in_query(operation), *_in_headers(operation)],
        "responses": {
            str(operation.status): _given(operation, schemas),
            **({"202": _given(operation, schemas, 202)} if operation.later else {}),
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in operation.statuses},
        },
    }
    if operation.body is not None:
        required = any(field.is_required() for field in operation.body.model_fields.values())
        said["requestBody"] = {
            "required": required,
            "content": {"application/json": {"schema": schemas[operation.body]}},
        }
    if operation.raw:
        said["requestBody"] = {"required": True, "content": {"application/octet-stream": {}}}
    if operation.holder:
        said["security"] = [{"bearer": []}, {"petitionKey": []}]
    elif not operation.public:
        said["security"] = [{"bearer": []}]
    if operation.may is not None:
        said["x-egov-permission"] = operation.may
    return said


def _given(operation: Operation, schemas: Mapping[Any, Json], status: int = 0) -> Json:
    content: Json = {} if operation.gives is None else {"schema": schemas[operation.gives]}
    given: Json = {
        "description": TITLES_OF_SUCCESS[status or operation.status],
        "content": {operation.media: content},
    }
    if operation.status == HTTPStatus.CREATED:
        given["headers"] = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
    return given


LATE: Final = "What was made and is kept; it was not sealed or witnessed in the time set for it (X-Acknowledge)."
TITLES_OF_SUCCESS: Final[Mapping[int, str]] = {200: "What was asked for.", 201: "What was made.", 202: LATE}


def _refusal(status: int, schema: Json) -> Json:
    said: Json = {"description": TITLES[status].in_("en"), "content": {MEDIA: {"schema": schema}}}
    if status == HTTPStatus.UNAUTHORIZED:
        said["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    if status in (HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        said["headers"] = {
            "Retry-After": {"description": "In seconds; where waiting helps.", "schema": {"type": "integer"}}
        }
    return said


def _in_path(operation: Operation) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "description": _HOLES[name], "schema": {"type": "string"}}
        for name in _HOLE.findall(operation.path)
    ]


def _in_query(operation: Operation) -> list[Json]:
    if operation.query is None:
        return []
    fields = operation.query.model_json_schema(ref_template=_REF)["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": _plain(schema)} for name, schema in fields.items()
    ]


def _plain(schema: Json) -> Json:
    """Return the schema of a query field: it may be left out, but there is no null in a query."""
    plain = {name: value for name, value in schema.items() if name not in {"anyOf", "title"}}
    if plain.get("default", "") is None:
        del plain["default"]
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return {**choices[0], **plain} if choices else plain


def _in_headers(operation: Operation) -> list[Json]:
    headers = [(header.name, header.about) for header in operation.headers]
    headers += [] if operation.method == "GET" else [("X-Acknowledge", LEVELS)]
    return [
        {"name": name, "in": "header", "required": False, "description": about, "schema": {"type": "string"}}
        for name, about in headers
        if name.lower() != KEY_HEADER  # that one is a security scheme
    ]


def _schemas(operations: tuple[Operation, ...]) -> tuple[dict[Any, Json], Json]:
    """Return the schema of every body and answer by its type, and the components that they refer to."""
    bodies = dict.fromkeys(each.body for each in operations if each.body is not None)
    answers = dict.fromkeys([Problem, *(each.gives for each in operations if each.gives is not None)])
    adapters: list[tuple[Any, Any, TypeAdapter[Any]]] = [
        *((kind, "validation", TypeAdapter(kind)) for kind in bodies),
        *((kind, "serialization", TypeAdapter(kind)) for kind in answers),
    ]
    found, definitions = TypeAdapter.json_schemas(adapters, ref_template=_REF)
    return {kind: dict(schema) for (kind, _mode), schema in found.items()}, definitions["$defs"]
