"""What the trail tells of unfinished petitions."""

from __future__ import annotations

from egovframe.forms.facts import FACTS as ALL
from egovframe.forms.unfinished.facts import FACTS


def test_the_facts_say_nothing_of_what_was_entered() -> None:
    """Each names the form and its version, one why it came to an end, and none has a private part."""
    assert all(each in ALL for each in FACTS)
    assert all(set(each.details) <= {"form", "version", "cause"} and not each.private for each in FACTS)
