"""민원 처리에 관한 법률 제19조: how processing limits are counted."""

from __future__ import annotations

import pytest

from tests.forms.articles.worked import counted, due


@pytest.mark.parametrize(
    ("received", "limit", "ends"),
    [("2026-04-30T16:00", "3d", "2026-05-07T16:00"), ("2026-11-20T17:30", "1d", "2026-11-23T17:30")],
)
def test_paragraph_1_up_to_five_days_in_hours(received: str, limit: str, ends: str) -> None:
    """①: five days or less are counted in hours from the receipt; public holidays and Saturdays are left out."""
    found = counted(received, limit)
    assert due(received, limit) == ends
    assert sum(span.counted for span in found.ledger) == int(limit[0]) * 8 * 60
    assert {span.article for span in found.ledger} == {"민원 처리에 관한 법률 제19조제1항"}


@pytest.mark.parametrize(
    ("received", "limit", "ends"),
    [
        ("2026-09-21T10:00", "7d", "2026-10-01T18:00"),
        ("2026-12-24T10:00", "14d", "2027-01-14T18:00"),
        ("2017-09-22T10:00", "7d", "2017-10-10T18:00"),
    ],
)
def test_paragraph_2_from_six_days_on_in_days(received: str, limit: str, ends: str) -> None:
    """②: six days or more are counted in days, the first day included; public holidays and Saturdays are left out."""
    found = counted(received, limit)
    assert due(received, limit) == ends
    assert found.ledger[0].counted > 0  # the day of receipt is the first
    assert sum(span.counted for span in found.ledger) == int(limit[:-1])


def test_paragraphs_1_and_2_meet_between_five_and_six_days() -> None:
    """Five days end at the hour of the receipt, six with their last day, which is the same: the first day counts."""
    assert (due("2026-11-02T10:00", "5d"), due("2026-11-02T10:00", "6d")) == ("2026-11-09T10:00", "2026-11-09T18:00")


@pytest.mark.parametrize(
    ("limit", "ends"), [("2w", "2026-11-16T18:00"), ("1m", "2026-12-01T18:00"), ("1y", "2027-11-01T18:00")]
)
def test_paragraph_3_weeks_months_and_years_from_the_first_day(limit: str, ends: str) -> None:
    """③: weeks, months and years include the first day; 민법 159–161 apply to the rest."""
    assert due("2026-11-02T10:00", limit) == ends
    found = counted("2026-11-02T10:00", limit)
    assert found.ledger[0].article == "민원 처리에 관한 법률 제19조제3항, 민법 제159조·제160조"
