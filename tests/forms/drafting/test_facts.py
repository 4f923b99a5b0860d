"""What the trail tells of forms in the making."""

from __future__ import annotations

from egovframe.forms.drafting.facts import FACTS
from egovframe.forms.facts import FACTS as ALL


def test_the_facts_of_drafting_are_facts_of_forms() -> None:
    """Each names the form, and none of them anybody's data."""
    assert all(each in ALL for each in FACTS)
    assert all(each.action.startswith("form.") and "form" in each.details and not each.handles for each in FACTS)
