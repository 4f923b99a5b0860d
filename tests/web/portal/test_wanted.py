"""What the progress page asks of a holder, out of the course of the case."""

from __future__ import annotations

from datetime import UTC, datetime

from egovframe.forms.procedure.course import CaseStep
from egovframe.kernel.text import Text
from egovframe.web.portal.wanted import Wanted, wanted

AT = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
FIRST, SECOND = "2026-09-28T09:00:00.000Z", "2026-10-06T09:00:00.000Z"


def step(action: str, about: str | None = None, **said: str) -> CaseStep:
    """A step of a case."""
    return CaseStep(AT, action, Text.of(action), "assigned", "roads", "kim", "", about=about, said=said)


def test_only_what_can_be_done_now_is_wanted() -> None:
    """A request that was met, or a question that was answered, is none any more."""
    course = (step("ask_supplement", FIRST, text="사진"), step("ask_consent", "2d", reason="장비"))
    assert wanted(course, []) == (None, None)
    supplement, consent = wanted(course, ["supplement", "consent"])
    assert supplement == Wanted("사진", datetime(2026, 9, 28, 9, tzinfo=UTC))
    assert consent is not None
    assert (consent.words, str(consent.by and consent.by.in_("en"))) == ("장비", "2 working days")


def test_more_time_moves_the_day_of_the_last_request() -> None:
    """The words are those of the newest request, the day is the one it was moved to."""
    course = (
        step("ask_supplement", FIRST, text="사진"),
        step("supplement"),
        step("ask_supplement", FIRST, text="도장"),
        step("extend_supplement", SECOND),
    )
    assert wanted(course, ["supplement"])[0] == Wanted("도장", datetime(2026, 10, 6, 9, tzinfo=UTC))
