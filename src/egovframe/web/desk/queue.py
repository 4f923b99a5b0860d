"""The queue: what waits at the desk, the most pressing first, and taking several petitions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from egovframe.forms.escalation.model import WHO
from egovframe.forms.model import Band, View
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.web.desk import clock
from egovframe.web.desk.handling import take
from egovframe.web.desk.parts import words
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-queue", prefix="/desk")

VIEWS: tuple[View, ...] = ("mine", "unit", "unassigned")
BANDS: tuple[Band, ...] = ("late", "soon", "fine", "held")
MOST_PICKS = 100
"""So many petitions are taken at once; a page shows fewer."""

MOST_PARTS = 5
"""So many parts of other units' petitions stand above the queue; the rest have a page of their own."""


@routes.get("", may="petition.read")
def show(page: Page) -> Response:
    """Show the petitions of my units, mine or nobody's yet: urgent first, then by what is due."""
    view = _view(page.query.get("view"))
    band = _band(page.query.get("band"))
    offers = page.office.forms.offers
    form = page.query.get("form") if page.query.get("form") in offers else None
    with page.look("queue at the desk") as work:
        queue = work.petitions.queue(view=view, band=band, form=form)
        escalated = work.escalations.standing(waiting.petition for waiting in queue.items)
        parts = work.parts.waiting(most=MOST_PARTS + 1)
        shown = [waiting.petition.id for waiting in queue.items]
        many, joined = work.joined.many_among(shown), work.joined.joined_among(shown)
        lost = work.notices.lost(waiting.petition for waiting in queue.items)
    rows = [
        (waiting.petition, clock.left(page.office, waiting.left, waiting.band, language=page.language))
        for waiting in queue.items
    ]
    return page.render(
        "desk/queue.html",
        queue=queue,
        parts=parts[:MOST_PARTS],
        more_parts=len(parts) > MOST_PARTS,
        escalated=escalated,
        told_who=WHO,
        **words(page),
        rows=rows,
        many=many,
        joined=joined,
        lost=lost,
        view=view,
        views=VIEWS,
        band=band,
        bands=[each for each in BANDS if queue.counts[each] or each == band or each != "held"],
        form=form,
        offers=list(offers.values()),
        takeable=frozenset(
            petition.receipt
            for petition, _ in rows
            if page.actor.may("petition.answer", unit=petition.unit, form=petition.form_name, owner=petition.handler)
        ),
        left_today=clock.left_today(page.office, language=page.language),
        said=_said(page),
        passed=page.query.get("done") == "passed",
    )


@routes.post("/take", may="petition.answer")
def take_picked(page: Page) -> Response:
    """Take the picked petitions, each for itself: one that somebody else took meanwhile does not hold up the others."""
    taken = lost = 0
    for receipt in dict.fromkeys(page.form.all("pick")[:MOST_PICKS]):
        try:
            with page.work("taken from the queue") as work:
                take(work, receipt, seen=page.form.get(f"handler-{receipt}"))
        except (Conflict, NotFound, Invalid):
            lost += 1
        else:
            taken += 1
    view = _view(page.form.get("view"))
    return page.redirect(f"/desk?view={view}&taken={taken}&lost={lost}")


def _said(page: Page) -> tuple[int, int] | None:
    """Return how many petitions were taken and how many were not, just now; None when nothing was."""
    taken, lost = page.query.get("taken"), page.query.get("lost")
    if not (taken.isdecimal() and lost.isdecimal()) or len(taken) > 3 or len(lost) > 3:
        return None
    return int(taken), int(lost)


def _view(asked: str) -> View:
    return next((view for view in get_args(View) if view == asked), "unit")


def _band(asked: str) -> Band | None:
    return next((band for band in BANDS if band == asked), None)
