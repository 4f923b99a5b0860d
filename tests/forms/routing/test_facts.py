"""The types of facts of routing."""

from __future__ import annotations

from egovframe.forms.routing.facts import FACTS


def test_why_is_never_published() -> None:
    """Reasons may tell of health: they are private."""
    assert {each.action: dict(each.private) for each in FACTS if each.private} == {
        "route.added": {"reason": "actor"},
        "route.ended": {"reason": "actor"},
        "absence.entered": {"reason": "actor"},
        "petition.handed_over": {"reason": "actor"},
    }
    assert all("reason" not in each.details for each in FACTS)
