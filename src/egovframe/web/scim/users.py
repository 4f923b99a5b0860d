"""`/Users` and `/Me`: officers' accounts (RFC 7644, 3.3 to 3.6, 3.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.scim.listing import Asked
from egovframe.auth.scim.schemas import USERS
from egovframe.auth.scim.users import REASON
from egovframe.web.response import Response
from egovframe.web.scim.deeds import Deed, perform, users_of
from egovframe.web.scim.exchange import MAY, VERSION, answer, body_of, projection_of, resource_answer, routes
from egovframe.web.scim.search import asked_by_query

if TYPE_CHECKING:
    from egovframe.web.page import Page

PATH = f"{VERSION}/Users"
ONE = f"{PATH}/{{id}}"


@routes.get(PATH, may=MAY)
def list_users(page: Page) -> Response:
    """List the Users that meet the filter, a page at a time."""
    asked: Asked = asked_by_query(page)
    with page.look(REASON) as work:
        return answer(users_of(page, work).page(asked))


@routes.get(ONE, may=MAY)
def get_user(page: Page) -> Response:
    """Return a User."""
    with page.look(REASON) as work:
        found = users_of(page, work).get(page.params["id"])
    return resource_answer(page, found, USERS)


@routes.get(f"{VERSION}/Me", may=MAY)
def get_me(page: Page) -> Response:
    """Return the account of whoever asks."""
    with page.look(REASON) as work:
        found = users_of(page, work).me()
    return resource_answer(page, found, USERS)


@routes.post(PATH, may=MAY)
def create_user(page: Page) -> Response:
    """Add an account."""
    projection_of(page)  # what is wrong with the query is said before anything is written
    done = perform(page, Deed("POST", USERS, body=body_of(page)))
    return resource_answer(page, done.resource or {}, USERS, status=done.status)


@routes.add("PUT", ONE, may=MAY)
def replace_user(page: Page) -> Response:
    """Set everything that a client may set."""
    return _changed(page, "PUT")


@routes.add("PATCH", ONE, may=MAY)
def patch_user(page: Page) -> Response:
    """Change some of it."""
    return _changed(page, "PATCH")


@routes.add("DELETE", ONE, may=MAY)
def delete_user(page: Page) -> Response:
    """Shut the account for good, as far as provisioning sees it."""
    perform(page, Deed("DELETE", USERS, page.params["id"], match=page.header("if-match")))
    return Response(b"", status=204, media=None)


def _changed(page: Page, method: str) -> Response:
    projection_of(page)
    deed = Deed(method, USERS, page.params["id"], body_of(page), page.header("if-match"))
    return resource_answer(page, perform(page, deed).resource or {}, USERS)
