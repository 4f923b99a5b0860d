"""What this server can do: `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas` (RFC 7644, 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from egovframe.auth.scim.documents import list_document, resource_types, schemas, service_provider_config
from egovframe.auth.scim.errors import ScimRefused
from egovframe.kernel.errors import NotFound
from egovframe.web.scim.exchange import MAY, VERSION, answer, base_of, routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response


@routes.get(f"{VERSION}/ServiceProviderConfig", may=MAY)
def configuration(page: Page) -> Response:
    """Return what this server supports."""
    return answer(service_provider_config(base_of(page)))


@routes.get(f"{VERSION}/ResourceTypes", may=MAY)
def list_resource_types(page: Page) -> Response:
    """List the types of resources."""
    return _all(page, resource_types(base_of(page)))


@routes.get(f"{VERSION}/ResourceTypes/{{id}}", may=MAY)
def get_resource_type(page: Page) -> Response:
    """Return one type of resources."""
    return _one(page, resource_types(base_of(page)))


@routes.get(f"{VERSION}/Schemas", may=MAY)
def list_schemas(page: Page) -> Response:
    """List the schemas."""
    return _all(page, schemas(base_of(page)))


@routes.get(f"{VERSION}/Schemas/{{id}}", may=MAY)
def get_schema(page: Page) -> Response:
    """Return one schema."""
    return _one(page, schemas(base_of(page)))


def _all(page: Page, documents: Sequence[dict[str, Any]]) -> Response:
    """Return all of them: there are few, so pages and sorting are ignored; a filter is refused (RFC 7644, 4)."""
    if page.query.get("filter"):
        raise ScimRefused("Nothing is filtered here.", status=403, hint="Ask for all of them, or for one by its id.")
    return answer(list_document(documents, total=len(documents), start=1))


def _one(page: Page, documents: Sequence[dict[str, Any]]) -> Response:
    wanted = page.params["id"].lower()
    for each in documents:
        if str(each["id"]).lower() == wanted:
            return answer(each).header("location", each["meta"]["location"])
    raise NotFound("There is no such document.", hint="Ask for all of them, without an id.")
