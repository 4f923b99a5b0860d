"""The registers that the law has a unit keep (별지 제1호·제10호·제12호서식): as a page, on paper and as a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web import pdf
from egovframe.web.admin.asked import NO_DAY, day_of
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.notice import drawn
from egovframe.web.registers import table_of
from egovframe.web.response import Response
from egovframe.web.sheets import CSV, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.registers.model import Register
    from egovframe.web.page import Page
    from egovframe.web.urlencoded import Fields

routes = Routes("desk-registers", prefix="/desk/registers")

SHAPES: Final = ("page", "csv", "pdf")
_LONGEST: Final = 1_000


@routes.get("", may="petition.read")
def show(page: Page) -> Response:
    """Show a register of a unit for some days, names masked; without a choice this month of the first unit."""
    asked, faults = _asked(page, page.query)
    return _given(page, asked, faults, shape="page")


@routes.get("/csv", may="petition.read")
def as_csv(page: Page) -> Response:
    """Give the same as comma-separated values."""
    asked, faults = _asked(page, page.query)
    return _given(page, asked, faults, shape="csv")


@routes.get("/pdf", may="petition.read")
def print_out(page: Page) -> Response:
    """Give the same as a PDF file."""
    asked, faults = _asked(page, page.query)
    return _given(page, asked, faults, shape="pdf")


@routes.post("/names", may="petition.reveal")
def name(page: Page) -> Response:
    """Give the same with the names in the clear, once, on the answer to this very request."""
    asked, faults = _asked(page, page.form)
    shape = page.form.get("what")
    reason = page.form.text("reason", most=_LONGEST)
    return _given(page, asked, faults, shape=shape if shape in SHAPES else "page", reason=reason)


def _asked(page: Page, fields: Fields) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what is asked for, with what is wrong with it. Raises NotFound for a unit or register that is none."""
    today = page.office.forms.calendar.local(page.office.clock.now()).date()
    units = _units(page)
    unit = fields.get("unit") or next(iter(units), "")
    asked: dict[str, Any] = {"kind": fields.get("kind") or "register", "unit": unit}
    faults = {}
    for name, default in (("since", today.replace(day=1)), ("until", today)):
        typed = fields.get(name).strip()[:_LONGEST]
        found = day_of(typed) if typed else default
        if found is None:
            faults[name] = NO_DAY.in_(page.language)
        asked[name] = found or default
    return asked, faults


def _units(page: Page) -> dict[str, Text]:
    """Return the units whose petitions this person may read, all of them."""
    titles = page.office.forms.units
    return {
        unit: title or Text.of(unit) for unit, title in titles.items() if page.actor.may("petition.read", unit=unit)
    }


def _given(
    page: Page, asked: Mapping[str, Any], faults: dict[str, str], *, shape: str, reason: str | None = None
) -> Response:
    kind, unit, days = asked["kind"], asked["unit"], {name: asked[name] for name in ("since", "until")}
    if not unit:
        raise NotFound("There is no unit whose register you may read.", hint="Ask for the right to read petitions.")
    register: Register | None = None
    why = "register at the desk" if reason is None else "names in a register looked at"
    with page.look(why) as work:
        kinds = work.registers.kinds
        if not faults:
            try:
                if reason is None:
                    register = work.registers.read(kind, unit, shape=shape, **days)
                else:
                    register = work.registers.reveal(kind, unit, reason, shape=shape, **days)
            except Invalid as invalid:
                faults = said_of(invalid, page.language)
    if register is None or shape == "page":
        return _shown(page, register, kinds, asked, faults)
    if shape == "csv":
        table = table_of(page.office, register, language=page.language)
        headers = {"content-disposition": f'attachment; filename="{_name(register)}.csv"'}
        return Response(lines_of(table), media=CSV, headers=headers)
    shown = {"register": register, "table": table_of(page.office, register, language=page.language)}
    shown["unit"] = page.office.forms.units[register.unit]
    return drawn(page, "desk/register-paper.html", shown, name=f"{_name(register)}.pdf")


def _name(register: Register) -> str:
    return f"{register.paper.kind}-{register.unit}-{register.since}-{register.until}"


def _shown(
    page: Page,
    register: Register | None,
    kinds: Mapping[str, Any],
    asked: Mapping[str, Any],
    faults: Mapping[str, str],
) -> Response:
    day: date = asked["since"]
    before = day.replace(day=1) - timedelta(days=1)
    kept = {name: str(asked[name]) for name in ("kind", "unit")}
    last_month = {**kept, "since": before.replace(day=1).isoformat(), "until": before.isoformat()}
    return page.render(
        "desk/registers.html",
        status=422 if faults else 200,
        register=register,
        table=None if register is None else table_of(page.office, register, language=page.language),
        kinds=kinds,
        units=_units(page),
        asked=asked,
        query=urlencode({name: str(value) for name, value in asked.items()}),
        last_month=urlencode(last_month),
        may_name=page.actor.may("petition.reveal", unit=asked["unit"]),
        faults=faults,
        summary=[(f"register-{name}", words) for name, words in faults.items()],
        has_pdf=pdf.lacking() is None,
    )
