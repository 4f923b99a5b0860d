"""The monthly review at the desk (시행령 제22조, 시행규칙 제7조), and who is told when of late petitions."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.builtin.csv import harmless
from egovframe.forms.escalation.model import EVERY, WHO
from egovframe.forms.supervision.model import KINDS, STATES
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.month import Month
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.response import Response
from egovframe.web.sheets import CSV
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.forms.supervision.model import HandledMonth
    from egovframe.web.page import Page

routes = Routes("desk-supervision", prefix="/desk/supervision")

MONTHS: Final = 12
"""So many months are offered, the running one first."""

SIGNS: Final[Mapping[str, str]] = {"running": "", "open": "note", "overdue": "bad", "signed": "good"}

_LONGEST: Final = 20_000
_HEADINGS: Final = (
    Text(ko="부서", en="Unit"),
    Text(ko="구분", en="What"),
    Text(ko="접수번호", en="Receipt"),
    Text(ko="민원", en="Petition"),
    Text(ko="담당자", en="Handler"),
    Text(ko="접수", en="Received"),
    Text(ko="처리 기한", en="Due"),
    Text(ko="처리", en="Decided"),
    Text(ko="사유", en="Reason"),
)


@routes.get("", may="petition.supervise")
def listed(page: Page) -> Response:
    """Show the months that can be reviewed, and who is told when as deadlines come near and pass."""
    this = Month.of(page.office.clock.now(), page.office.jurisdiction.calendar.zone)
    months = [str(this + -each) for each in range(MONTHS)]
    offers = page.office.forms.offers
    ladders = [
        (None if ladder.form == EVERY else offers[ladder.form].title if ladder.form in offers else ladder.form, ladder)
        for ladder in page.office.forms.ladders
    ]
    return page.render("desk/supervision.html", months=months, ladders=ladders, told_who=WHO)


@routes.get("/{month}", may="petition.supervise")
def show(page: Page) -> Response:
    """Show the month's late, extended and unanswered petitions by unit. Looking is a fact."""
    return _show(page, said=page.query.get("done") == "signed")


@routes.get("/{month}/file.csv", may="petition.supervise")
def as_csv(page: Page) -> Response:
    """Give the same lines as comma-separated values."""
    month, words, local = _month(page), _words(page), page.office.jurisdiction.calendar.local
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([heading.in_(page.language) for heading in _HEADINGS])
    for unit in month.units:
        for line in unit.lines:
            moments = [f"{local(at):%Y-%m-%d %H:%M}" if at else "" for at in (line.received, line.due, line.decided)]
            title = Text.of(words["titles"].get(line.form, line.form)).in_(page.language)
            where = Text.of(words["units"].get(unit.unit, unit.unit)).in_(page.language)
            row = [where, KINDS[line.kind].in_(page.language), line.receipt, title, line.handler, *moments, line.reason]
            out.writerow([harmless(cell) for cell in row])
    headers = {"content-disposition": f'attachment; filename="petitions-{month.name}.csv"'}
    return Response(b"\xef\xbb\xbf" + text.getvalue().encode(), media=CSV, headers=headers)


@routes.post("/{month}", may="petition.supervise")
def sign(page: Page) -> Response:
    """Sign the month of a unit, with what was found."""
    month, unit = page.params["month"], page.form.text("unit", most=200)
    findings = page.form.text("findings", most=_LONGEST)
    try:
        with page.work("month reviewed at the desk") as work:
            work.supervision.sign(month, unit, findings=findings)
    except Invalid as wrong:
        faults = {f"{name}-{unit}": words for name, words in said_of(wrong, page.language).items()}
        return _show(page, status=422, tried=Tried("sign", {f"findings-{unit}": findings}, faults))
    except Conflict:
        return _show(page, status=409, tried=Tried("sign", {f"findings-{unit}": findings}, overtaken=True))
    return page.redirect(f"/desk/supervision/{month}?done=signed")


def _month(page: Page) -> HandledMonth:
    with page.look("month of handling at the desk") as work:
        found: HandledMonth = work.supervision.month(page.params["month"])
    return found


def _words(page: Page) -> dict[str, Any]:
    return {
        "units": page.office.forms.units,
        "titles": {name: offer.title for name, offer in page.office.forms.offers.items()},
    }


def _show(page: Page, *, status: int = 200, said: bool = False, tried: Tried = NOTHING_TRIED) -> Response:
    return page.render(
        "desk/supervised-month.html",
        status=status,
        month=_month(page),
        kinds=KINDS,
        states=STATES,
        signs=SIGNS,
        said=said,
        tried=tried,
        may_read=page.actor.may("petition.read"),
        **_words(page),
    )
