"""What is noted of answers that were looked up; the whole way is shown in tests/web/portal/test_prefill.py."""

from __future__ import annotations

import pytest

from egovframe.forms.prefill.recording import _same
from tests.forms.prefill.register import ADDRESS, Moving


@pytest.mark.parametrize(
    ("question", "value", "same"),
    [
        ("name", "홍길동", True),
        ("name", "임꺽정", False),
        ("born", "1990-02-28", True),
        ("born", "1990. 2. 28.", True),
        ("born", "1990-02-27", False),
        ("address", ADDRESS, True),
        ("address", {**ADDRESS, "detail": "3층"}, False),
    ],
)
def test_an_answer_is_changed_when_it_says_something_else(question: str, value: object, same: bool) -> None:
    """The same day written in another way is the same answer."""
    form = Moving.model_validate({"name": "홍길동", "born": "1990-02-28", "address": ADDRESS})
    assert _same(form, question, value) is same
