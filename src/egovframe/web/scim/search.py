"""Queries: by the address, and by a POST to `/.search` that leaves no personal value in it (RFC 7644, 3.4.2, 3.4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.scim.documents import MESSAGES, list_document
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.listing import Asked
from egovframe.auth.scim.schemas import GROUPS, USERS
from egovframe.auth.scim.users import REASON
from egovframe.web.scim.deeds import groups_of, users_of
from egovframe.web.scim.exchange import MAY, VERSION, answer, body_of, routes

if TYPE_CHECKING:
    from egovframe.auth.scim.attributes import ResourceType
    from egovframe.web.page import Page
    from egovframe.web.response import Response

SEARCH_URN: Final = f"{MESSAGES}SearchRequest"
_NAMES: Final = ("filter", "sortBy", "sortOrder", "startIndex", "count", "attributes", "excludedAttributes")


def asked_by_query(page: Page) -> Asked:
    """Return what the query string asks for. Raises ScimRefused."""
    return Asked.read({name: value for name in _NAMES if (value := page.query.get(name))})


def asked_by_body(page: Page) -> Asked:
    """Return what a search request asks for. Raises WrongMedia, ScimRefused."""
    body = body_of(page)
    if not isinstance(body, Mapping):
        raise ScimRefused("The body is no JSON object.", scim_type="invalidSyntax")
    lowered = {name.lower(): value for name, value in body.items()}
    schemas = lowered.get("schemas")
    if not isinstance(schemas, list) or SEARCH_URN not in schemas:
        raise ScimRefused(f"The body is no {SEARCH_URN}.", scim_type="invalidSyntax", hint="Name it in schemas.")
    return Asked.read({name: lowered[name.lower()] for name in _NAMES if name.lower() in lowered})


@routes.post(f"{VERSION}/Users/.search", may=MAY)
def search_users(page: Page) -> Response:
    """List the Users that meet the filter."""
    asked = asked_by_body(page)
    with page.look(REASON) as work:
        return answer(users_of(page, work).page(asked))


@routes.post(f"{VERSION}/Groups/.search", may=MAY)
def search_groups(page: Page) -> Response:
    """List the groups that meet the filter."""
    asked = asked_by_body(page)
    with page.look(REASON) as work:
        return answer(groups_of(page, work).page(asked))


@routes.post(f"{VERSION}/.search", may=MAY)
def search_all(page: Page) -> Response:
    """List the Users, and after them the groups, that meet the filter."""
    asked = asked_by_body(page)
    with page.look(REASON) as work:
        users, found = users_of(page, work).list(_of(asked, USERS), strict=False)
        rest = replace(asked, start=max(1, asked.start - users), count=asked.count - len(found))
        groups, more = groups_of(page, work).list(_of(rest, GROUPS), strict=False)
    shown: list[Mapping[str, Any]] = [asked.projection.shown(each, USERS) for each in found]
    shown += [asked.projection.shown(each, GROUPS) for each in more]
    return answer(list_document(shown, total=users + groups, start=asked.start))


def _of(asked: Asked, kind: ResourceType) -> Asked:
    """Return the same for one type: what it does not have, it is not sorted by."""
    return asked if not asked.sort_by or kind.resolve(asked.sort_by) is not None else replace(asked, sort_by="")
