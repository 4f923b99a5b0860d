"""The units of the city as a tree of any day, and one unit with what the office changed of it."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import UnitUnknown
from egovframe.kernel.text import Text
from egovframe.web.admin.asked import NO_DAY
from egovframe.web.admin.days import today
from egovframe.web.admin.names import Names
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.auth.directory import Directory
    from egovframe.auth.model import Unit
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-units", prefix="/admin/units")

_LONGEST: Final = 200
SAID: Final = ("added", "renamed", "moved", "headed", "closed")
DEEDS: Final = {
    "rename": Text(ko="이름 바꾸기", en="Rename"),
    "move": Text(ko="옮기기", en="Move"),
    "head": Text(ko="부서장 지정", en="Set the head"),
    "close": Text(ko="폐지", en="Close"),
}


@routes.get("", may="role.read")
def show(page: Page) -> Response:
    """Show the tree as it is, or as of a day."""
    said, on = page.query.get("done"), page.query.get("on").strip()[:_LONGEST]
    at, faults = _moment(page, on)
    with page.look("units in administration") as work:
        tree = work.access.units.tree(at)
        names = Names(work)
        heads = {unit.head: names.of(unit.head) for unit in tree.units.values() if unit.head}
    return page.render(
        "admin/units.html",
        status=422 if faults else 200,
        rows=_rows(tree),
        heads=heads,
        on=on or today(page).isoformat(),
        another=bool(on) and not faults,
        may_manage=page.actor.may("unit.manage"),
        may_add=page.actor.may("unit.manage", unit=WHOLE_OFFICE),
        said=said if said in SAID else "",
        faults=faults,
        summary=[(f"units-{field}", words) for field, words in faults.items()],
    )


@routes.get("/{unit}", may="role.read")
def one(page: Page) -> Response:
    """Show one unit: where it stands, who heads it, what the office changed and will."""
    name, said = page.params["unit"][:_LONGEST], page.query.get("done")
    with page.look("unit in administration") as work:
        tree = work.access.units.tree()
        history = work.access.units.history(name)
        unit = tree.units.get(name)
        if unit is None and not history:
            raise UnitUnknown("There is no such unit.", hint="Look at the tree of units.")
        names = Names(work)
        people = [unit.head if unit else None, *(each for change in history for each in (change.head, change.by))]
        known = {each: names.of(each) for each in people if each}
    titles = {each.name: each.title for each in tree.units.values()}
    return page.render(
        "admin/unit.html",
        unit=unit,
        name=name,
        title=unit.title if unit else history[-1].title,
        titles=titles,
        children=[each for each in tree.units.values() if each.parent == name],
        history=list(reversed(history)),
        now=page.office.clock.now(),
        names=known,
        deeds=DEEDS if unit is not None and page.actor.may("unit.manage", unit=name) else {},
        said=said if said in SAID else "",
    )


def _rows(tree: Directory) -> list[tuple[int, Unit]]:
    """Return the units from the top down, each with its depth (0 at the top), children by name."""
    children: dict[str | None, list[Any]] = {}
    for unit in tree.units.values():
        children.setdefault(unit.parent, []).append(unit)
    rows: list[tuple[int, Unit]] = []
    waiting = [(0, unit) for unit in sorted(children.get(None, []), key=lambda unit: unit.name, reverse=True)]
    while waiting:
        depth, unit = waiting.pop()
        rows.append((depth, unit))
        below = sorted(children.get(unit.name, []), key=lambda each: each.name, reverse=True)
        waiting += [(depth + 1, each) for each in below]
    return rows


def _moment(page: Page, on: str) -> tuple[datetime | None, dict[str, str]]:
    """Return the beginning of the day that was asked for, None for now; and what is wrong with it."""
    if not on:
        return None, {}
    try:
        day = datetime.combine(datetime.fromisoformat(on).date(), time(), page.office.jurisdiction.calendar.zone)
        day.astimezone(page.office.clock.now().tzinfo)
    except (ValueError, OverflowError):
        return None, {"on": NO_DAY.in_(page.language)}
    return (None if day.date() == today(page) else day), {}
