"""The Republic of Korea: Asia/Seoul, 09:00–18:00, and the holidays of public offices.

Holidays are those of 관공서의 공휴일에 관한 규정 (in force 2026-05-01) with the substitute holidays of its Article 3,
as the `holidays` package keeps them. Since 2026 they include 1 May (노동절) and 17 July (제헌절); before 2026 1 May was
a day off for workers but not for public offices. What is declared later is entered by the office as a decree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import ClassVar, Final

from egovframe.forms.builtin.kr_identifiers import IDENTIFIERS
from egovframe.forms.builtin.kr_papers import PAPERS, PRESCREENING
from egovframe.forms.identifiers import Identifier
from egovframe.forms.joined.rule import ManyRule
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import ClockRules, ExtensionRule, Limit, at_once, working_days
from egovframe.forms.notices.paper import Paper
from egovframe.forms.pauses import SUPPLEMENT, Reason
from egovframe.forms.public.law import Ground, Publicity
from egovframe.kernel.calendar import Holiday
from egovframe.kernel.text import Text

DECLARED: Mapping[date, date] = {
    date(2015, 8, 14): date(2015, 8, 4),
    date(2016, 5, 6): date(2016, 4, 28),
    date(2017, 10, 2): date(2017, 9, 5),
    date(2020, 8, 17): date(2020, 7, 21),
    date(2021, 8, 16): date(2021, 8, 3),
    date(2021, 10, 4): date(2021, 8, 3),
    date(2021, 10, 11): date(2021, 8, 3),
    date(2023, 5, 29): date(2023, 5, 2),
    date(2023, 10, 2): date(2023, 9, 5),
    date(2024, 10, 1): date(2024, 9, 3),
    date(2025, 1, 27): date(2025, 1, 14),
    date(2025, 6, 3): date(2025, 4, 8),
}
"""Holidays declared at short notice: the day, and the day on which the cabinet decided it."""

_DECREE = "민원 처리에 관한 법률 시행령 제20조, 행정절차법 시행령 제11조제{}호"

REASONS: tuple[Reason, ...] = (
    Reason(
        SUPPLEMENT,
        Text(ko="보완에 걸린 기간(발송일과 도달일 포함)", en="waiting for a supplement (both ends out)"),
        _DECREE.format(1),
        whole_days=True,
    ),
    Reason("transfer", Text(ko="떨어진 기관 사이의 이송", en="transfer between distant bodies"), _DECREE.format(2)),
    Reason("representative", Text(ko="대표자 선정", en="choosing a representative"), _DECREE.format(3)),
    Reason("hearing", Text(ko="의견청취", en="hearing or opinions"), _DECREE.format(4)),
    Reason(
        "inspection",
        Text(ko="실험·검사·감정·전문 기술검토", en="tests, inspection or expert review"),
        _DECREE.format(5),
    ),
    Reason("preceding", Text(ko="선행사무의 완결", en="completion of a preceding matter"), _DECREE.format(6)),
    Reason(
        "sharing",
        Text(ko="행정정보 공동이용", en="papers obtained by information sharing"),
        "민원 처리에 관한 법률 시행령 제7조의2제3항",
    ),
)
"""What stops the clock: 영20 takes the list over from 행정절차법 시행령 11; 영7의2③ adds information sharing."""

STATUTE = ClockRules(
    days_in_hours=5,
    day_minutes=8 * 60,
    at_once_minutes=3 * 60,
    at_once_article="민원 처리에 관한 법률 시행령 제19조",
    hours_article="민원 처리에 관한 법률 제19조제1항",
    days_article="민원 처리에 관한 법률 제19조제2항",
    calendar_article="민원 처리에 관한 법률 제19조제3항, 민법 제159조·제160조",
    moved_article="민법 제161조",
    reasons=REASONS,
    extension=ExtensionRule(times=2, consent_from=2, article="민원 처리에 관한 법률 시행령 제21조"),
)
"""법19: up to five days in working hours, from six on in days; 영19: at once is three working hours; 영21: extended by
at most itself, once, and a second time with the applicant's consent."""


LONGEST: Final[Mapping[str, Limit]] = {
    "질의민원(법령)": working_days(14),
    "질의민원(제도)": working_days(7),
    "건의민원": working_days(14),
    "기타민원": at_once(),
    "고충민원": working_days(7),
    PRESCREENING: working_days(30),
}
"""The processing limits of 민원 처리에 관한 법률 시행령 제14조–제17조, and the longest of a prescreening, by kind."""


STATUTORY: Final = "법정민원"
"""The kind whose limit its own law says, and which is never closed as a repeat (법2, 법23)."""

