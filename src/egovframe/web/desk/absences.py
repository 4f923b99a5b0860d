"""Who is away and who stands in, and giving on all open petitions of somebody who leaves."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.admin.days import last_day, period_of
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-absences", prefix="/desk/absences")

SAID: Final = ("entered", "ended", "handed")
NO_END: Final = Text(ko="마지막 날을 고르세요. 길어도 366일입니다.", en="Choose the last day, within 366 days.")
NO_OFFICER: Final = Text(
    ko="그런 담당자가 없습니다. 계정 이름을 확인하세요.", en="There is no such officer. Check the account name."
)
_LONGEST: Final = 1_000


@routes.get("", may="petition.answer")
def show(page: Page) -> Response:
    """Show my absences and those of whom I assign petitions to, and in whose place I stand."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("", may="petition.answer")
def enter(page: Page) -> Response:
    """Enter that I am away, or a colleague: no petition is given to them by load meanwhile."""
    entered = _entered(page, "of", "since", "until", "reason")
    since, until, faults = period_of(page, entered["since"], entered["until"])
    if until is None and "until" not in faults:
        faults["until"] = NO_END.in_(page.language)
    if faults or until is None:
        return _show(page, status=422, entered=entered, faults=_at("away", faults))
    try:
        with page.work("absence entered at the desk") as work:
            work.routing.enter_absence(until=until, since=since, of=entered["of"] or None, reason=entered["reason"])
    except Invalid as invalid:
        return _show(page, status=422, entered=entered, faults=_at("away", said_of(invalid, page.language)))
    return page.redirect("/desk/absences?done=entered")


@routes.post("/end", may="petition.answer")
def end(page: Page) -> Response:
    """End an absence now; one that has ended already is no error."""
    with suppress(NotFound), page.work("absence ended at the desk") as work:
        work.routing.end_absence(page.form.get("absence")[:200])
    return page.redirect("/desk/absences?done=ended")


@routes.post("/hand-over", may="petition.assign")
def hand_over(page: Page) -> Response:
    """Give on all open petitions of an officer, to one named or each to whoever has least to do."""
    entered = _entered(page, "officer", "to", "reason")
    try:
        with page.work("petitions handed over at the desk") as work:
            given, left = work.routing.hand_over(entered["officer"], to=entered["to"] or None, reason=entered["reason"])
    except NotFound:
        faults = {"over-officer": NO_OFFICER.in_(page.language)}
        return _show(page, status=422, entered=entered, faults=faults)
    except Invalid as invalid:
        return _show(page, status=422, entered=entered, faults=_at("over", said_of(invalid, page.language)))
    page.office.wake()
    return page.redirect(f"/desk/absences?done=handed&taken={given}&lost={left}")


def _entered(page: Page, *names: str) -> dict[str, str]:
    return {name: page.form.line(name, most=_LONGEST) for name in names}


def _at(where: str, faults: Mapping[str, str]) -> dict[str, str]:
    return {f"{where}-{name}": words for name, words in faults.items()}


def _show(
    page: Page,
    *,
    status: int = 200,
    said: str = "",
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    with page.look("absences at the desk") as work:
        absences = work.routing.absences()
        stands_in = [
            (_name(page, work.conn, each.lender), last_day(page, each.until)) for each in work.access.delegations.mine()
        ]
    counts = [page.query.get(name) for name in ("taken", "lost")]
    wrong = faults or {}
    return page.render(
        "desk/absences.html",
        status=status,
        absences=[(each, last_day(page, each.until)) for each in absences],
        stands_in=stands_in,
        now=page.office.clock.now(),
        gives=page.actor.may("petition.assign"),
        said=said,
        counts=[int(each) for each in counts] if all(each.isdecimal() and len(each) < 6 for each in counts) else [0, 0],
        entered=entered or {},
        faults=wrong,
        summary=list(wrong.items()),
    )


def _name(page: Page, conn: Any, account: str) -> str:
    found = page.office.auth.known(conn, account, page.office.clock.now())
    return found[0] if found is not None else account
