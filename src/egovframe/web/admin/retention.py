"""Retention: until when the values beside facts are kept and why, legal holds over them, and their disposal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from egovframe.audit.errors import StillKept
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.admin.asked import NO_DAY
from egovframe.web.admin.names import Names
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-retention", prefix="/admin/audit/retention")

SAID = ("placed", "lifted", "disposed", "already", "nothing")
"""What the page can confirm after an action."""

FIELDS = ("reason", "basis", "actions", "subjects", "actors", "object", "since", "until")
_LONGEST = 4_000
MOVED = Text(
    ko="그 사이에 달라졌습니다. 아래 목록을 다시 확인하세요.",
    en="Things have changed meanwhile. Look at the list below again.",
)


@routes.get("", may="audit.read")
def show(page: Page) -> Response:
    """Show the months that are kept, held or open to disposal, and the holds that count or did."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("/holds", may="audit.hold")
def place(page: Page) -> Response:
    """Place a legal hold, for a reason."""
    entered = {name: page.form.line(name, most=_LONGEST) for name in FIELDS}
    try:
        with page.work("legal hold placed in administration") as work:
            work.holding.place(
                reason=entered["reason"],
                basis=entered["basis"],
                actions=_words(entered["actions"]),
                subjects=_words(entered["subjects"]),
                actors=_words(entered["actors"]),
                about=entered["object"],
                since=_day(entered, "since"),
                until=_day(entered, "until"),
            )
    except Invalid as invalid:
        return _show(page, status=422, entered=entered, faults=said_of(invalid, page.language))
    return page.redirect("/admin/audit/retention?done=placed")


@routes.post("/holds/lift", may="audit.hold")
def lift(page: Page) -> Response:
    """Lift a hold, for a reason."""
    hold, reason = page.form.get("hold")[:_LONGEST], page.form.get("reason")[:_LONGEST]
    try:
        with page.work("legal hold lifted in administration") as work:
            work.holding.lift(hold, reason=reason)
    except Conflict:
        return page.redirect("/admin/audit/retention?done=already")
    except NotFound:
        return page.redirect("/admin/audit/retention?done=nothing")
    except Invalid as invalid:
        return _show(page, status=422, lifting=hold, faults={"lift": said_of(invalid, page.language)["reason"]})
    return page.redirect("/admin/audit/retention?done=lifted")


@routes.post("/dispose", may="audit.dispose")
def dispose(page: Page) -> Response:
    """Dispose of the months that the page offered: all up to the one that it named, or nothing."""
    found = None
    try:
        with page.work("disposal in administration") as work:
            if [outcome.month for outcome in work.holding.months() if outcome.open] == page.form.all("month"):
                found = work.holding.dispose()
    except StillKept:
        pass  # a hold was placed meanwhile
    if found is None:
        return _show(page, status=409, faults={"dispose": MOVED.in_(page.language)})
    return page.redirect(f"/admin/audit/retention?done={'disposed' if found.months else 'nothing'}")


def _show(
    page: Page,
    *,
    status: int = 200,
    said: str = "",
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    lifting: str = "",
) -> Response:
    with page.look("retention in administration") as work:
        months = work.holding.months()
        holds = work.holding.holds(lifted=True)
        names = Names(work)
        shown = [_hold(hold, names) for hold in holds]
    return page.render(
        "admin/retention.html",
        status=status,
        months=months,
        open_months=[outcome.month for outcome in months if outcome.open],
        holds=[hold for hold in shown if hold["hold"].lifted_at is None],
        past=[hold for hold in reversed(shown) if hold["hold"].lifted_at is not None],
        floors=page.office.trail.retention.floors,
        may_hold=page.actor.may("audit.hold"),
        may_dispose=page.actor.may("audit.dispose"),
        said=said,
        lifting=lifting,
        entered=entered or {},
        faults=faults or {},
        summary=[
            (f"lift-{lifting}" if field == "lift" else f"hold-{field}", words)
            for field, words in (faults or {}).items()
        ],
    )


def _hold(hold: Any, names: Names) -> dict[str, Any]:
    """Return a hold as the page shows it: with the names of accounts, for a reader who may see them."""
    return {
        "hold": hold,
        "by": names.of(hold.by),
        "lifted_by": names.of(hold.lifted_by) if hold.lifted_by else "",
        "actors": [names.of(actor) for actor in hold.over.actors],
        "subjects": [names.of_subject(subject) for subject in hold.over.subjects],
    }


def _words(text: str) -> list[str]:
    """Return the words that stand between commas, spaces and line ends."""
    return text.replace(",", " ").split()


def _day(entered: Mapping[str, str], name: str) -> date | None:
    """Return the day that was entered. Raises Invalid for what is none."""
    if not entered[name]:
        return None
    try:
        return date.fromisoformat(entered[name])
    except ValueError:
        raise Invalid("A day does not hold.", faults=[Fault(name, NO_DAY)]) from None
