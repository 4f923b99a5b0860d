"""What the trail tells of co-signers."""

from __future__ import annotations

from egovframe.forms.cosigning.facts import FACTS
from egovframe.forms.facts import FACTS as ALL


def test_the_facts_name_no_person() -> None:
    """Each says which co-signer of which case, some which text; nothing that anybody typed."""
    assert all(each in ALL and each.handles for each in FACTS)
    allowed = {"form", "unit", "state", "cosigner", "until", "answers", "earlier"}
    assert all(set(each.details) <= allowed and not each.private for each in FACTS)
