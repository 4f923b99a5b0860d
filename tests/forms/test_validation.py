"""Answers come in: kept as given, checked as declared, every fault in both languages and none quoting the answer."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from statistics import median
from time import perf_counter
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from egovframe.forms import Definition, Email, Form, FormInvalid, LongText, Phone, ask, bind
from tests.forms.everything import ANSWERS, SAID, Everything, Harm

DEFINITION = Definition.of(Everything, name="everything", title="모두")


def faults(answers: dict[str, Any], form: Any = Everything, *, posted: bool = False) -> dict[str, str]:
    """The codes of the faults by field."""
    with pytest.raises(FormInvalid) as caught:
        bind(form, answers, posted=posted)
    for fault in caught.value.faults:
        words = fault.message if isinstance(fault.message, str) else fault.message.as_dict()
        assert isinstance(words, dict)
        assert words["ko"] != words["en"], "said in both languages"
        assert all(piece not in str(words) for piece in SAID), "no message quotes an answer"
    assert all(piece not in str(caught.value) for piece in SAID)
    return {fault.field: fault.code for fault in caught.value.faults}


def test_answers_that_hold_come_out_typed_and_unchanged() -> None:
    """Texts are neither trimmed nor normalised; numbers, dates and choices are what the class says."""
    form = bind(Everything, ANSWERS)
    assert isinstance(form, Everything)
    assert (form.story, form.phone) == (ANSWERS["story"], "010-1234-5678")
    assert (form.depth, form.when, form.harm) == (Decimal("0.35"), dt.date(2026, 9, 18), Harm.CAR)
    assert form.born == dt.date(1990, 2, 28)


def test_the_definition_checks_as_the_class_does() -> None:
    """The same answers hold and fail, with the same codes, for the class and for the definition as data."""
    assert bind(DEFINITION, ANSWERS).model_dump(mode="json") == bind(Everything, ANSWERS).model_dump(mode="json")
    wrong = {**ANSWERS, "lanes": 99, "harm": "dog", "phone": "1", "number": "900101-1234567"}
    assert faults(wrong) == faults(wrong, DEFINITION)


def test_what_may_be_left_out_may_be_left_out() -> None:
    """Defaults are taken, an empty text is no answer."""
    form = bind(
        Everything, {**{k: ANSWERS[k] for k in ("title", "story", "days", "when", "phone", "name")}, "email": ""}
    )
    assert isinstance(form, Everything)
    assert (form.lanes, form.seen, form.colour, form.email, form.harm) == (0, False, "red", None, None)


@pytest.mark.parametrize(
    ("field", "answer", "code"),
    [
        ("title", "", "missing"),
        ("title", " \u200b\u3164", "missing"),
        ("title", "가", "too_short"),
        ("title", "가" * 51, "too_long"),
        ("title", 5, "not_text"),
        ("title", "a\0b", "characters"),
        ("title", "a\ud800b", "characters"),
        ("story", None, "missing"),
        ("story", "x" * 100_001, "too_long"),
        ("lanes", "two", "not_a_whole_number"),
        ("lanes", 2.5, "not_a_whole_number"),
        ("lanes", -1, "too_small"),
        ("lanes", 9, "too_large"),
        ("lanes", True, "not_a_whole_number"),
        ("depth", 0.5, "not_a_number"),
        ("depth", "0.05", "too_small"),
        ("depth", "5", "too_large"),
        ("cost", -1, "too_small"),
        ("cost", "a lot", "not_an_amount"),
        ("seen", "maybe", "not_yes_or_no"),
        ("harm", "dog", "not_a_choice"),
        ("colour", "green", "not_a_choice"),
        ("days", [], "missing"),
        ("days", ["mon", "tue", "wed"], "too_many"),
        ("days", ["mon", "mon"], "repeated"),
        ("days", ["sun"], "not_a_choice"),
        ("when", "2026-02-30", "not_a_date"),
        ("when", "2019-12-31", "too_small"),
        ("when", "2031-01-01", "too_large"),
        ("when", 1_700_000_000, "not_a_date"),
        ("code", "ab-123", "pattern"),
        ("phone", "12", "not_a_phone"),
        ("phone", "010-1234", "not_a_phone"),
        ("email", "hong@", "not_an_email"),
        ("name", "홍\n길동", "not_one_line"),
        ("born", "2999-01-01", "not_past"),
        ("born", "1899-12-31", "too_small"),
        ("number", "900101-1234567", "not_a_resident_number"),
        ("number", "901301-1234568", "not_a_resident_number"),
        ("stranger", "x", "unknown"),
    ],
)
def test_each_fault_has_its_code(field: str, answer: object, code: str) -> None:
    """One wrong answer is one fault with a stable code; the others are not blamed."""
    assert faults({**ANSWERS, field: answer}) == {field: code}


def test_all_faults_come_at_once_in_the_order_of_the_form() -> None:
    """A person mends everything in one go."""
    assert list(faults({})) == ["title", "story", "days", "when", "phone", "name"]
    assert list(faults({**ANSWERS, "name": "", "title": "", "lanes": 10})) == ["title", "lanes", "name"]


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("cost", "１４５,０００원", 145_000),
        ("cost", "₩145,000", 145_000),
        ("lanes", " 3 ", 3),
        ("depth", "+0.5", Decimal("0.5")),
        ("when", "2026. 9. 18.", dt.date(2026, 9, 18)),
        ("when", "2026년 9월 18일", dt.date(2026, 9, 18)),
        ("when", "20260918", dt.date(2026, 9, 18)),
        ("seen", "예", True),
        ("seen", "no", False),
        ("number", "900101 - 1234568", "900101-1234568"),
        ("phone", "02-123-4567", "02-123-4567"),
        ("phone", "+82 10 1234 5678", "+82 10 1234 5678"),
        ("phone", "+1 212 555 0123", "+1 212 555 0123"),
    ],
)
def test_answers_are_read_as_people_write_them(field: str, written: str, meant: object) -> None:
    """Full-width digits, separators, units, dates with dots; phones stay as they were written."""
    assert getattr(bind(Everything, {**ANSWERS, field: written}), field) == meant


def test_a_page_posts_texts() -> None:
    """Blank fields are no answer, CRLF becomes LF, a date comes in three parts, an absent tick box is no."""
    posted = {
        "title": "제목입니다",
        "story": "첫 줄\r\n둘째 줄",
        "lanes": "3",
        "depth": "",
        "cost": "145,000",
        "harm": "",
        "days": "mon",
        "when-y": "2026",
        "when-m": "9",
        "when-d": "8",
        "phone": "010-1234-5678",
        "name": "홍길동",
        "born-y": "",
        "born-m": "",
        "born-d": "",
        "csrf": "something else of the page",
    }
    form = bind(Everything, posted, posted=True)
    assert isinstance(form, Everything)
    assert (form.story, form.lanes, form.cost, form.depth) == ("첫 줄\n둘째 줄", 3, 145_000, None)
    assert (form.days, form.when, form.seen, form.born, form.harm) == (["mon"], dt.date(2026, 9, 8), False, None, None)
    assert faults({**posted, "when-d": "31", "days": []}, posted=True) == {"days": "missing", "when": "not_a_date"}


@given(st.text(min_size=1, max_size=60))
def test_any_text_is_kept_or_refused_never_changed(text: str) -> None:
    """Whatever is written: it comes back as it was, or a fault says why not."""
    try:
        form = bind(Everything, {**ANSWERS, "story": text})
    except FormInvalid:
        return
    assert isinstance(form, Everything)
    assert form.story == text


@given(
    st.dictionaries(
        st.sampled_from([*ANSWERS, "other"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(max_size=3), max_size=3),
    )
)
def test_any_answers_give_a_form_or_faults(answers: dict[str, Any]) -> None:
    """Nothing that is sent raises anything else, from a program or from a page."""
    for posted in (False, True):
        try:
            bind(Everything, answers, posted=posted)
        except FormInvalid as error:
            assert error.faults  # noqa: PT017 - see above


# --- speed ---


class TwelveFields(Form):
    """A form of twelve questions."""

    a: str = ask("a", max_length=200)
    b: str = ask("b", max_length=200)
    c: LongText = ask("c")
    d: int = ask("d", ge=0, le=8)
    e: int = ask("e", ge=0)
    f: bool = ask("f", default=False)
    g: Literal["x", "y"] = ask("g")
    h: dt.date = ask("h")
    i: Phone = ask("i")
    j: Email = ask("j")
    k: str | None = ask("k")
    l: str = ask("l", default="-")  # noqa: E741 - the twelfth letter


class TwelveBare(BaseModel):
    """The same with pydantic alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    a: Annotated[str, Field(min_length=1, max_length=200)]
    b: Annotated[str, Field(min_length=1, max_length=200)]
    c: Annotated[str, Field(min_length=1, max_length=100_000)]
    d: Annotated[int, Field(ge=0, le=8)]
    e: Annotated[int, Field(ge=0)]
    f: bool = False
    g: Literal["x", "y"]
    h: dt.date
    i: Annotated[str, Field(pattern=r"^[0-9+ -]{8,20}$")]
    j: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    k: str | None = None
    l: str = "-"  # noqa: E741 - the twelfth letter


def test_the_cost_beside_bare_pydantic_is_printed() -> None:
    """Both accept the same answers; what each takes is printed, never asserted (shown with -rP)."""
    answers: dict[str, object] = {
        "a": "중앙로 12", "b": "하늘시", "c": "길이 파였습니다.\n" * 20, "d": 2, "e": 7, "f": True, "g": "x",
        "h": "2026-09-18", "i": "010-1234-5678", "j": "hong@example.com", "k": "기타", "l": "끝",
    }  # fmt: skip
    bare = TwelveBare.model_validate(answers)
    ours = bind(TwelveFields, answers)
    assert bare.model_dump() == ours.model_dump()
    rounds = int(os.environ.get("EGOVFRAME_ROUNDS", "200"))

    def took(check: Any) -> float:
        times = []
        for _ in range(9):
            start = perf_counter()
            for _ in range(rounds):
                check()
            times.append((perf_counter() - start) / rounds)
        return median(times) * 1e6

    one, two = took(lambda: TwelveBare.model_validate(answers)), took(lambda: bind(TwelveFields, answers))
    print(f"bare pydantic {one:.2f} µs, bind {two:.2f} µs: {two / one:.2f} times")  # noqa: T201 - shown with -rP
