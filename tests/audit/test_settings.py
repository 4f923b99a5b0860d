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