KINDS: Final[Mapping[str, Text]] = {
    STATUTORY: Text(ko=STATUTORY, en="Statutory petition (법정민원)"),
    "질의민원(법령)": Text(ko="질의민원(법령)", en="Inquiry about law (질의민원)"),
    "질의민원(제도)": Text(ko="질의민원(제도·절차)", en="Inquiry about procedure (질의민원)"),
    "건의민원": Text(ko="건의민원", en="Suggestion (건의민원)"),
    "기타민원": Text(ko="기타민원", en="Other petition (기타민원)"),
    "고충민원": Text(ko="고충민원", en="Grievance (고충민원)"),
    PRESCREENING: Text(ko="사전심사청구", en="Request for prescreening (사전심사청구)"),
}
"""The kinds of petitions of 민원 처리에 관한 법률 제2조, and the requests of its article 30."""


MANY: Final = ManyRule(
    applicants=5,
    applicants_article="민원 처리에 관한 법률 시행령 제6조제6항",
    persons=5,
    households=5,
    many_article="민원 처리에 관한 법률 제2조제6호",
    list_article="민원 처리에 관한 법률 제24조제1항",
    review_article="민원 처리에 관한 법률 시행령 제26조",
    care_article="민원 처리에 관한 법률 제24조제2항, 시행령 제27조제2항·제28조제3항",
    united=3,
    representatives=3,
    representatives_article="민원 처리에 관한 법률 시행령 제8조",
)
"""영6⑥: from five applicants on petitions of one purpose are received as one. 법2 제6호: what five or more hand in
together for the common interest of five or more households is a petition of many (다수인관련민원)."""


PUBLICITY: Final = Publicity(
    decide_days=15,
    days=30,
    shortest=30,
    grounds=(
        Ground(
            "restricted",
            Text(
                ko="다른 법령에 따라 공개·게재 또는 유통이 제한되는 내용이 포함됨",
                en="It has what another law restricts from being published",
            ),
            "청원법 시행령 제9조제1호",
        ),
        Ground(
            "unfit",
            Text(
                ko="공개하면 공정한 처리에 현저히 지장을 주는 등 공개가 적절하지 않다고 청원심의회가 인정함",
                en="The Petition Council found it unfit to be published, as that would clearly hinder fairness",
            ),
            "청원법 시행령 제9조제2호",
        ),
    ),
    remedy=Text(
        ko="공개 부적합 결정 통지를 받은 날부터 30일 안에 문서로 이의신청을 할 수 있습니다(청원법 제22조제1항).",
        en="You may object in writing within 30 days of being told of it (Petition Act, article 22(1)).",
    ),
    decide_article="청원법 제13조제1항",
    collect_article="청원법 제13조제2항",
    refuse_article="청원법 제13조제1항, 시행령 제9조",
)
"""청원법 (법률 제17701호) 제13조, 제22조 and 시행령 제9조: published or not in 15 days from receipt, then the people's
opinions are heard for 30 days. The law knows no thresholds of signatures: a city sets them."""


class Korea(Jurisdiction):
    """Korean law on time; settings: `hours`, `end_of_day` (`18:00` or `24:00`), `pauses_in`, `decrees`."""

    title: ClassVar[Text] = Text(ko="대한민국", en="Republic of Korea")
    years: ClassVar[range] = range(1950, 2101)
    identifiers: ClassVar[tuple[Identifier, ...]] = IDENTIFIERS

    zone: str = "Asia/Seoul"

    @property
    def rules(self) -> ClockRules:
        """Return the rules of 민원 처리에 관한 법률 제19조 and its Decree."""
        return replace(STATUTE, end_of_day=self.end_of_day, pauses_in=self.pauses_in)

    @property
    def papers(self) -> Mapping[str, Paper]:
        """Return the papers of 민원 처리에 관한 법률 시행규칙 and its Decree."""
        return PAPERS

    @property
    def many(self) -> ManyRule:
        """Return the figures of 민원 처리에 관한 법률 제2조제6호 and of its Decree, articles 6 and 8."""
        return MANY

    @property
    def longest(self) -> Mapping[str, Limit]:
        """Return the limits of inquiries, suggestions, other petitions and grievances (영14–17); the rest has none."""
        return LONGEST

    @property
    def kinds(self) -> Mapping[str, Text]:
        """Return the kinds of petitions of 법2, and requests for a prescreening (법30)."""
        return KINDS

    @property
    def publicity(self) -> Publicity:
        """Return how petitions become public (청원법 제13조)."""
        return PUBLICITY

    def holidays(self, year: int) -> Sequence[Holiday]:
        """Return the holidays of public offices in a year (관공서의 공휴일에 관한 규정 제2조·제3조)."""
        return office_holidays(year)


@cache
def office_holidays(year: int) -> tuple[Holiday, ...]:
    """Return the office holidays of a year in order, with Korean and English names; computed once a year."""
    from holidays import country_holidays

    korean = country_holidays("KR", years=year, expand=False, language="ko")
    english = country_holidays("KR", years=year, expand=False, language="en_US")
    return tuple(
        Holiday(day, Text(ko=_named(korean[day]), en=_named(english[day])), DECLARED.get(day)) for day in sorted(korean)
    )


def _named(name: str) -> str:
    """Return the name of a day; several holidays on one day are joined by a comma."""
    return re.sub(r";\s*", ", ", name)
