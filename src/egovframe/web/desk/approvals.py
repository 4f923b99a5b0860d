"""Decisions of several officers (기안–검토–결재): what waits for me, what I drafted, and one draft with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.approvals.model import PARTS
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.messages import N_
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-approvals", prefix="/desk/approvals")

SAID: Final = ("drafted", "approved", "returned", "recalled", "settled")
"""What a page of drafts can confirm after a step."""

OUTCOMES: Final[Mapping[str, str]] = {
    "answered": N_("Answer"),
    "granted": N_("Grant"),
    "refused": N_("Refusal"),
    "returned": N_("Return"),
}
"""How a drafted decision ends the petition, in words (messages)."""

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "open": (N_("Under way"), "note"),
    "approved": (N_("Approved"), "good"),
    "returned": (N_("Sent back"), "warn"),
    "recalled": (N_("Recalled"), ""),
}
"""The state of a draft in words (messages), and how pressing it looks."""


@routes.get("", may="petition.read")
def listed(page: Page) -> Response:
    """Show what waits for me and what I drafted; the words are on the page of each."""
    with page.look("drafts at the desk") as work:
        waiting = work.approvals.mine() if page.actor.may("petition.approve") else []
        drafted = work.approvals.drafted() if page.actor.may("petition.answer") else []
    open_ones = [each for each in drafted if each.state == "open"]
    return page.render(
        "desk/approvals.html",
        waiting=waiting,
        drafted=open_ones,
        settled=[each for each in drafted if each.state != "open"],
        titles={name: offer.title for name, offer in page.office.forms.offers.items()},
        outcomes=OUTCOMES,
        states=STATES,
        parts=PARTS,
    )


@routes.get("/{id}", may="petition.read")
def show(page: Page) -> Response:
    """Show one draft with its words, its line and what was done with it."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("/{id}/approve", may="petition.approve")
def approve(page: Page) -> Response:
    """Take my step in the line; with the last one the decision is made as it was drafted."""
    note = _note(page)
    return _do(
        page, lambda verbs, its: verbs.approve(its, note=note), why="draft approved at the desk", said="approved"
    )


@routes.post("/{id}/send-back", may="petition.approve")
def send_back(page: Page) -> Response:
    """Send it back to its drafter, saying what has to be changed."""
    note = _note(page)
    return _do(
        page, lambda verbs, its: verbs.send_back(its, note=note), why="draft sent back at the desk", said="returned"
    )


@routes.post("/{id}/recall", may="petition.answer")
def recall(page: Page) -> Response:
    """Take my own draft back."""
    return _do(page, lambda verbs, its: verbs.recall(its), why="draft recalled at the desk", said="recalled")


def _do(page: Page, deed: Callable[[Any, str], object], *, why: str, said: str) -> Response:
    """Do it in one unit of work; where somebody was faster, or it is another's turn, show how it stands."""
    its = page.params["id"]
    try:
        with page.work(why) as work:
            deed(work.approvals, its)
    except Invalid as invalid:
        return _show(page, status=422, faults=said_of(invalid, page.language), entered=_note(page))
    except Conflict:
        return _show(page, status=409, said="settled", entered=_note(page))
    page.office.wake()
    return page.redirect(f"/desk/approvals/{its}?done={said}")


def _show(
    page: Page, *, status: int = 200, said: str = "", faults: Mapping[str, str] | None = None, entered: str = ""
) -> Response:
    with page.look("draft at the desk") as work:
        draft = work.approvals.get(page.params["id"])
    wrong, me = faults or {}, page.actor.stands_for
    waiting = draft.waiting()
    return page.render(
        "desk/approval.html",
        status=status,
        draft=draft,
        title=page.office.forms.offers[draft.form].title if draft.form in page.office.forms.offers else draft.form,
        turn=next((step for step in waiting if step.officer == me and draft.drafter != page.actor.id), None),
        waiting={step.id for step in waiting},
        mine=draft.drafter == me and draft.state == "open",
        outcomes=OUTCOMES,
        states=STATES,
        parts=PARTS,
        said=said,
        faults=wrong,
        entered=entered,
        summary=[(f"back-{field}", words) for field, words in wrong.items()],
    )


def _note(page: Page) -> str:
    return page.form.text("note", most=4_000)
