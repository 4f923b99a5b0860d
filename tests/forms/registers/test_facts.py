"""What the trail tells of a register."""

from __future__ import annotations

from egovframe.forms.registers.facts import FACTS, REGISTER_NAMED, REGISTER_SHOWN


def test_names_ask_for_a_reason() -> None:
    """A look at masked names is a list; names in the clear are due a reason, which is the officer's own word."""
    assert {fact.does for fact in FACTS} == {"list", "read"}
    assert all(fact.handles for fact in FACTS)
    assert (REGISTER_SHOWN.due, REGISTER_NAMED.due) == (False, True)
    assert dict(REGISTER_NAMED.private) == {"reason": "actor"}
