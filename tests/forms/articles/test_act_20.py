"""민원 처리에 관한 법률 제20조: consultation with other units and bodies, inside the limit."""

from __future__ import annotations

from datetime import date

import pytest

from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Invalid
from tests.forms.articles.worked import KOREA, at
from tests.forms.conftest import small_desk
from tests.forms.course import Case
from tests.forms.desk import Desk

__all__ = ["small_desk"]


def test_the_reply_is_asked_for_within_the_limit(small_desk: Desk) -> None:
    """①②: the office sets a reply date within the limit, and waiting for the reply does not stop the clock."""
    case = Case(small_desk)
    due = case.now().due
    with pytest.raises(Invalid):
        case.officer(Petitions.consult, "공원과", "의견을 주십시오.", reply_by=at("2026-10-02T10:00"))
    case.officer(Petitions.consult, "공원과", "의견을 주십시오.", reply_by=at("2026-09-28T18:00"))
    assert case.now().due == due
    assert KOREA.calendar.local(due).date() == date(2026, 10, 1)
