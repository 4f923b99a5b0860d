"""What the trail tells of fees."""

from __future__ import annotations

from egovframe.forms.fees.facts import FACTS


def test_amounts_are_never_published() -> None:
    """An amount that is worked out tells of the answers: it is kept under the applicant's key."""
    assert all("amount" not in fact.details for fact in FACTS)
    assert {fact.action for fact in FACTS if "amount" not in fact.private} == {"payment.free"}


def test_each_names_whose_it_is() -> None:
    """A payment is somebody's."""
    assert all(fact.handles and fact.action.startswith("payment.") for fact in FACTS)
