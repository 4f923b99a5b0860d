"""What people read when an answer does not hold: what to do, in Korean and English, never what they had written."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from egovframe.forms.questions import LARGEST_NUMBER, NULL_CHARACTER
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.questions import Question

NOT_AS_KIND: Mapping[str, str] = {
    "text": "not_text",
    "long-text": "not_text",
    "whole-number": "not_a_whole_number",
    "number": "not_a_number",
    "money": "not_an_amount",
    "yes-no": "not_yes_or_no",
    "choice": "not_a_choice",
    "choices": "not_a_choice",
    "date": "not_a_date",
    "birth-date": "not_a_date",
    "phone": "not_a_phone",
    "email": "not_an_email",
    "person-name": "not_one_line",
    "address": "not_text",
    "time": "not_a_time",
    "period": "not_a_period",
    "postal-address": "not_a_postal_address",
    "place": "not_a_place",
    "file": "not_a_file",
    "files": "not_a_file",
    "signature": "not_one_line",
    "consent": "must_agree",
    "group": "not_entries",
}
"""The code of an answer that is not of the question's kind; an identifier has its own."""

OF_TYPE: Mapping[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "invalid_key": "unknown",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "string_unicode": "characters",
    NULL_CHARACTER: "characters",
    "too_short": "too_few",
    "too_long": "too_many",
    "choice_repeated": "repeated",
    "period_backwards": "backwards",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "date_past": "not_past",
    "decimal_max_digits": "too_many_digits",
    "decimal_whole_digits": "too_many_digits",
    "decimal_max_places": "too_many_digits",
    "int_parsing_size": "too_large",
    "model_type": "not_answers",
    "dict_type": "not_answers",
    "mapping_type": "not_answers",
    "model_attributes_type": "not_answers",
}
"""Codes by pydantic's error types. Any other type means that an answer is not of its kind."""

_ONCE: Mapping[str, Text] = {
    "unknown": Text(ko="이 양식에 없는 항목입니다. 빼고 보내세요", en="This form does not ask that: leave it out"),
    "characters": Text(
        ko="저장할 수 없는 문자가 있습니다. 그 문자를 지우세요",
        en="It contains a character that cannot be kept: remove it",
    ),
    "repeated": Text(ko="같은 것을 한 번만 고르세요", en="Choose each answer only once"),
    "not_past": Text(ko="오늘보다 앞선 날짜를 적으세요", en="Write a date before today"),
    "too_many_digits": Text(ko="숫자를 서른 자리까지만 적으세요", en="Write a number of at most 30 digits"),
    "not_answers": Text(ko="답을 항목 이름과 함께 보내세요", en="Send the answers by field name"),
    "pattern": Text(ko="안내에 적힌 형식대로 적으세요", en="Write it in the form that the hint shows"),
    "not_text": Text(ko="글자로 적으세요", en="Write it as text"),
    "not_a_whole_number": Text(ko="숫자로 적으세요. 예: 3", en="Write it as a whole number, for example 3"),
    "not_a_number": Text(ko="숫자로 적으세요. 예: 3.5", en="Write it as a number, for example 3.5"),
    "not_an_amount": Text(
        ko="금액을 숫자로 적으세요. 예: 150,000", en="Write the amount as a number, for example 150,000"
    ),
    "not_yes_or_no": Text(ko="예나 아니요를 고르세요", en="Choose yes or no"),
    "not_a_choice": Text(ko="보기에 있는 것을 고르세요", en="Choose from the answers offered"),
    "not_a_date": Text(
        ko="있는 날짜를 적으세요. 예: 2026년 9월 18일",
        en="Write a date that exists, for example 18 September 2026 as 2026-09-18",
    ),
    "not_a_phone": Text(
        ko="전화번호는 010-0000-0000처럼 적으세요",
        en="Write the telephone number like 010-0000-0000 or +82 10 0000 0000",
    ),
    "not_an_email": Text(
        ko="전자우편 주소는 name@example.com처럼 적으세요", en="Write the e-mail address like name@example.com"
    ),
    "not_one_line": Text(ko="한 줄로 적으세요", en="Write it on one line"),
    "not_a_time": Text(ko="시각은 07:40처럼 적으세요", en="Write the time like 07:40"),
    "not_a_period": Text(
        ko="첫날과 마지막 날을 있는 날짜로 적으세요. 예: 2026-09-18",
        en="Write the first and the last day as dates that exist, for example 2026-09-18",
    ),
    "backwards": Text(
        ko="마지막 날이 첫날보다 앞섭니다. 바꿔 적으세요", en="The last day is before the first: mend them"
    ),
    "not_a_postal_address": Text(
        ko="우편번호 다섯 자리와 도로명 주소를 적으세요",
        en="Write the five digits of the postal code and the road address",
    ),
    "not_a_place": Text(
        ko="위도와 경도를 적으세요. 예: 37.5665, 126.978",
        en="Write latitude and longitude, for example 37.5665 and 126.978",
    ),
    "not_a_file": Text(ko="파일을 다시 올리세요", en="Send the file up again"),
    "must_agree": Text(ko="동의해야 신청할 수 있습니다", en="You can file this only if you agree"),
    "not_entries": Text(ko="항목마다 나누어 적으세요", en="Write one entry at a time"),
    "not_worked_out": Text(
        ko="이 값을 셈할 수 없습니다. 셈에 쓰는 답을 확인하세요",
        en="This cannot be worked out: check the answers that it is made of",
    ),
}

