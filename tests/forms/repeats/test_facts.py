"""The facts of repeats."""

from __future__ import annotations

from egovframe.forms.facts import FACTS as ALL
from egovframe.forms.repeats.facts import COMPARED, FACTS


def test_the_fact_of_a_comparison_is_one_of_the_component() -> None:
    """It is a deed on a case, names the other petition by its number, and holds no personal detail."""
    assert all(each in ALL for each in FACTS)
    assert COMPARED.handles
    assert {"other", "same"} <= set(COMPARED.details)
    assert not COMPARED.private
