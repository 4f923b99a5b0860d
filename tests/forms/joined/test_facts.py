"""The facts of many applicants."""

from __future__ import annotations

from egovframe.forms.facts import FACTS as ALL
from egovframe.forms.joined.facts import CARRIED, FACTS, JOINED


def test_each_is_a_deed_on_a_case_and_says_nothing_personal() -> None:
    """They are facts of the component, about a case, with numbers and receipts alone."""
    assert all(each in ALL for each in FACTS)
    assert all(each.handles and not each.private for each in FACTS)
    assert {"lead", "applicants"} <= set(JOINED.details)
    assert {"taken", "done", "left"} <= set(CARRIED.details)
