"""The settings of the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from egovframe.audit.settings import AuditSettings


def test_an_office_that_sets_nothing_has_no_anchor_and_hands_over_hourly() -> None:
    """Anchors are named on purpose: where they are only the city knows."""
    assert AuditSettings().anchors == {}
    assert AuditSettings(anchor_every="PT15M").anchor_every == timedelta(minutes=15)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        AuditSettings(anchor_every=timedelta(0))


def test_witnessing_is_off_until_it_is_asked_for() -> None:
    """No policy, no witness, nobody asked; a witness and those that are asked are named one by one."""
    nothing = AuditSettings()
    assert (nothing.policy, nothing.witness.serve, nothing.witness.logs, nothing.witnesses) == ("", False, {}, ())
    given = AuditSettings.model_validate(
        {
            "witness": {"serve": True, "name": "bada.example/witness", "logs": {"o": ["o+1+2"]}},
            "witnesses": [{"vkey": "w+1+2", "url": "https://w.example"}],
            "witness_every": 30,
        }
    )
    assert (given.witness.logs, given.witnesses[0].url) == ({"o": ("o+1+2",)}, "https://w.example")
    assert given.witness_every == timedelta(seconds=30)
    with pytest.raises(ValidationError):
        AuditSettings.model_validate({"witnesses": [{"vkey": "w+1+2"}]})
