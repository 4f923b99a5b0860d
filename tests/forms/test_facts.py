"""The types of facts of this component."""

from __future__ import annotations

from egovframe.forms.facts import FACTS


def test_every_fact_about_a_petition_names_whose_it_is() -> None:
    """The data subject handled is one of the five statutory items; a try in vain may have found nobody.

    Nor is a file anybody's until it is part of a petition.
    """
    apart = ("form.", "unfinished.", "wording.")  # about a form, about what was not handed in yet, about the office
    others = {each.action for each in FACTS if not each.handles and not each.action.startswith(apart)}
    assert others == {
        "petition.inquired",
        "procedure.published",
        "ladder.published",
        "month.reviewed",
        "holiday.declared",
        "holiday.revoked",
        "hours.entered",
        "hours.revoked",
        "file.received",
        "file.checked",
        "file.removed",
    }


def test_seeing_masked_answers_asks_for_a_reason() -> None:
    """It is about the applicant, so the reason goes with the applicant's key."""
    due = {each.action: dict(each.private) for each in FACTS if each.due}
    assert due["petition.revealed"] == {"reason": "subject"}
    assert set(due) == {"petition.revealed", "petition.register_named"}
