"""The words for what comes of a part."""

from __future__ import annotations

from egovframe.forms.joint.model import READABLE, RESULTS, STATES


def test_every_result_is_a_state_and_the_case_is_read_through_what_is_still_the_units() -> None:
    """What was returned or withdrawn is not."""
    assert set(RESULTS) < set(STATES)
    assert set(STATES) - set(READABLE) == {"returned", "withdrawn"}
    assert all(words.in_("ko") != words.in_("en") for words in STATES.values())
