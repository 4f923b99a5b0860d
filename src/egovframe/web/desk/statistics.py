"""Statistics at the desk: the numbers of my units up to now, and which open petitions will be late."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from egovframe.kernel.text import Text
from egovframe.web import statistics
from egovframe.web.endpoint import Routes
from egovframe.web.sheets import has_xlsx

if TYPE_CHECKING:
    from egovframe.forms.statistics.figures import Figures
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-statistics", prefix="/desk/statistics")

MONTHS = (1, 3, 12, 36)
"""The spans that can be chosen."""


@routes.get("", may="statistics.read")
def show(page: Page) -> Response:
    """Show the numbers, narrowed to a form, a unit or a span of months, and the forecast."""
    form, unit, months = _asked(page)
    with page.look("statistics at the desk") as work:
        figures = work.statistics.figures(months=months, form=form, unit=unit)
        forecast = work.statistics.forecast(form=form, unit=unit)
    kept = {name: value for name, value in (("form", form), ("unit", unit), ("months", str(months))) if value}
    settings = page.office.settings.forms
    return page.render(
        "desk/statistics.html",
        shown=statistics.show(page.office, figures, language=page.language),
        forecast=forecast,
        goal=settings.goal,
        form=form,
        unit=unit,
        months=months,
        spans=MONTHS,
        offers=list(page.office.forms.offers.values()),
        titles={name: offer.title for name, offer in page.office.forms.offers.items()},
        units={name: title or Text.of(name) for name, title in page.office.forms.units.items()},
        may_read=page.actor.may("petition.read"),
        query=urlencode(kept),
        has_xlsx=has_xlsx(),
    )


@routes.get("/file.csv", may="statistics.read")
def as_csv(page: Page) -> Response:
    """Give the same numbers as comma-separated values."""
    return statistics.file_of(page.office, _figures(page), "csv", language=page.language)


@routes.get("/file.xlsx", may="statistics.read")
def as_xlsx(page: Page) -> Response:
    """Give the same numbers as a workbook."""
    return statistics.file_of(page.office, _figures(page), "xlsx", language=page.language)


def _figures(page: Page) -> Figures:
    form, unit, months = _asked(page)
    with page.look("statistics at the desk") as work:
        figures: Figures = work.statistics.figures(months=months, form=form, unit=unit)
    return figures


def _asked(page: Page) -> tuple[str | None, str | None, int]:
    form, unit, months = (page.query.get(name) for name in ("form", "unit", "months"))
    known = page.office.forms
    return (
        form if form in known.offers else None,
        unit if unit in known.units else None,
        next((span for span in MONTHS if str(span) == months), 12),
    )
