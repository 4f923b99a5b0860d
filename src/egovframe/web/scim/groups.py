"""`/Groups`: roles, and the officers who hold them (RFC 7644, 3.4 to 3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.scim.schemas import GROUPS
from egovframe.auth.scim.users import REASON
from egovframe.web.response import Response
from egovframe.web.scim.deeds import Deed, groups_of, perform
from egovframe.web.scim.exchange import MAY, VERSION, answer, body_of, projection_of, resource_answer, routes
from egovframe.web.scim.search import asked_by_query

if TYPE_CHECKING:
    from egovframe.web.page import Page

PATH = f"{VERSION}/Groups"
ONE = f"{PATH}/{{id}}"


@routes.get(PATH, may=MAY)
def list_groups(page: Page) -> Response:
    """List the groups that meet the filter, a page at a time."""
    asked = asked_by_query(page)
    with page.look(REASON) as work:
        return answer(groups_of(page, work).page(asked))


@routes.get(ONE, may=MAY)
def get_group(page: Page) -> Response:
    """Return a group with its members."""
    with page.look(REASON) as work:
        found = groups_of(page, work).get(page.params["id"])
    return resource_answer(page, found, GROUPS)


@routes.post(PATH, may=MAY)
def create_group(page: Page) -> Response:
    """Refuse, saying why: the city declares its roles."""
    done = perform(page, Deed("POST", GROUPS, body=body_of(page)))
    return resource_answer(page, done.resource or {}, GROUPS, status=done.status)


@routes.add("PUT", ONE, may=MAY)
def replace_group(page: Page) -> Response:
    """Make the members those of the body."""
    return _changed(page, "PUT")


@routes.add("PATCH", ONE, may=MAY)
def patch_group(page: Page) -> Response:
    """Let members in and out."""
    return _changed(page, "PATCH")


@routes.add("DELETE", ONE, may=MAY)
def delete_group(page: Page) -> Response:
    """Refuse, saying why: a role is not deleted from outside."""
    perform(page, Deed("DELETE", GROUPS, page.params["id"]))
    return Response(b"", status=204, media=None)


def _changed(page: Page, method: str) -> Response:
    projection_of(page)
    deed = Deed(method, GROUPS, page.params["id"], body_of(page), page.header("if-match"))
    return resource_answer(page, perform(page, deed).resource or {}, GROUPS)
