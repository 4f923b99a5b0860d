"""Questions as fields of a page, and answers in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from egovframe.web.portal.fields import entered, fields, gathered, in_words
from egovframe.web.urlencoded import Fields
from tests.forms.everything import Everything, Harm

QUESTIONS = Everything.form_questions


def test_fields_of_an_empty_form() -> None:
    """Nothing stands in an empty form but the defaults of questions that may be left out."""
    drawn = {field.question.name: field for field in fields(QUESTIONS.values(), None, {})}
    assert drawn["lanes"].value == "0"
    assert drawn["colour"].values == ("red",)
    assert drawn["seen"].values == ("no",)
    assert drawn["title"].values == ()
    assert drawn["when"].parts == ("", "", "")


def test_fields_with_what_was_entered() -> None:
    """What was entered stays, faulty or not, dates in their parts or whole; the fault stands with its question."""
    posted = Fields.read(b"title=a&days=mon&days=tue&when-y=26&when-m=x&born=1990-02-28")
    drawn = {field.question.name: field for field in fields(QUESTIONS.values(), posted, {"when": "no"})}
    assert drawn["days"].values == ("mon", "tue")
    assert drawn["when"].parts == ("26", "x", "")
    assert drawn["born"].parts == ("1990", "02", "28")
    assert drawn["when"].fault == "no"
    assert drawn["lanes"].values == ()


def test_where_the_focus_goes() -> None:
    """A link to a fault leads to the control that takes the answer, the first of several."""
    drawn = {field.question.name: field for field in fields(QUESTIONS.values(), None, {})}
    targets = {name: drawn[name].target for name in ("title", "harm", "days", "when", "seen")}
    assert targets == {"title": "q-title", "harm": "q-harm-0", "days": "q-days-0", "when": "q-when-y", "seen": "q-seen"}
    assert drawn["phone"].autocomplete == "tel"
    assert drawn["number"].autocomplete == "off"
    assert drawn["email"].optional
    assert (drawn["lanes"].width, drawn["story"].width) == ("w8", "")


def test_carried_and_gathered() -> None:
    """The check page carries all that belongs to the form, and nothing else; names with several values are lists."""
    posted = Fields.read(b"title=a&evil=1&days=mon&days=tue&when-y=2026&when-m=9&when-d=1&form-step=file")
    assert entered(QUESTIONS.values(), posted) == [
        ("title", "a"), ("days", "mon"), ("days", "tue"), ("when-y", "2026"), ("when-m", "9"), ("when-d", "1"),
    ]  # fmt: skip
    assert gathered(posted)["days"] == ["mon", "tue"]
    assert gathered(posted)["title"] == "a"


@pytest.mark.parametrize(
    ("name", "value", "ko", "en"),
    [
        ("title", "구멍", "구멍", "구멍"),
        ("harm", Harm.CAR, "자동차", "Car"),
        ("harm", None, "", ""),
        ("seen", True, "예", "Yes"),
        ("seen", False, "아니요", "No"),
        ("days", ["mon", "tue"], "mon, tue", "mon, tue"),
        ("days", [], "", ""),
        ("cost", 145000, "145,000원", "₩145,000"),
        ("when", date(2026, 9, 18), "2026년 9월 18일(금)", "Friday 18 September 2026"),
        ("born", "1990-**-**", "1990-**-**", "1990-**-**"),
        ("depth", Decimal("0.35"), "0.35", "0.35"),
        ("lanes", 0, "0", "0"),
    ],
)
def test_in_words(name: str, value: object, ko: str, en: str) -> None:
    """An answer is told as people say it; a masked one as it is; no answer is empty, which nought is not."""
    assert in_words(QUESTIONS[name], value, "ko") == ko
    assert in_words(QUESTIONS[name], value, "en") == en
