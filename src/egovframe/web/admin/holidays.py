"""Days off that the office enters itself: the list, one more, and one taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.admin.asked import NO_DAY
from egovframe.web.admin.names import Names
from egovframe.web.admin.places import units_open
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-holidays", prefix="/admin/holidays")

SAID = ("declared", "revoked", "gone")
"""What the page can confirm after an action."""

FIELDS = ("day", "ko", "en", "decree", "unit")
_LONGEST = 1_000
FREE = Text(ko="이미 쉬는 날입니다.", en="Nobody works that day anyway.")


@routes.get("", may="holiday.declare")
def show(page: Page) -> Response:
    """Show the days off that were entered, and those that were taken back."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("", may="holiday.declare")
def declare(page: Page) -> Response:
    """Enter a day off; open cases are counted anew by the worker."""
    entered = {name: page.form.line(name, most=_LONGEST) for name in FIELDS}
    try:
        day = date.fromisoformat(entered["day"])
    except ValueError:
        return _show(page, status=422, entered=entered, faults={"day": NO_DAY.in_(page.language)})
    try:
        with page.work("day off entered in administration") as work:
            work.holidays.declare(
                day, ko=entered["ko"], en=entered["en"], decree=entered["decree"], unit=entered["unit"] or None
            )
    except Invalid as invalid:
        return _show(page, status=422, entered=entered, faults=said_of(invalid, page.language))
    except Conflict:
        return _show(page, status=409, entered=entered, faults={"day": FREE.in_(page.language)})
    return page.redirect("/admin/holidays?done=declared")


@routes.post("/revoke", may="holiday.declare")
def revoke(page: Page) -> Response:
    """Take a day off back that was entered by mistake."""
    try:
        with page.work("day off taken back in administration") as work:
            work.holidays.revoke(page.form.get("holiday")[:_LONGEST])
    except (Conflict, NotFound):
        return page.redirect("/admin/holidays?done=gone")
    return page.redirect("/admin/holidays?done=revoked")


def _show(
    page: Page,
    *,
    status: int = 200,
    said: str = "",
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    with page.look("days off in administration") as work:
        days = work.holidays.list(revoked=True)
        names = Names(work)
        by = {each.by: names.of(each.by) for each in days}
    return page.render(
        "admin/holidays.html",
        status=status,
        days=[each for each in days if each.revoked is None],
        past=[each for each in days if each.revoked is not None],
        by=by,
        **units_open(page, "holiday.declare"),
        said=said,
        entered=entered or {},
        faults=faults or {},
        summary=[(f"holiday-{field}", words) for field, words in (faults or {}).items()],
    )
