"""Events of profiles."""

from __future__ import annotations

from egovframe.auth.profiles.events import ProfileChanged


def test_an_event_carries_ids_and_names_of_fields_only() -> None:
    """It may wait in the outbox, readable."""
    assert ProfileChanged.name == "profile.changed"
    assert set(ProfileChanged.model_fields) == {"account_id", "fields"}
