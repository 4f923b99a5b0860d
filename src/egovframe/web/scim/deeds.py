"""What is done to one resource: the same for an endpoint and for an operation of a bulk request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.scim.attributes import ResourceType
from egovframe.auth.scim.groups import Groups
from egovframe.auth.scim.patching import password_in
from egovframe.auth.scim.schemas import GROUPS, USERS
from egovframe.auth.scim.users import REASON, Users
from egovframe.web.endpoint import MethodNotAllowed
from egovframe.web.scim.exchange import base_of

if TYPE_CHECKING:
    from egovframe.auth.signin import Enrolled
    from egovframe.web.page import Page

ONE: Final = ("DELETE", "PATCH", "PUT")
MANY: Final = ("POST",)


@dataclass(frozen=True, slots=True)
class Deed:
    """One change: of the resource `id`, or, with POST, a new one. `match` is an If-Match, empty for none."""

    method: str
    kind: ResourceType
    id: str = ""
    body: Any = None
    match: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the status, and the resource as it is now; None once it is gone."""

    status: int
    resource: Mapping[str, Any] | None = None


def users_of(page: Page, work: Any) -> Users:
    """Return the verbs of Users on a unit of work."""
    return Users(work, page.office.auth, base=base_of(page))


def groups_of(page: Page, work: Any) -> Groups:
    """Return the verbs of Groups on a unit of work."""
    return Groups(work, page.office.auth, base=base_of(page))


def perform(page: Page, deed: Deed) -> Done:
    """Do it in a unit of work of its own. Raises what the verbs raise; MethodNotAllowed for what is none."""
    if deed.method not in (ONE if deed.id else MANY):
        raise MethodNotAllowed(ONE if deed.id else MANY)
    return _on_user(page, deed) if deed.kind is USERS else _on_group(page, deed)


def _on_user(page: Page, deed: Deed) -> Done:
    enrolled = _enrolled(page, deed) if deed.method != "DELETE" else None
    with page.work(REASON) as work:
        users = users_of(page, work)
        match deed.method:
            case "POST":
                return Done(201, users.create(deed.body, enrolled))
            case "PUT":
                return Done(200, users.replace(deed.id, deed.body, match=deed.match, enrolled=enrolled))
            case "PATCH":
                return Done(200, users.patch(deed.id, deed.body, match=deed.match, enrolled=enrolled))
            case _:
                users.delete(deed.id, match=deed.match)
                return Done(204)


def _on_group(page: Page, deed: Deed) -> Done:
    with page.work(REASON) as work:
        groups = groups_of(page, work)
        match deed.method:
            case "POST":
                return groups.create(deed.body)
            case "PUT":
                return Done(200, groups.replace(deed.id, deed.body, match=deed.match))
            case "PATCH":
                return Done(200, groups.patch(deed.id, deed.body, match=deed.match))
            case _:
                return groups.delete(deed.id)


def _enrolled(page: Page, deed: Deed) -> Enrolled | None:
    """Return what to keep for the password that the body asks for: hashed before anything is written."""
    password = password_in(deed.body, USERS)
    if password is None:
        return None
    with page.look(REASON) as work:
        users = users_of(page, work)
        users.may_change()
        name = users.name_of(deed.id) if deed.id else str(deed.body.get("userName", ""))[:64]
    enrolled: Enrolled = page.office.auth.enrol(password, words=(name,) if name else ())
    return enrolled


__all__ = ["GROUPS", "USERS", "Deed", "Done", "groups_of", "perform", "users_of"]
