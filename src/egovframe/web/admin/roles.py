"""The permission matrix: what each role of the city may do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-roles", prefix="/admin/roles")


@routes.get("", may="role.read")
def show(page: Page) -> Response:
    """Show every permission against every role; the city's declaration decides, nobody changes it here."""
    with page.look("roles in administration") as work:
        roles, units = work.accounts.roles(), work.accounts.units()
    groups = groupby(page.office.permissions, key=lambda permission: permission.name.partition(".")[0])
    return page.render(
        "admin/roles.html",
        roles=roles,
        units=units,
        groups=[(name, list(permissions)) for name, permissions in groups],
    )
