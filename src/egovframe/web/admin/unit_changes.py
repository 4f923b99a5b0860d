"""Changing the tree of units from a day on: adding, renaming, moving, heading, closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.access.errors import UnitTaken
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound, UnitUnknown
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.admin.days import SINCE, begin_of
from egovframe.web.admin.names import Names
from egovframe.web.admin.units import DEEDS
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-unit-changes", prefix="/admin/units")

_LONGEST: Final = 200
FIELDS: Final = ("name", "ko", "en", "parent", "head", "into", "since")
DONE: Final = {"rename": "renamed", "move": "moved", "head": "headed", "close": "closed"}
TAKEN: Final = Text(
    ko="이 이름의 부서가 있거나 있었습니다. 다른 이름을 적으세요.",
    en="There is a unit of this name, or there was one. Choose another.",
)
NO_TITLE: Final = Text(ko="부서의 이름을 적으세요.", en="Write what the unit is called.")
NO_HEAD: Final = Text(ko="그런 계정이 없습니다.", en="There is no such account.")
NOT_THEN: Final = Text(ko="그날에는 그 부서가 없습니다.", en="The unit is not there on that day.")


@routes.get("/_new", may="unit.manage", fresh=True)
def ask_add(page: Page) -> Response:
    """Show the form for a new unit."""
    return _form(page, "add", "", {"parent": page.query.get("parent")[:_LONGEST]})


@routes.post("/_new", may="unit.manage", fresh=True)
def add(page: Page) -> Response:
    """Add a unit."""
    entered = _entered(page)

    def deed(work: Any, since: datetime | None) -> None:
        work.access.units.add(
            entered["name"],
            title=_title(entered),
            parent=entered["parent"] or None,
            head=entered["head"] or None,
            since=since,
            reason=entered["reason"],
        )

    faults = {} if entered["ko"] or entered["en"] else {"ko": NO_TITLE.in_(page.language)}
    failed = _do(page, deed, entered, faults)
    return _form(page, "add", "", entered, failed) if failed else page.redirect("/admin/units?done=added")


@routes.get("/{unit}/{deed}", may="unit.manage", fresh=True)
def ask(page: Page) -> Response:
    """Show the form for a change of a unit, filled with how it is."""
    name, deed = _which(page)
    unit = page.office.auth.directory.unit(name)
    with page.look("unit in administration") as work:
        work.need("unit.manage", unit=name)
        head = Names(work).of(unit.head) if unit.head else ""
    words = unit.title.as_dict()
    entered = {"ko": words.get("ko", ""), "en": words.get("en", ""), "parent": unit.parent or "", "head": head}
    return _form(page, deed, name, entered)


@routes.post("/{unit}/{deed}", may="unit.manage", fresh=True)
def change(page: Page) -> Response:
    """Change a unit from a day on; what was stays as it was."""
    (name, which), entered = _which(page), _entered(page)

    def deed(work: Any, since: datetime | None) -> None:
        how: dict[str, Any] = {"since": since, "reason": entered["reason"]}
        if which == "rename":
            work.access.units.rename(name, _title(entered), **how)
        elif which == "move":
            work.access.units.move(name, entered["parent"] or None, **how)
        elif which == "head":
            work.access.units.set_head(name, entered["head"] or None, **how)
        else:
            work.access.units.close(name, into=entered["into"] or None, **how)

    untitled = which == "rename" and not (entered["ko"] or entered["en"])
    failed = _do(page, deed, entered, {"ko": NO_TITLE.in_(page.language)} if untitled else {})
    if failed:
        return _form(page, which, name, entered, failed)
    return page.redirect(f"/admin/units/{name}?done={DONE[which]}")


def _do(page: Page, deed: Any, entered: Mapping[str, str], faults: dict[str, str]) -> dict[str, str]:
    """Do it in one unit of work; return what stands in the way, by field."""
    since = None
    try:
        since = begin_of(page, entered["since"])
    except (ValueError, OverflowError):
        faults["since"] = SINCE.in_(page.language)
    if faults:
        return faults
    try:
        with page.work("units changed in administration") as work:
            deed(work, since)
    except Invalid as invalid:
        return said_of(invalid, page.language)
    except UnitTaken:
        return {"name": TAKEN.in_(page.language)}
    except AccountNotFound:
        return {"head": NO_HEAD.in_(page.language)}
    except UnitUnknown:
        return {"since": NOT_THEN.in_(page.language)}
    return {}


def _form(
    page: Page,
    deed: str,
    unit: str,
    entered: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
) -> Response:
    units = page.office.auth.directory.units
    may_top = page.actor.may("unit.manage", unit=WHOLE_OFFICE)
    return page.render(
        "admin/unit-change.html",
        status=422 if faults else 200,
        deed=deed,
        deed_title=DEEDS.get(deed),
        unit=unit,
        title=units[unit].title if unit in units else Text.of(unit or "-"),
        above=unit in units and units[unit].parent is not None,
        parents=[
            each for each in units.values() if each.name != unit and page.actor.may("unit.manage", unit=each.name)
        ],
        may_top=may_top,
        entered=entered,
        faults=faults or {},
        summary=[(f"unit-{field}", words) for field, words in (faults or {}).items()],
    )


def _which(page: Page) -> tuple[str, str]:
    deed = page.params["deed"]
    if deed not in DEEDS:
        raise NotFound("There is no page at this address.", hint="Start from the tree of units.")
    return page.params["unit"][:_LONGEST], deed


def _entered(page: Page) -> dict[str, str]:
    found = {name: page.form.line(name, most=_LONGEST) for name in FIELDS}
    return {**found, "reason": once_more.reason_of(page)}


def _title(entered: Mapping[str, str]) -> Text:
    return Text(**{tag: entered[tag] for tag in ("ko", "en") if entered[tag]})
