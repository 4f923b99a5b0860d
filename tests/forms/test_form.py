"""A form is a typed class: what it declares, what it refuses to declare, and what it never prints."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from egovframe.forms import Email, Form, Phone, ResidentNumber, ask
from egovframe.kernel.errors import DeclarationError
from tests.forms.everything import ANSWERS, SAID, Everything


def test_questions_stand_in_the_order_of_the_class() -> None:
    """One attribute is one question, with words in both languages."""
    assert list(Everything.form_questions) == list(ANSWERS)
    assert Everything.form_questions["title"].label.as_dict() == {"ko": "제목", "en": "Title"}


def test_a_form_is_frozen_and_takes_nothing_else() -> None:
    """Answers that were checked cannot be changed, and no attribute can be smuggled in."""
    form = Everything(**ANSWERS)
    with pytest.raises(ValidationError):
        form.title = "다른 제목"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Everything(**{**ANSWERS, "more": 1})


def test_neither_repr_nor_errors_show_what_is_personal() -> None:
    """A log or a traceback hides it; open answers may be seen."""
    form = Everything(**ANSWERS)
    shown = f"{form!r} {form}"
    assert "구멍이 났습니다" in shown
    for piece in SAID:
        assert piece not in shown
    with pytest.raises(ValidationError) as caught:
        Everything(**{**ANSWERS, "phone": "전화 010-1234-5678 번"})
    assert "010-1234-5678" not in str(caught.value)


@pytest.mark.parametrize(
    ("annotation", "options", "says"),
    [
        (Phone, {"public": True}, "cannot be public"),
        (ResidentNumber, {}, "legal basis"),
        (object, {}, "no question takes"),
        (list[str], {}, "without offering any"),
        (int, {"ge": 5, "default": 1}, "default does not hold"),
        (str, {"pattern": "(?=x)"}, "cannot be checked"),
        (str, {"min_length": 5, "default": "x"}, "default does not hold"),
        (dt.date, {"ge": "someday"}, "cannot be checked"),
    ],
)
def test_what_does_not_hold_together_is_refused_when_it_is_declared(
    annotation: Any, options: dict[str, Any], says: str
) -> None:
    """The class itself does not come to be; the message names the form and the question."""
    with pytest.raises(DeclarationError) as caught:
        type("Wrong", (Form,), {"__annotations__": {"it": annotation}, "it": ask("뭐?", **options)})
    assert says in str(caught.value)
    assert "Wrong" in str(caught.value)
    assert "it" in str(caught.value)


def test_an_attribute_without_a_question_is_refused() -> None:
    """All that is wrong is said at once."""
    with pytest.raises(DeclarationError) as caught:
        type("Wrong", (Form,), {"__annotations__": {"a": str, "b": Email}, "b": ask("b", public=True)})
    assert "'a' has no question" in str(caught.value).replace("Question ", "")
    assert "'b'" in str(caught.value)


def test_a_form_may_build_on_another() -> None:
    """Questions of the base come first."""

    class More(Everything):
        """One question more."""

        last: str = ask("끝", default="-")

    assert list(More.form_questions) == [*ANSWERS, "last"]
    assert More(**ANSWERS).last == "-"


def test_importing_what_a_city_needs_is_light() -> None:
    """Declaring a form loads no database, no calendar, no phone numbers and no spreadsheets; every name is there."""
    code = (
        "import sys; from egovframe.forms import Form, ask, Phone, Email, PersonName, BirthDate, ResidentNumber, "
        "LongText, Money, choice, Personal, Sensitive, UniqueId, working_days, weeks, months, calendar_years, at_once, "
        "Limit, Channel, Message, Delivery, Jurisdiction, Petition;"
        "print(*sorted({'sqlalchemy', 'holidays', 'phonenumbers', 'python_calamine', 'structlog'} & set(sys.modules)));"
        "import egovframe.forms as forms; print(*[n for n in forms.__all__ if getattr(forms, n, None) is None])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.split() == []
