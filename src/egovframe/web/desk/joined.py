"""Petitions of many applicants at the desk: joining them, marking one as of many, naming who speaks for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import Conflict, Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-joined", prefix="/desk/petitions")

SAID: Final = ("joined", "out", "leads", "many", "none", "represented")
_LONGEST: Final = 2_000
_MOST_PICKS: Final = 200
_NUMBER: Final = Text(ko="숫자로 적으세요.", en="Write a number.")


@routes.get("/{receipt}/joined", may="petition.read")
def show(page: Page) -> Response:
    """Show with which others a petition is handled, which could be joined, and whether it is one of many."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("/{receipt}/joined", may="petition.answer")
def join(page: Page) -> Response:
    """Handle the chosen petitions as one with this (민원 처리에 관한 법률 시행령 제6조제6항)."""
    written = page.form.text("others", most=_LONGEST)
    numbers = [*page.form.all("other")[:_MOST_PICKS], *filter(None, re.split(r"[\s,]+", written))]
    entered = {"others": written, "picked": "\n".join(page.form.all("other")[:_MOST_PICKS])}
    return _do(page, "join", lambda joined, receipt: joined.join(receipt, numbers), entered=entered, said="joined")


@routes.post("/{receipt}/take-out", may="petition.answer")
def take_out(page: Page) -> Response:
    """Handle a joined petition by itself again, with a reason."""
    entered = {"reason": page.form.text("reason", most=_LONGEST)}
    return _do(
        page,
        "take_out",
        lambda joined, receipt: joined.take_out(receipt, entered["reason"]),
        entered=entered,
        said="out",
    )


@routes.post("/{receipt}/lead", may="petition.answer")
def lead(page: Page) -> Response:
    """Let a joined petition go first."""
    return _do(page, "lead", lambda joined, receipt: joined.lead(receipt), entered={}, said="leads")


@routes.post("/{receipt}/many", may="petition.answer")
def mark(page: Page) -> Response:
    """Mark the petition as one of many (민원 처리에 관한 법률 제2조제6호)."""
    entered = {name: page.form.text(name, most=20).strip() for name in ("persons", "households")}
    entered["original"] = "yes" if page.form.get("original") == "yes" else ""

    def deed(joined: Any, receipt: str) -> object:
        numbers = ("persons", "households")
        wrong = [Fault(name, _NUMBER) for name in numbers if not re.fullmatch("[0-9]{1,9}", entered[name])]
        if wrong:
            raise Invalid("Something is no number.", faults=wrong)
        return joined.mark_many(
            receipt,
            persons=int(entered["persons"]),
            households=int(entered["households"]),
            original=bool(entered["original"]),
        )

    return _do(page, "many", deed, entered=entered, said="many")


@routes.post("/{receipt}/many-off", may="petition.answer")
def unmark(page: Page) -> Response:
    """Say that the petition is none of many after all, with a reason."""
    entered = {"reason": page.form.text("reason", most=_LONGEST)}
    return _do(
        page,
        "none",
        lambda joined, receipt: joined.unmark_many(receipt, entered["reason"]),
        entered=entered,
        said="none",
    )


@routes.post("/{receipt}/represent", may="petition.answer")
def represent(page: Page) -> Response:
    """Keep who speaks for those who handed the petition in (민원 처리에 관한 법률 시행령 제8조)."""
    entered = {"names": page.form.text("names", most=_LONGEST), "by_office": page.form.get("by_office")[:3]}
    names = re.split(r"[\n,]+", entered["names"])
    return _do(
        page,
        "represent",
        lambda joined, receipt: joined.represent(receipt, names, by_office=entered["by_office"] == "yes"),
        entered=entered,
        said="represented",
    )


def _do(page: Page, action: str, deed: Callable[[Any, str], object], *, entered: dict[str, str], said: str) -> Response:
    receipt = page.params["receipt"]
    try:
        with page.work("petitions joined at the desk") as work:
            deed(work.joined, receipt)
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return _show(page, status=422, tried=Tried(action, entered, faults))
    except Conflict:
        return _show(page, status=409, tried=Tried(action, entered, overtaken=True))
    page.office.wake()
    return page.redirect(f"/desk/petitions/{receipt}/joined?done={said}")


def _show(page: Page, *, status: int = 200, said: str = "", tried: Tried = NOTHING_TRIED) -> Response:
    receipt = page.params["receipt"]
    with page.look("case at the desk") as work:
        petition = work.petitions.get(receipt)
        joined = work.joined.of(receipt)
        its = {"unit": petition.unit, "form": petition.form_name, "owner": petition.handler}
        may_join = petition.decided is None and page.actor.may("petition.answer", **its) and joined.rule is not None
        proposed = work.joined.proposed(receipt) if may_join and not joined.under else []
    return page.render(
        "desk/joined.html",
        status=status,
        petition=petition,
        joined=joined,
        proposed=proposed,
        may_join=may_join,
        said=said,
        tried=tried,
        picked=tried.value("join", "picked").split("\n"),
    )
