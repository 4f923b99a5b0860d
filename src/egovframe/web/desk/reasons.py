"""One's own downloads that lack a reason: the reviewer asks, and here the answer is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.audit.errors import MonthSigned
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-reasons", prefix="/desk/reasons")

_LONGEST = 4_000


@routes.get("", may="record.read")
def show(page: Page) -> Response:
    """Show what one took without giving the reason that is due."""
    return _show(page, said=page.query.get("done") == "explained")


@routes.post("", may="record.read")
def explain(page: Page) -> Response:
    """Give the reason afterwards. The fact of the download stays as it is; the reason is a fact of its own."""
    fact = page.form.get("fact")[:_LONGEST]
    reason = page.form.text("reason", most=_LONGEST)
    try:
        with page.work("missing reason at the desk") as work:
            work.reviews.explain(fact, reason)
    except (Conflict, MonthSigned, NotFound):
        return page.redirect("/desk/reasons")
    except Invalid as invalid:
        return _show(page, status=422, about=fact, entered=reason, faults=said_of(invalid, page.language))
    return page.redirect("/desk/reasons?done=explained")


def _show(
    page: Page,
    *,
    status: int = 200,
    said: bool = False,
    about: str = "",
    entered: str = "",
    faults: dict[str, str] | None = None,
) -> Response:
    with page.look("missing reason at the desk") as work:
        mine = work.reviews.mine()
    wrong = faults or {}
    return page.render(
        "desk/reasons.html",
        status=status,
        mine=mine,
        said=said,
        about=about,
        entered=entered,
        faults=wrong,
        summary=[(f"reason-{about}", words) for words in wrong.values()],
    )
