"""Office hours that the office enters itself: the list, others from a later day on, and some taken back."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.casetime.schedule import WEEKDAYS
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

routes = Routes("admin-hours", prefix="/admin/hours")

SAID: Final = ("entered", "revoked", "gone")
"""What the page can confirm after an action."""

TIMES: Final = ("opens", "lunch_from", "lunch_to", "closes")
FIELDS: Final = ("since", "until", *TIMES, "decree", "unit")
NO_TIME: Final = Text(ko="09:00과 같은 시각을 적으세요.", en="Write a time such as 09:00.")
_LONGEST: Final = 1_000


@routes.get("", may="holiday.declare")
def show(page: Page) -> Response:
    """Show the hours that were entered, and those that were taken back."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("", may="holiday.declare")
def enter(page: Page) -> Response:
    """Enter hours; open cases are counted anew by the worker."""
    entered = {name: page.form.line(name, most=_LONGEST) for name in FIELDS}
    entered["weekdays"] = " ".join(each for each in page.form.all("weekday") if each in {str(day) for day in WEEKDAYS})
    said, faults = _read(entered)
    if faults:
        return _show(page, status=422, entered=entered, faults=_at(faults, page.language))
    try:
        with page.work("office hours entered in administration") as work:
            work.hours.enter(
                said.pop("since"),
                **said,
                weekdays=[int(each) for each in entered["weekdays"].split()],
                decree=entered["decree"],
                unit=entered["unit"] or None,
            )
    except Invalid as invalid:
        return _show(page, status=422, entered=entered, faults=said_of(invalid, page.language))
    return page.redirect("/admin/hours?done=entered")


@routes.post("/revoke", may="holiday.declare")
def revoke(page: Page) -> Response:
    """Take hours back before they begin."""
    try:
        with page.work("office hours taken back in administration") as work:
            work.hours.revoke(page.form.get("hours")[:_LONGEST])
    except (Conflict, NotFound):
        return page.redirect("/admin/hours?done=gone")
    return page.redirect("/admin/hours?done=revoked")


def _read(entered: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Text]]:
    """Return the days and times that were typed, and what is wrong with them by field."""
    said: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    for name in ("since", "until"):
        try:
            said[name] = None if name == "until" and not entered[name] else date.fromisoformat(entered[name])
        except ValueError:
            faults[name] = NO_DAY
    for name in TIMES:
        try:
            said[name] = time.fromisoformat(entered[name]).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            faults[name] = NO_TIME
    return said, faults


def _at(faults: Mapping[str, Text], language: str) -> dict[str, str]:
    return {name: words.in_(language) for name, words in faults.items()}


def _show(
    page: Page,
    *,
    status: int = 200,
    said: str = "",
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    with page.look("office hours in administration") as work:
        hours = work.hours.list(revoked=True)
        names = Names(work)
        by = {each.by: names.of(each.by) for each in hours}
    law = page.office.forms.calendars.law
    counted = {str(day): title for day, title in WEEKDAYS.items() if day not in law.days_off}
    usual = {name: f"{getattr(law.hours, name):%H:%M}" for name in TIMES}
    return page.render(
        "admin/hours.html",
        status=status,
        hours=[each for each in hours if each.revoked is None],
        past=[each for each in hours if each.revoked is not None],
        usual=law.hours,
        today=law.local(page.office.clock.now()).date(),
        weekdays=WEEKDAYS,
        counted=counted,
        by=by,
        **units_open(page, "holiday.declare"),
        said=said,
        entered=entered or {**usual, "weekdays": " ".join(counted)},
        faults=faults or {},
        summary=[(f"hours-{field}", words) for field, words in (faults or {}).items()],
    )
