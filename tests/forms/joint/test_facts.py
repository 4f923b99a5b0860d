"""The facts of joint petitions that are no steps."""

from __future__ import annotations

from egovframe.forms.facts import FACTS as ALL
from egovframe.forms.joint.facts import FACTS


def test_they_are_among_the_facts_of_forms_and_name_nothing_of_what_is_asked() -> None:
    """A letter is noted with the part and the account that it went to."""
    assert all(each in ALL for each in FACTS)
    assert [set(each.details) for each in FACTS] == [{"form", "unit", "part", "word", "to"}]
