"""What a case says on a paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egovframe.forms.limits import Limit, at_once, months, weeks, working_days
from egovframe.forms.notices.case import limit_in_words, values_of
from tests.forms.desk import POTHOLE, Desk


@pytest.mark.parametrize(
    ("limit", "ko", "en", "es"),
    [
        (working_days(1), "1일", "1 day", "1 día"),
        (working_days(7), "7일", "7 days", "7 días"),
        (weeks(2), "2주", "2 weeks", "2 semanas"),
        (months(3), "3개월", "3 months", "3 meses"),
        (at_once(), "즉시", "at once", "de inmediato"),
    ],
)
def test_a_limit_in_words(limit: Limit, ko: str, en: str, es: str) -> None:
    """In each language, with its plural."""
    assert [limit_in_words(limit, tag) for tag in ("ko", "en", "es")] == [ko, en, es]


def test_nothing_personal_is_among_what_a_case_says(small_desk: Desk) -> None:
    """Number, moments and the office's own names; no answer."""
    petition = replace(small_desk.submit(answers=POTHOLE).petition, language="es")
    values = values_of(small_desk.forms, petition, at=small_desk.time.at)
    assert values["receipt"] == petition.receipt
    assert (values["received"], values["made"]) == ("2026-09-21 10:00", "2026-09-21")
    assert (values["limit"], values["handler"]) == ("7 días", "(se indicará al asignarse)")
    assert not any(word in " ".join(values.values()) for word in ("1234", "중앙로"))