_MISSING: Mapping[str, Text] = {
    "whole-number": Text(ko="숫자를 적으세요", en="Write a number"),
    "number": Text(ko="숫자를 적으세요", en="Write a number"),
    "money": Text(ko="금액을 적으세요", en="Write the amount"),
    "yes-no": Text(ko="예나 아니요를 고르세요", en="Choose yes or no"),
    "choice": Text(ko="하나를 고르세요", en="Choose one"),
    "choices": Text(ko="하나 이상 고르세요", en="Choose at least one"),
    "date": Text(ko="날짜를 적으세요", en="Write the date"),
    "birth-date": Text(ko="생년월일을 적으세요", en="Write the date of birth"),
    "phone": Text(ko="전화번호를 적으세요", en="Write the telephone number"),
    "email": Text(ko="전자우편 주소를 적으세요", en="Write the e-mail address"),
    "person-name": Text(ko="이름을 적으세요", en="Write the name"),
    "address": Text(ko="주소를 적으세요", en="Write the address"),
    "time": Text(ko="시각을 적으세요", en="Write the time"),
    "period": Text(ko="첫날과 마지막 날을 적으세요", en="Write the first and the last day"),
    "postal-address": Text(ko="우편번호와 도로명 주소를 적으세요", en="Write the postal code and the road address"),
    "place": Text(ko="위치를 적으세요", en="Write the place"),
    "file": Text(ko="파일을 올리세요", en="Send the file up"),
    "files": Text(ko="파일을 하나 이상 올리세요", en="Send up at least one file"),
    "signature": Text(ko="서명 칸에 이름을 적으세요", en="Sign with your name"),
    "group": Text(ko="하나 이상 적으세요", en="Write at least one entry"),
}
_MISSING_TEXT = Text(ko="답을 적으세요", en="Write an answer")

FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that count as letters but look like nothing."""


def is_blank(text: str) -> bool:
    """Say whether nothing in a text can be seen."""
    return all(c.isspace() or c in FILLERS or unicodedata.category(c) in {"Cf", "Cc"} for c in text)


def code_of(error_type: str, question: Question | None, answer: object) -> str:  # noqa: PLR0911 - one a case
    """Return the code of a fault from pydantic's error type; every type has one."""
    if question is None:
        return OF_TYPE.get(error_type, "unknown")
    if question.computed is not None:
        return "not_worked_out"
    if question.kind == "consent":
        return "must_agree"
    if answer is None or (isinstance(answer, str) and is_blank(answer)):
        return "missing"
    if question.kind in {"choices", "files", "group"} and answer == [] and error_type == "too_short":
        return "missing"
    if error_type == "string_pattern_mismatch" and question.limits.pattern is not None and question.kind != "email":
        return "pattern"
    if (known := OF_TYPE.get(error_type)) is not None:
        return known
    return NOT_AS_KIND[question.kind] if (found := question.identifier) is None else found.code


