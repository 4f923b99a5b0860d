"""A paper as a PDF file, where the office can make none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from egovframe.kernel.errors import MissingExtra, NotFound
from egovframe.web import notice, pdf


def test_an_office_without_the_extra_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what to do instead."""
    monkeypatch.setattr(pdf, "lacking", lambda: MissingExtra("no PDF", hint="pip install"))
    nothing: Any = SimpleNamespace(receipt="7K4-RM2-X9H", kind="refusal")
    with pytest.raises(NotFound) as refused:
        notice.pdf_of(nothing, nothing, nothing)
    assert "Print the page" in str(refused.value.hint)
