"""Where petitions go and who handles them: rules, absences, giving by load, handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AwareDatetime, Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.actions import PATH, Nothing
from egovframe.web.api.body import Body, Line
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import shown
from egovframe.web.api.views import Moment, PetitionView

if TYPE_CHECKING:
    from egovframe.forms.routing.model import Absence, Route

Corner = Annotated[list[float], Field(min_length=2, max_length=2, description="Latitude and longitude (WGS 84).")]


class RouteView(TypedDict):
    """A rule: `test` says how the answer to `field` is looked at (is, has, within); null takes every petition."""

    id: str
    form: str
    position: int
    units: list[str]
    field: str | None
    test: str
    values: list[str]
    area: list[list[float]]


class RouteList(TypedDict):
    """The rules in force, by form, in the order in which they are tried."""

    items: list[RouteView]
    next: None


class NewRoute(Body):
    """A rule: petitions of the form go to the unit, or the least loaded of several."""

    form: Line
    units: Annotated[list[Line], Field(max_length=100)]
    field: Line | None = None
    values: Annotated[tuple[Line, ...], Field(max_length=200)] = ()
    area: Annotated[tuple[Corner, ...], Field(max_length=500)] = ()
    position: Annotated[int, Field(ge=0, le=1_000_000)] = 100


class Ended(TypedDict):
    """It has ended."""

    ended: bool


class AbsenceView(TypedDict):
    """An officer is away."""

    id: str
    officer: str
    since: Moment
    until: Moment


class AbsenceList(TypedDict):
    """Absences, now or to come, the earliest first."""

    items: list[AbsenceView]
    next: None


class NewAbsence(Body):
    """When somebody is away; without `of` it is whoever asks. The reason stays with the fact, sealed."""

    until: AwareDatetime
    since: AwareDatetime | None = None
    of: Line | None = None
    reason: Line = ""


class HandingOver(Body):
    """Whose open petitions are given on, to whom (or to whoever has least to do), and why."""

    officer: Line
    to: Line | None = None
    reason: Line


class HandedOver(TypedDict):
    """How many petitions were given on, and how many stay."""

    given: int
    left: int


@api.get("/routes", may="route.manage", gives=RouteList)
def list_routes(call: Call) -> RouteList:
    """List the rules by which petitions go to units."""
    with call.look() as work:
        found = work.routing.routes()
    return {"items": [_route(each) for each in found], "next": None}


@api.post("/routes", may="route.manage", body=NewRoute, gives=RouteView, status=201, refuses={404})
def add_route(call: Call) -> RouteView:
    """Add a rule, from now on."""
    said = call.read(NewRoute)
    with call.work() as work:
        route = work.routing.add_route(
            said.form,
            said.units,
            field=said.field,
            values=said.values,
            area=tuple((lat, lon) for lat, lon in said.area),
            position=said.position,
        )
    return _route(route)


@api.post("/routes/{id}/actions/end", may="route.manage", body=Nothing, gives=Ended, refuses={404})
def end_route(call: Call) -> Ended:
    """End a rule."""
    with call.work() as work:
        work.routing.end_route(call.hole("id"))
        call.read(Nothing)
    return {"ended": True}


@api.get("/absences", may="petition.answer", gives=AbsenceList)
def list_absences(call: Call) -> AbsenceList:
    """List one's own absences, and those of whom one assigns petitions to."""
    with call.look() as work:
        found = work.routing.absences()
    return {"items": [_absence(each) for each in found], "next": None}


@api.post("/absences", may="petition.answer", body=NewAbsence, gives=AbsenceView, status=201)
def enter_absence(call: Call) -> AbsenceView:
    """Enter that one is away, or a colleague."""
    said = call.read(NewAbsence)
    with call.work() as work:
        absence = work.routing.enter_absence(until=said.until, since=said.since, of=said.of, reason=said.reason)
    return _absence(absence)


@api.post("/absences/{id}/actions/end", may="petition.answer", body=Nothing, gives=Ended, refuses={404})
def end_absence(call: Call) -> Ended:
    """End an absence now."""
    with call.work() as work:
        work.routing.end_absence(call.hole("id"))
        call.read(Nothing)
    return {"ended": True}


@api.post("/handovers", may="petition.assign", body=HandingOver, gives=HandedOver, refuses={404})
def hand_over(call: Call) -> HandedOver:
    """Give on all open petitions of an officer."""
    said = call.read(HandingOver)
    with call.work() as work:
        given, left = work.routing.hand_over(said.officer, to=said.to, reason=said.reason)
    return {"given": given, "left": left}


@api.post(PATH + "assign_by_load", may="petition.assign", body=Nothing, gives=PetitionView, refuses={404, 409})
def assign_by_load(call: Call) -> PetitionView:
    """Give a petition to the officer of its unit who is there and has least to do."""
    with call.work() as work:
        petition = work.routing.assign_by_load(call.hole("receipt"))
        call.read(Nothing)
        return shown(call, work, petition)


def _route(route: Route) -> RouteView:
    return {
        "id": route.id,
        "form": route.form,
        "position": route.position,
        "units": list(route.units),
        "field": route.field,
        "test": route.test,
        "values": list(route.values),
        "area": [list(corner) for corner in route.area],
    }


def _absence(absence: Absence) -> AbsenceView:
    return {
        "id": absence.id,
        "officer": absence.name,
        "since": instant(absence.since),
        "until": instant(absence.until),
    }
