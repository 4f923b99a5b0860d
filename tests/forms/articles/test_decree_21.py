"""민원 처리에 관한 법률 시행령 제21조: extension of the limit."""

from __future__ import annotations

import pytest

from egovframe.forms.deadlines import Extension, check_extensions, extend
from egovframe.forms.ledger import written
from egovframe.forms.limits import LimitError, parse_limit, working_days
from tests.forms.articles.worked import KOREA, counted

ONCE = Extension(working_days(7), "현장 조사")


def test_paragraph_1_once_within_the_limit() -> None:
    """①: where it cannot be helped the limit is extended once, within the limit itself, and the reason is told (②)."""
    found = extend(
        counted("2026-11-02T10:00", "7d"), working_days(7), reason="조사", calendar=KOREA.calendar, rules=KOREA.rules
    )
    assert written(found.due) == "2026-11-19T18:00"
    for by, reason in (("8d", "조사"), ("1w", "조사"), ("3d", " ")):
        with pytest.raises(LimitError):
            check_extensions(working_days(7), [Extension(parse_limit(by), reason)], rules=KOREA.rules)


def test_paragraph_1_proviso_a_second_time_with_consent() -> None:
    """① proviso: once more where the applicant consents; never a third time."""
    consented = Extension(working_days(7), "현장 조사", consented=True)
    with pytest.raises(LimitError, match="consent"):
        check_extensions(working_days(7), [ONCE, ONCE], rules=KOREA.rules)
    check_extensions(working_days(7), [ONCE, consented], rules=KOREA.rules)
    with pytest.raises(LimitError, match="at most twice"):
        check_extensions(working_days(7), [ONCE, consented, consented], rules=KOREA.rules)
