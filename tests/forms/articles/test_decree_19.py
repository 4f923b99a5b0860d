"""민원 처리에 관한 법률 시행령 제19조: what is done at once."""

from __future__ import annotations

from tests.forms.articles.worked import counted, due


def test_at_once_is_three_working_hours() -> None:
    """A petition to be handled at once is handled within three working hours, unless there is a good reason."""
    assert due("2026-11-20T17:00", "now") == "2026-11-23T11:00"
    assert due("2026-11-23T10:00", "now") == "2026-11-23T14:00"  # lunch from 12 to 13 is no working hour
    found = counted("2026-11-20T17:00", "now")
    assert sum(span.counted for span in found.ledger) == 3 * 60
    assert {span.article for span in found.ledger} == {"민원 처리에 관한 법률 시행령 제19조"}
