"""Figures as pages, files and programs show them: tables, and charts of the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.model import STATES
from egovframe.forms.statistics.model import STEPS
from egovframe.kernel.month import Month
from egovframe.kernel.text import Text
from egovframe.web import charts, shown
from egovframe.web.response import Response
from egovframe.web.sheets import CSV, XLSX, Cell, Column, Kind, Table, csv_of, xlsx_of

if TYPE_CHECKING:
    from egovframe.forms.statistics.figures import Figures, Line
    from egovframe.web.gateway import Office

_MONTH: Final = Text(ko="달", en="Month")
_FORM: Final = Text(ko="민원", en="Service")
_UNIT: Final = Text(ko="부서", en="Unit")
_CHANNEL: Final = Text(ko="접수 경로", en="Channel")
_OUTCOME: Final = Text(ko="결과", en="Outcome")
_STATE: Final = Text(ko="단계", en="State")
_STEP: Final = Text(ko="절차", en="Step")
_NUMBER: Final = Text(ko="건수", en="Number")
_STAYS: Final = Text(ko="머문 횟수", en="Stays")
_DAYS: Final = Text(ko="처리 일수 (중앙값)", en="Working days (median)")
_LINE: Final[tuple[tuple[str, Text, Kind], ...]] = (
    ("received", Text(ko="접수", en="Received"), "count"),
    ("decided", Text(ko="처리", en="Decided"), "count"),
    ("on_time", Text(ko="기한 안", en="In time"), "share"),
    ("days", _DAYS, "days"),
    ("content", Text(ko="만족도 (5점)", en="Satisfaction (of 5)"), "score"),
    ("rated", Text(ko="만족도 응답", en="Ratings"), "count"),
)
_CHANNELS: Final = {
    "portal": Text(ko="누리집", en="Website"),
    "api": Text(ko="프로그램 연결(API)", en="Programming interface"),
    "import": Text(ko="일괄 등록", en="Import"),
}
_OUTCOMES: Final = {
    "answered": Text(ko="답변", en="Answered"),
    "granted": Text(ko="승인", en="Granted"),
    "refused": Text(ko="거부", en="Refused"),
    "returned": Text(ko="반려", en="Returned"),
    "transferred": Text(ko="다른 기관으로 이송", en="Transferred to another body"),
    "repeated": Text(ko="반복 민원 종결", en="Closed as a repeat"),
    "withdrawn": Text(ko="취하", en="Withdrawn"),
}
_TITLES: Final = {
    "months": Text(ko="달별", en="By month"),
    "forms": Text(ko="민원별", en="By service"),
    "units": Text(ko="부서별", en="By unit"),
    "outcomes": Text(ko="결과별", en="By outcome"),
    "channels": Text(ko="접수 경로별", en="By channel"),
    "states": Text(ko="단계별 머문 시간", en="Time in each state"),
    "steps": Text(ko="절차별", en="By step"),
}
_HEADINGS: Final = (
    Text(ko="표", en="Table"),
    Text(ko="이름", en="Name"),
    Text(ko="항목", en="Measure"),
    Text(ko="값", en="Value"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures in one language: the tables by name, and the charts of three of them."""

    figures: Figures
    tables: Mapping[str, Table]
    on_time: charts.Plot
    volumes: charts.Plot
    took: charts.Bars
    states: charts.Bars

    @property
    def empty(self) -> bool:
        """Say whether nothing at all was counted."""
        return self.figures.whole.received == 0 and self.figures.whole.decided == 0


def month_words(month: str, *, language: str) -> str:
    """Return a month such as `2026-09` as people write it."""
    its = Month.parse(month)
    if language == "ko":
        return f"{its.year}년 {its.number}월"
    return f"{shown.day(f'{its.first}', language='en').split()[2]} {its.year}"