def message(code: str, question: Question | None) -> Text:
    """Return what to do about a fault, in both languages."""
    if code in _ONCE or question is None:
        return _ONCE.get(code, _ONCE["not_answers"])
    if (found := question.identifier) is not None and code in ("missing", "too_short", "too_long", found.code):
        return found.missing if code == "missing" else found.wrong  # its length is part of its shape
    if code == "missing":
        return _MISSING.get(question.kind, _MISSING_TEXT)
    return _limit(code, question)


def _limit(code: str, question: Question) -> Text:  # noqa: PLR0911 - one a case
    limits = question.limits
    match code:
        case "too_short":
            least = limits.min_length or 1
            return Text(ko=f"{least:,}자 이상 적으세요", en=f"Write at least {least:,} characters")
        case "too_long":
            most = question.max_length or 0
            return Text(ko=f"{most:,}자까지 적을 수 있습니다. 줄여 적으세요", en=f"Write at most {most:,} characters")
        case "too_few" if question.kind in {"files", "group"}:
            least = limits.min_length or 1
            return Text(ko=f"{least}개 이상 적으세요", en=f"Give at least {least}")
        case "too_many" if question.kind in {"files", "group"}:
            most = question.max_entries
            return Text(ko=f"{most}개까지 적을 수 있습니다", en=f"Give at most {most}")
        case "too_few":
            least = limits.min_length or 1
            return Text(ko=f"{least}개 이상 고르세요", en=f"Choose at least {least}")
        case "too_many":
            most = limits.max_length or 0
            return Text(ko=f"{most}개까지 고르세요", en=f"Choose at most {most}")
        case "too_small":
            return _least(question)
        case _:
            return _most(question)


DAYS = frozenset({"date", "birth-date", "period"})
"""Kinds whose limits are days."""

_FLOOR: Mapping[str, int | str] = {"money": 0, "birth-date": "1900-01-01"}
"""What kinds allow at least when the question says nothing."""


def _least(question: Question) -> Text:
    limits = question.limits
    if limits.gt is not None:
        bound = _shown(limits.gt)
        if question.kind in DAYS:
            return Text(ko=f"{bound}보다 뒤의 날짜를 적으세요", en=f"Write a date after {bound}")
        return Text(ko=f"{bound}보다 큰 수를 적으세요", en=f"Write a number above {bound}")
    bound = _shown(limits.ge if limits.ge is not None else _FLOOR.get(question.kind, -LARGEST_NUMBER))
    if question.kind in {"date", "birth-date"}:
        return Text(ko=f"{bound}이거나 그 뒤의 날짜를 적으세요", en=f"Write {bound} or a later date")
    return Text(ko=f"{bound} 이상으로 적으세요", en=f"Write {bound} or more")


def _most(question: Question) -> Text:
    limits = question.limits
    if limits.lt is not None:
        bound = _shown(limits.lt)
        if question.kind in DAYS:
            return Text(ko=f"{bound}보다 앞의 날짜를 적으세요", en=f"Write a date before {bound}")
        return Text(ko=f"{bound}보다 작은 수를 적으세요", en=f"Write a number below {bound}")
    bound = _shown(limits.le if limits.le is not None else LARGEST_NUMBER)
    if question.kind in {"date", "birth-date"}:
        return Text(ko=f"{bound}이거나 그 앞의 날짜를 적으세요", en=f"Write {bound} or an earlier date")
    return Text(ko=f"{bound} 이하로 적으세요", en=f"Write {bound} or less")


def _shown(bound: int | str) -> str:
    return f"{bound:,}" if isinstance(bound, int) else bound
