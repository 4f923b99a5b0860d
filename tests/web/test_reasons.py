"""Reasons: chosen, written, or neither; and the header that programs send."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from egovframe.kernel.errors import Invalid
from egovframe.web.reasons import LONGEST, chosen, from_header
from egovframe.web.urlencoded import Fields


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"usual": "audit"}, "감사·수사·재판 자료 제출"),
        ({"usual": "audit", "reason": " 서울고법 \r\n사건 "}, "감사·수사·재판 자료 제출: 서울고법 \n사건"),
        ({"usual": "nonsense", "reason": "전화 문의"}, "전화 문의"),
        ({"reason": "x" * (LONGEST + 9)}, "x" * LONGEST),
        ({"reason": "\0  "}, ""),
        ({}, ""),
    ],
)
def test_a_form_gives_what_was_chosen_and_written(sent: dict[str, str], said: str) -> None:
    """In the office's language; nothing is an answer too."""
    assert chosen(Fields.read(urlencode(sent).encode()), "ko") == said


def test_a_header_is_percent_encoded() -> None:
    """Headers are ASCII; what cannot be read is refused and names the header."""
    assert from_header(quote("정보공개 청구")) == "정보공개 청구"
    assert from_header("") == ""
    for wrong in ("%ff", quote("x" * (LONGEST + 1)), "%00", "\xec"):
        with pytest.raises(Invalid) as raised:
            from_header(wrong)
        assert [fault.field for fault in raised.value.faults] == ["X-Reason"]
