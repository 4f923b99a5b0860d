"""What became of a notice, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from egovframe.forms.notices.model import LOST, STATES, Notice
from egovframe.kernel.text import Text


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_words_and_says_whether_it_left(state: str) -> None:
    """Sent, or to be read on the progress page or at the desk, has left; all others have not."""
    at = datetime(2026, 9, 21, tzinfo=UTC)
    notice = Notice("n", "result", Text(en="Result"), at, "mail", state, 0, None)
    assert notice.stands == STATES[state]
    assert notice.left is (state in ("sent", "posted", "on_status_page", "at_desk"))
    assert notice.lost is (state in LOST)
    assert not notice.resendable
