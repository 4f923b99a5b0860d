"""Who saw my data: what the log holds about one's own account and petitions, and the statement of it to take away.

Looking at this page leaves no fact (`egovframe.office.seen` says why); taking the statement does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.web import seen
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("account-data", prefix="/account/data")


@routes.get("", signed_in=True)
def show(page: Page) -> Response:
    """List who saw or changed the data of the account and its petitions, the newest first."""
    with page.look("own data") as work:
        shown = seen.looked_at(work, work.seen.me(), page.query)
    return page.render("account/data.html", **shown)


@routes.post("/statement", signed_in=True)
def take(page: Page) -> Response:
    """Give the statement as a file that verifies offline."""
    with page.look("own data") as work:
        whose = work.seen.me()
    return seen.handed_out(page, whose, why="statement of one's own data", name="my-data")