def show(office: Office, figures: Figures, *, language: str) -> Shown:
    """Return figures with their tables and charts."""
    say = _Words(office, language)
    lines = {
        "months": (_MONTH, figures.months, say.month),
        "forms": (_FORM, figures.forms, say.form),
        "units": (_UNIT, figures.units, say.unit),
    }
    tables = {name: _lines(say, name, *what) for name, what in lines.items()}
    tables["outcomes"] = _counts(say, "outcomes", _OUTCOME, figures.outcomes, _OUTCOMES)
    tables["channels"] = _counts(say, "channels", _CHANNEL, figures.channels, _CHANNELS)
    tables["states"] = Table(
        say(_TITLES["states"]),
        (Column(say(_STATE), "name"), Column(say(_DAYS), "days"), Column(say(_STAYS), "count")),
        tuple((say.state(stay.state), stay.days, stay.times) for stay in figures.stays),
    )
    tables["steps"] = _counts(say, "steps", _STEP, figures.steps, STEPS)
    goal = office.settings.forms.goal
    short = [_short(line.name, language) for line in figures.months]
    return Shown(
        figures,
        tables,
        on_time=charts.line(short, [line.on_time for line in figures.months], goal=goal / 100 if goal else None),
        volumes=charts.columns(
            short, [line.received for line in figures.months], [line.decided for line in figures.months]
        ),
        took=charts.bars(
            [
                (say.form(line.name), say.days(line.days), line.days, say.limit(line.name))
                for line in figures.forms
                if line.days is not None
            ]
        ),
        states=charts.bars(
            [
                (say.state(stay.state), say.days(stay.days), stay.days, None)
                for stay in figures.stays
                if stay.days is not None
            ]
        ),
    )


def file_of(office: Office, figures: Figures, ending: str, *, language: str) -> Response:
    """Return the figures as a file to keep, `csv` or `xlsx`. Raises MissingExtra."""
    tables = [table for table in show(office, figures, language=language).tables.values() if table.rows]
    name = f"statistics-{figures.since:%Y-%m}-{figures.until:%Y-%m-%d}.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    if ending == "csv":
        one, two, three, four = (heading.in_(language) for heading in _HEADINGS)
        return Response(csv_of(tables, headings=(one, two, three, four)), media=CSV, headers=headers)
    return Response(xlsx_of(tables, title=Text.of(office.name).in_(language)), media=XLSX, headers=headers)


class _Words:
    """What things are called in one language."""

    def __init__(self, office: Office, language: str) -> None:
        self._office = office
        self._language = language

    def __call__(self, text: Text) -> str:
        return text.in_(self._language)

    def month(self, name: str) -> str:
        return month_words(name, language=self._language)

    def form(self, name: str) -> str:
        offer = self._office.forms.offers.get(name)
        return name if offer is None else self(offer.title)

    def unit(self, name: str) -> str:
        title = self._office.forms.units.get(name)
        return name if title is None else self(title)

    def state(self, name: str) -> str:
        return next((self(words) for state, words in STATES.items() if state == name), name)

    def days(self, days: float | None) -> str:
        number = shown_days(days)
        return f"{number}일" if self._language == "ko" else f"{number} d"

    def limit(self, form: str) -> float | None:
        """Return the limit of a form in working days, None for one that is counted by the calendar."""
        offer = self._office.forms.offers.get(form)
        if offer is None or offer.within.by_calendar:
            return None
        rules = self._office.jurisdiction.rules
        return float(offer.within.number) if offer.within.unit == "d" else rules.at_once_minutes / rules.day_minutes


def shown_days(days: float | None) -> str:
    """Return a number of working days, to a tenth."""
    return "–" if days is None else f"{days:.1f}"


def _short(month: str, language: str) -> str:
    return f"{Month.parse(month).number}월" if language == "ko" else month_words(month, language="en")[:3]


def _lines(say: _Words, name: str, first: Text, lines: tuple[Line, ...], of: Callable[[str], str]) -> Table:
    columns = (Column(say(first), "name"), *(Column(say(title), kind) for _, title, kind in _LINE))
    rows = ((of(line.name), *(_cell(line, field) for field, _, _ in _LINE)) for line in lines)
    return Table(say(_TITLES[name]), columns, tuple(rows))


def _cell(line: Any, field: str) -> Cell:
    value: Cell = getattr(line, field)
    return value


def _counts(say: _Words, name: str, first: Text, counts: Mapping[str, int | None], words: Mapping[str, Text]) -> Table:
    rows = tuple((say(words[value]) if value in words else value, number) for value, number in counts.items())
    return Table(say(_TITLES[name]), (Column(say(first), "name"), Column(say(_NUMBER), "count")), rows)
