"""Statistics that a citizen can read: how many petitions, how many of them in time, how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.web import statistics
from egovframe.web.endpoint import Routes
from egovframe.web.sheets import has_xlsx

if TYPE_CHECKING:
    from egovframe.forms.statistics.figures import Figures
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-statistics", prefix="/statistics")


@routes.get("", public=True)
def show(page: Page) -> Response:
    """Show the last twelve months up to yesterday; small numbers are hidden."""
    settings: Any = page.office.settings.forms
    return page.render(
        "portal/statistics.html",
        shown=statistics.show(page.office, _figures(page), language=page.language),
        goal=settings.goal,
        smallest=settings.smallest,
        has_xlsx=has_xlsx(),
    )


@routes.get("/file.csv", public=True)
def as_csv(page: Page) -> Response:
    """Give the same numbers as comma-separated values."""
    return statistics.file_of(page.office, _figures(page), "csv", language=page.language)


@routes.get("/file.xlsx", public=True)
def as_xlsx(page: Page) -> Response:
    """Give the same numbers as a workbook."""
    return statistics.file_of(page.office, _figures(page), "xlsx", language=page.language)


def _figures(page: Page) -> Figures:
    with page.look("public statistics") as work:
        figures: Figures = work.statistics.public()
    return figures
