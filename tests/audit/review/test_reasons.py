"""Tests of the words that are asked for where a reason is missing."""

from __future__ import annotations

import pytest

from egovframe.audit.review.reasons import _GONE, LONGEST, _text
from egovframe.kernel.errors import Invalid


@pytest.mark.parametrize("written", ["", "  \n", "가" * (LONGEST + 1)])
def test_a_reason_that_is_missing_or_too_long_is_a_fault_of_its_field(written: str) -> None:
    """Blanks are no reason."""
    with pytest.raises(Invalid) as caught:
        _text("reason", written, needed=_GONE)
    assert [fault.field for fault in caught.value.faults] == ["reason"]
