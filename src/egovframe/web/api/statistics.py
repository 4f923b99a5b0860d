"""The numbers of the office: what everybody may know, and what officers see of their units."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.web.api.body import Line, Query
from egovframe.web.api.operation import Call, api

if TYPE_CHECKING:
    from egovframe.forms.statistics import figures as values


class LineView(TypedDict):
    """One line: `name` is a month, a form or a unit; null is a number that is hidden, or that there is none of."""

    name: str
    received: int | None
    decided: int | None
    on_time: float | None
    timed: int | None
    days: float | None
    content: float | None
    rated: int | None


class StayView(TypedDict):
    """How long petitions stay in a state: the median in working days, and of how many stays."""

    state: str
    days: float | None
    times: int | None


class FiguresView(TypedDict):
    """The numbers of a span of days, both ends included; with `hides` small ones are null."""

    since: str
    until: str
    hides: bool
    whole: LineView
    months: list[LineView]
    forms: list[LineView]
    units: list[LineView]
    channels: dict[str, int | None]
    outcomes: dict[str, int | None]
    states: list[StayView]
    steps: dict[str, int | None]


class RiskView(TypedDict):
    """An open petition, how likely it will be late (0 to 1), and with how many decided ones it was compared."""

    receipt: str
    form: str
    unit: str
    due: str
    late: bool
    risk: float
    compared: int


class WeekView(TypedDict):
    """What is due in a week (ISO 8601): how many are open, and how many are expected to be late."""

    week: str
    open: int
    expected: float


class ForecastView(TypedDict):
    """What is open, late and expected to be late; the likeliest by name."""

    open: int
    late: int
    expected: float
    weeks: list[WeekView]
    items: list[RiskView]


class StatisticsQuery(Query):
    """Which numbers: of one form, of one unit, of how many months up to now."""

    form: Line | None = None
    unit: Line | None = None
    months: Annotated[int, Field(ge=1, le=120)] = 12


class ForecastQuery(Query):
    """Of which form, of which unit."""

    form: Line | None = None
    unit: Line | None = None


@api.get("/statistics", public=True, gives=FiguresView)
def public_statistics(call: Call) -> FiguresView:
    """Return the numbers of the last twelve months up to yesterday, small ones hidden."""
    with call.look() as work:
        return _view(work.statistics.public())


@api.get("/statistics/office", may="statistics.read", query=StatisticsQuery, gives=FiguresView)
def office_statistics(call: Call) -> FiguresView:
    """Return the numbers of the forms and units whose statistics one may see, up to now."""
    asked = call.asked(StatisticsQuery)
    with call.look() as work:
        return _view(work.statistics.figures(months=asked.months, form=asked.form, unit=asked.unit))


@api.get("/statistics/forecast", may="statistics.read", query=ForecastQuery, gives=ForecastView)
def forecast_statistics(call: Call) -> ForecastView:
    """Return which open petitions will be late, the likeliest first."""
    asked = call.asked(ForecastQuery)
    with call.look() as work:
        found = work.statistics.forecast(form=asked.form, unit=asked.unit)
    return {
        "open": found.open,
        "late": found.late,
        "expected": round(found.expected, 4),
        "weeks": [{"week": due.week, "open": due.open, "expected": round(due.expected, 4)} for due in found.weeks],
        "items": [
            {
                "receipt": risk.petition.receipt,
                "form": risk.petition.form,
                "unit": risk.petition.unit,
                "due": risk.petition.due.isoformat(timespec="seconds"),
                "late": risk.late,
                "risk": round(risk.risk, 4),
                "compared": risk.compared,
            }
            for risk in found.risks
        ],
    }


def _view(figures: values.Figures) -> FiguresView:
    return {
        "since": figures.since.isoformat(),
        "until": figures.until.isoformat(),
        "hides": figures.hides,
        "whole": _line(figures.whole),
        "months": [_line(line) for line in figures.months],
        "forms": [_line(line) for line in figures.forms],
        "units": [_line(line) for line in figures.units],
        "channels": dict(figures.channels),
        "outcomes": dict(figures.outcomes),
        "states": [{"state": stay.state, "days": stay.days, "times": stay.times} for stay in figures.stays],
        "steps": dict(figures.steps),
    }


def _line(line: values.Line) -> LineView:
    view: LineView = asdict(line)  # type: ignore[assignment]
    return view
