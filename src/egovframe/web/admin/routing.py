"""Where petitions go: the rules in their order, what does not hold among them, one more, and where an answer leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.routing.conflicts import conflicts
from egovframe.forms.routing.model import TESTS
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.forms.routing.model import Route
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-routing", prefix="/admin/routing")

SAID: Final = ("added", "ended", "gone")
FIELDS: Final = ("form", "field", "values", "area", "position", "reason")
_LONGEST: Final = 20_000
_HIGHEST: Final = 1_000_000
NO_AREA: Final = Text(
    ko="한 줄에 한 꼭짓점씩 위도와 경도를 쉼표로 나누어 적으세요.",
    en="Write one corner a line: latitude, comma, longitude.",
)
NO_POSITION: Final = Text(ko="0에서 1,000,000 사이의 수를 적으세요.", en="Write a number from 0 to 1,000,000.")


@routes.get("", may="route.manage")
def show(page: Page) -> Response:
    """Show the rules by form, what does not hold among them, and where the answers asked about lead."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("", may="route.manage")
def add(page: Page) -> Response:
    """Add a rule from now on."""
    entered: dict[str, Any] = {name: page.form.line(name, most=_LONGEST) for name in FIELDS}
    entered["units"] = [unit for unit in page.form.all("unit")[:100] if unit]
    faults: dict[str, str] = {}
    position = _number(entered["position"])
    if position is None:
        faults["position"] = NO_POSITION.in_(page.language)
    area = _corners(entered["area"])
    if area is None:
        faults["area"] = NO_AREA.in_(page.language)
    if faults or position is None or area is None:
        return _show(page, status=422, entered=entered, faults=faults)
    try:
        with page.work("rule of routing added in administration") as work:
            work.routing.add_route(
                entered["form"],
                entered["units"],
                field=entered["field"] or None,
                values=[line.strip() for line in entered["values"].splitlines() if line.strip()],
                area=area,
                position=position,
                reason=entered["reason"],
            )
    except Invalid as invalid:
        return _show(page, status=422, entered=entered, faults=said_of(invalid, page.language))
    return page.redirect("/admin/routing?done=added")


@routes.post("/end", may="route.manage")
def end(page: Page) -> Response:
    """End a rule; whoever was slower is told so."""
    reason = page.form.line("reason", most=1_000)
    try:
        with page.work("rule of routing ended in administration") as work:
            work.routing.end_route(page.form.get("route")[:200], reason=reason)
    except NotFound:
        return page.redirect("/admin/routing?done=gone")
    return page.redirect("/admin/routing?done=ended")


def _show(
    page: Page,
    *,
    status: int = 200,
    said: str = "",
    entered: Mapping[str, Any] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    forms = page.office.forms
    offers = {name: offer for name, offer in forms.offers.items() if page.actor.may("route.manage", unit=offer.unit)}
    tried = page.query.get("form") if page.query.get("form") in offers else ""
    answers = [each[:500] for each in page.query.all("answer")]
    units = forms.units
    with page.look("rules of routing in administration") as work:
        by_form: dict[str, list[Route]] = {}
        for route in work.routing.routes():
            by_form.setdefault(route.form, []).append(route)
        fields = _fields(by_form.get(tried, []))
        given = dict(zip(fields, answers, strict=False))
        kinds = {each.name: each.kind for each in forms.current(tried).definition.questions} if tried else {}
        goes = work.routing.preview(tried, _as_answers(given, kinds)) if tried and (answers or not fields) else None
    questions = {
        name: [(each.name, each.label) for each in forms.current(name).definition.questions] for name in offers
    }
    return page.render(
        "admin/routing.html",
        status=status,
        by_form=by_form,
        wrong={
            name: {each.route: each for each in conflicts(rules, open_units=set(units))}
            for name, rules in by_form.items()
        },
        offers=offers,
        questions=questions,
        labels={name: dict(labelled) for name, labelled in questions.items()},
        units=units,
        allowed=[(name, title) for name, title in units.items() if page.actor.may("route.manage", unit=name)],
        tried=tried,
        fields=[(field, given.get(field, "")) for field in fields],
        goes=goes,
        said=said,
        entered=entered or {},
        faults=faults or {},
        summary=[(f"rule-{field}", words) for field, words in (faults or {}).items()],
    )


def _fields(rules: list[Route]) -> list[str]:
    """Return the questions at whose answers these rules look."""
    return list(dict.fromkeys(rule.field for rule in rules if rule.field is not None))


def _as_answers(given: Mapping[str, str], kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed as the answers of a petition: a place from its latitude and longitude."""
    answers: dict[str, Any] = {}
    for field, typed in given.items():
        if TESTS.get(kinds.get(field, "")) == "within":
            corners = _corners(typed)
            answers[field] = {"lat": corners[0][0], "lon": corners[0][1]} if corners else None
        else:
            answers[field] = typed
    return answers


def _number(typed: str) -> int | None:
    if not typed:
        return 100
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 and int(typed) <= _HIGHEST else None


def _corners(typed: str) -> tuple[tuple[float, float], ...] | None:
    """Return corners from lines of latitude and longitude, None where one is neither."""
    found = []
    for line in typed.splitlines():
        if line.strip():
            lat, _, lon = line.partition(",")
            try:
                found.append((float(lat), float(lon)))
            except ValueError:
                return None
    return tuple(found)
