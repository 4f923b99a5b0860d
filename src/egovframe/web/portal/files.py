"""A file of a petition, for its holder to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.web.endpoint import Routes
from egovframe.web.files import handed_out
from egovframe.web.portal.holder import given, held

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-files")


@routes.post("/receipts/{number}/files/{file}", public=True)
def take(page: Page) -> Response:
    """Give the holder one of the files that were handed in, as it is kept."""
    known = given(page)[1]
    with page.look("file handed out to the holder") as work:
        petition = held(page, work, page.params["number"], known)
        taken = work.uploads.take_own(petition, page.params["file"])
    return handed_out(taken)
