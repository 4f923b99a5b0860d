"""What the trail tells of profiles."""

from __future__ import annotations

from egovframe.auth import facts as of_accounts
from egovframe.auth.profiles.facts import FACTS


def test_every_fact_names_whose_profile_it_was_and_tells_no_value() -> None:
    """The names of fields are published, never what stands in them; old and new names are sealed for the subject."""
    assert all(each.handles for each in FACTS)
    assert {name for each in FACTS for name in each.details} == {"fields", "count"}
    assert {whose for each in FACTS for whose in each.private.values()} == {"subject"}
    assert all(each in of_accounts.FACTS for each in FACTS)
