"""The Republic of Paraguay: America/Asuncion, 07:00–15:00, and its national holidays.

Sources: Ley N° 6715/2021 "De Procedimientos Administrativos", in force since 29 September 2022; Ley N° 4679/2012 "De
Trámites Administrativos", by which every body lays down the limits of its procedures (article 5); the Civil Code on
periods; the Constitution of 1992, article 33 (intimacy): Ley N° 7593/2025 on personal data, promulgated on 27 November
2025, is in force only 24 months later. Of the first and of the Civil Code no text was at hand when this was written:
they are named without an article, and a body's own lawyers must confirm what `Paraguay` takes for granted before it is
used (see docs/explanation/deadlines.md).
Nothing here comes from Korean law.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from fractions import Fraction
from functools import cache
from typing import ClassVar

from pydantic import Field

from egovframe.forms.builtin.py_identifiers import IDENTIFIERS
from egovframe.forms.builtin.py_papers import PAPERS
from egovframe.forms.identifiers import Identifier
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import ClockRules, ExtensionRule
from egovframe.forms.notices.paper import Paper
from egovframe.forms.pauses import SUPPLEMENT, Reason
from egovframe.kernel.calendar import Holiday, OfficeHours
from egovframe.kernel.text import Text

PROCEDURE = "Ley N° 6715/2021, De Procedimientos Administrativos"
TRAMITES = "Ley N° 4679/2012, De Trámites Administrativos, art. 5"
PRIVACY = "Constitución Nacional (1992), art. 33"
CIVIL_CODE = "Código Civil (Ley N° 1183/85), De los plazos"

REASONS: tuple[Reason, ...] = (
    Reason(
        SUPPLEMENT,
        Text(ko="보완을 기다린 기간", en="waiting for a supplement", es="espera de la subsanación"),
        PROCEDURE,
    ),
    Reason(
        "opinion",
        Text(ko="다른 기관의 의견", en="another body's opinion", es="dictamen o informe de otro organismo"),
        PROCEDURE,
    ),
    Reason("expert", Text(ko="감정·검사", en="expert review or inspection", es="pericia o inspección"), PROCEDURE),
)
"""What stops the clock."""

_KOREAN: Mapping[str, str] = {
    "Año Nuevo": "새해 첫날",
    "Día de los Héroes de la Patria": "조국 영웅의 날",
    "Jueves Santo": "성목요일",
    "Viernes Santo": "성금요일",
    "Domingo de Resurrección": "부활절",
    "Día de los Trabajadores": "노동절",
    "Día del Trabajador": "노동절",
    "Feriado Nacional": "국경일",
    "Día de la Independencia Nacional": "독립기념일",
    "Día de la Paz del Chaco": "차코 평화의 날",
    "Día de la Jura de la Constitución Nacional": "헌법 선서의 날",
    "Día de la Fundación de Asunción": "아순시온 건립일",
    "Día de la Batalla de Boquerón": "보케론 전투의 날",
    "Día de la Virgen de Caacupé": "카아쿠페 성모의 날",
    "Día de la Navidad": "성탄절",
    "Asueto adicional": "임시 휴일",
    "Asueto de la Administración Pública": "공공기관 휴무일",
}


class Paraguay(Jurisdiction):
    """Paraguayan law on time; settings: `hours`, `end_of_day`, `pauses_in`, `at_once_minutes`, `extensions`, `decrees`.

    `extensions` is how often a limit may be prolonged, each time by half of it at most.
    """

    title: ClassVar[Text] = Text(ko="파라과이", en="Republic of Paraguay", es="República del Paraguay")
    years: ClassVar[range] = range(1991, 2101)
    identifiers: ClassVar[tuple[Identifier, ...]] = IDENTIFIERS

    procedure_law: ClassVar[str | None] = PROCEDURE
    privacy_law: ClassVar[str | None] = PRIVACY

    zone: str = "America/Asuncion"
    hours: OfficeHours = OfficeHours(time(7), time(15), time(15), time(15))
    at_once_minutes: int = Field(default=8 * 60, ge=1, le=24 * 60)
    extensions: int = Field(default=1, ge=0, le=2)

    @property
    def rules(self) -> ClockRules:
        """Return the rules: every limit in days is counted in working days, from the day after the receipt."""
        return ClockRules(
            days_in_hours=0,
            day_minutes=self.hours.minutes,
            at_once_minutes=self.at_once_minutes,
            first_day=False,
            at_once_article=TRAMITES,
            hours_article=PROCEDURE,
            days_article=PROCEDURE,
            calendar_article=CIVIL_CODE,
            moved_article=CIVIL_CODE,
            reasons=REASONS,
            extension=ExtensionRule(times=self.extensions, share=Fraction(1, 2), article=PROCEDURE),
            end_of_day=self.end_of_day,
            pauses_in=self.pauses_in,
        )

    @property
    def papers(self) -> Mapping[str, Paper]:
        """Return the papers that hold anywhere, with Paraguayan law beside them; none is an official form."""
        return PAPERS

    def holidays(self, year: int) -> Sequence[Holiday]:
        """Return the national holidays of a year, also those that were moved or given to public bodies."""
        return national_holidays(year)


@cache
def national_holidays(year: int) -> tuple[Holiday, ...]:
    """Return the holidays of a year in order, with Spanish, English and Korean names; computed once a year."""
    from holidays import country_holidays

    kinds = ("public", "government")
    spanish = country_holidays("PY", years=year, expand=False, language="es", categories=kinds)
    english = country_holidays("PY", years=year, expand=False, language="en_US", categories=kinds)
    return tuple(Holiday(day, _named(spanish[day], english[day])) for day in sorted(spanish))


def _named(spanish: str, english: str) -> Text:
    """Return the names of a day; several holidays on one day are joined by a comma."""
    names = re.split(r";\s*", spanish)
    korean = ", ".join(_KOREAN.get(name, name) for name in names)
    return Text(ko=korean, en=re.sub(r";\s*", ", ", english), es=", ".join(names))
