"""The way into administration: the first of its pages that this person may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.permissions import Forbidden
from egovframe.web import menu
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-home", prefix="/admin")


@routes.get("", signed_in=True)
def home(page: Page) -> Response:
    """Lead to the first page of administration that the person may open; to nobody else."""
    for _title, items in reversed(list(menu.shown(page))):
        for item in items:
            if item.path.startswith("/admin/"):
                return page.redirect(item.path)
    with page.look("administration") as work:
        work.need("office.health")  # raises, and leaves the fact that it was refused
    raise Forbidden("There is nothing here for this account.", hint="Ask your administrator.")
