"""Personal data as a type: what numbers are valid, and what a mask still shows."""

from __future__ import annotations

import pytest

from egovframe.forms import Personal, Sensitive, UniqueId
from egovframe.forms.builtin import kr_identifiers as kr
from egovframe.forms.builtin import py_identifiers as py
from egovframe.forms.personal import as_e164, digits, is_phone, last_four, mask, masked_text
from tests.forms.everything import Everything

Q = Everything.form_questions


def test_the_markers_rise() -> None:
    """A unique identifier and sensitive data are personal data too (개인정보 보호법 2, 23, 24)."""
    assert [each.level for each in (Personal, Sensitive, UniqueId)] == ["personal", "sensitive", "unique-id"]
    assert issubclass(Sensitive, Personal)
    assert issubclass(UniqueId, Personal)


def test_phones() -> None:
    """Korean without a code, others with theirs; for networks in E.164."""
    assert is_phone("02-123-4567")
    assert not is_phone("12")
    assert as_e164("010-1234-5678") == as_e164("+82 10 1234 5678") == "+821012345678"
    assert as_e164("no number") is None
    assert (digits("０１０-１２"), last_four("+82 10-1234-5678")) == ("01012", "5678")


@pytest.mark.parametrize(
    ("field", "answer", "shown"),
    [
        ("phone", "01012345678", "010-****-5678"),
        ("phone", "02-123-4567", "02-****-4567"),
        ("phone", "1234", "****"),
        ("email", "h@example.com", "h***@example.com"),
        ("email", "no-at", "****"),
        ("name", "홍", "*"),
        ("name", "홍길", "홍*"),
        ("name", "남궁길동", "남*동"),
        ("home", "하늘시", "****"),
        ("illness", "천식", "****"),
        ("number", "900101-1234568", "****"),
        ("born", 19900101, "****"),
    ],
)
def test_what_a_mask_shows(field: str, answer: object, shown: str) -> None:
    """Enough to tell two apart, and never how long a hidden answer is."""
    assert mask(answer, Q[field]) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("010-1234-5678로 전화", "010-****-5678로 전화"),
        ("+82 10 1234 5678", "82-****-5678"),
        ("02-123-4567", "02-****-4567"),
        ("hong@example.com에 답장", "h***@example.com에 답장"),
        ("제 번호는 800101-1234567입니다", "제 번호는 ****입니다"),
        ("2026-09-21에 12번지", "2026-09-21에 12번지"),
        ("접수 번호 7K4-RM2-X9H", "접수 번호 7K4-RM2-X9H"),
        ("", ""),
    ],
)
def test_numbers_and_addresses_in_a_text_are_masked(text: str, shown: str) -> None:
    """What can be told from other words by its form; dates and receipt numbers stay."""
    assert masked_text(text, identifiers=kr.IDENTIFIERS) == shown


def test_only_the_numbers_of_the_jurisdiction_are_masked_in_a_text() -> None:
    """A text of a Paraguayan office hides cédulas and RUCs; what is a registration number in Korea is none there."""
    text = "C.I. 1.234.567, RUC 80028061-0; 800101-1234567; hong@example.com; 12.345.678,90"
    assert masked_text(text, identifiers=py.IDENTIFIERS) == (
        "C.I. ****, RUC ****; 800101-1234567; h***@example.com; 12.345.678,90"
    )
    assert masked_text(text, identifiers=kr.IDENTIFIERS) == text.replace("800101-1234567", "****").replace(
        "hong@", "h***@"
    )
    assert masked_text(text, identifiers=()) == text.replace("hong@", "h***@")
