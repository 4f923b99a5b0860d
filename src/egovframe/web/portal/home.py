"""The first page: what the city can do for you, and where your petition stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.web.endpoint import Routes
from egovframe.web.portal import services

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-home")

OFTEN = 4
"""How many services stand right below the search."""


@routes.get("/", public=True)
def home(page: Page) -> Response:
    """Show all services by topic, or those that a search finds."""
    every = services.services(page.office)
    asked = page.query.get("q").strip()[:100]
    found = services.search(every, asked, units=page.office.forms.units) if asked else []
    return page.render(
        "portal/home.html",
        topics=services.topics(page.office, every),
        often=every[:OFTEN],
        asked=asked,
        found=found,
    )
