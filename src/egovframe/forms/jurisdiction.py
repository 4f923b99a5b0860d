"""Jurisdictions: whose calendar, office hours, counting rules and identifiers an office follows.

A jurisdiction is a plug-in of the entry-point group `egovframe.jurisdictions`; `egovframe.forms.builtin.kr` is ours.
The engine knows limits, pauses and calendars; everything that is one country's law comes from here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator

from egovframe.forms.deadlines import Deadline, Extension, deadline, due_document
from egovframe.forms.identifiers import Identifier, declare
from egovframe.forms.joined.rule import ManyRule
from egovframe.forms.limits import ClockRules, Limit
from egovframe.forms.notices.paper import Paper
from egovframe.forms.notices.plain import PLAIN
from egovframe.forms.pauses import Pause
from egovframe.forms.public.law import PLAIN as PUBLICITY
from egovframe.forms.public.law import Publicity
from egovframe.kernel.calendar import KNOWN_YEARS, WEEKEND, Calendar, Holiday, OfficeHours
from egovframe.kernel.plugins import Plugin
from egovframe.kernel.text import Text


class Decree(BaseModel):
    """A holiday that the office entered itself: the day, its name, and the day on which it was declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    ko: str = Field(min_length=1)
    en: str = Field(min_length=1)
    declared_on: date

    def as_holiday(self) -> Holiday:
        """Return the decree as the calendar takes it."""
        return Holiday(self.day, Text(ko=self.ko, en=self.en), self.declared_on)


class Jurisdiction(Plugin, ABC):
    """A country's or region's law on time. Its fields are its settings.

    Where the law leaves a choice: `end_of_day` says when a limit in days runs out (None: when the office closes), and
    `pauses_in` whether a pause of a limit in working hours leaves out whole `days` or its own `minutes`.

    Contract: `holidays(year)` returns the same holidays every time it is asked, reads no clock, no file of the office
    and no network, and is asked only for `years`. A holiday declared at short notice carries `declared_on`. A calendar
    made from a jurisdiction asks once a year, lazily.
    """

    version: ClassVar[int] = 1
    title: ClassVar[Text]
    years: ClassVar[range] = KNOWN_YEARS
    days_off: ClassVar[Mapping[int, Text]] = WEEKEND
    procedure_law: ClassVar[str | None] = None
    """What the steps of a case rest on; None: the articles that the statutory procedure names are this law's own."""

    privacy_law: ClassVar[str | None] = None
    """What looks at personal data rest on; None: the articles that the facts name are this law's own."""
    identifiers: ClassVar[tuple[Identifier, ...]] = ()
    """The kinds of numbers that say a person or a business here; the forms of its cities may ask no other ones."""

    zone: str
    hours: OfficeHours = OfficeHours()
    end_of_day: str | None = Field(default=None, pattern=r"^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")
    pauses_in: Literal["days", "minutes"] = "days"
    decrees: tuple[Decree, ...] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Make the identifiers of a jurisdiction known by their names, so that forms as data can be read."""
        super().__pydantic_init_subclass__(**kwargs)
        declare(*cls.identifiers)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        """Refuse a time zone that the system does not know."""
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            msg = f"{zone!r} is no time zone; write for example Europe/Paris"
            raise ValueError(msg) from None
        return zone

    @abstractmethod
    def holidays(self, year: int) -> Sequence[Holiday]:
        """Return the public holidays of a year, weekly days off left out."""

    @property
    @abstractmethod
    def rules(self) -> ClockRules:
        """Return how limits are counted, by which articles, what stops and what prolongs the clock.

        The settings in them are `end_of_day` and `pauses_in`. Among `reasons` is `supplement`.
        """

    @property
    def papers(self) -> Mapping[str, Paper]:
        """Return the papers of this jurisdiction by kind: which are official forms, by which articles, in its words."""
        return PLAIN

    @property
    def many(self) -> ManyRule | None:
        """Return what the law says of many applicants: from how many on petitions are joined; None: it says nothing."""
        return None

    @property
    def longest(self) -> Mapping[str, Limit]:
        """Return the longest processing limit that the law allows, by kind of petition; what is missing has none."""
        return {}

    @property
    def kinds(self) -> Mapping[str, Text]:
        """Return the kinds of petitions that the law names, with their titles: those that a form can be of."""
        return {kind: Text.of(kind) for kind in self.longest}

    @property
    def publicity(self) -> Publicity:
        """Return how petitions become public: by when that is decided, on which grounds it is refused, for how long."""
        return PUBLICITY

    @cached_property
    def calendar(self) -> Calendar:
        """Return the calendar of this jurisdiction with the office's own hours and decrees."""
        return Calendar(
            ZoneInfo(self.zone),
            hours=self.hours,
            days_off=self.days_off,
            holidays=self.holidays,
            declared=[decree.as_holiday() for decree in self.decrees],
            years=self.years,
        )

    def deadline(
        self,
        received: datetime,
        limit: Limit,
        *,
        pauses: Iterable[Pause] = (),
        extensions: Iterable[Extension] = (),
        known_at: datetime | None = None,
    ) -> Deadline:
        """Return the deadline with its ledger, by what was known at `known_at` (None: by all that is known)."""
        calendar = self.calendar.known_at(known_at) if known_at else self.calendar
        return deadline(received, limit, calendar=calendar, pauses=pauses, extensions=extensions, rules=self.rules)

    def due_document(self, line: Mapping[str, object], *, language: str = "ko") -> dict[str, object]:
        """Return what `egovframe forms due` prints for a line; see `egovframe.forms.deadlines.due_document`."""
        return due_document(line, calendar=self.calendar, rules=self.rules, language=language)
