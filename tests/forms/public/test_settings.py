"""The settings of public petitions."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from egovframe.forms.public.settings import PublicSettings
from egovframe.forms.settings import FormsSettings


def test_what_is_usual() -> None:
    """People sign by mail; a link holds for two days; the signers are erased after three months."""
    usual = FormsSettings().public
    assert (usual.contacts, usual.link_hours, usual.erase_days) == (("email",), 48, 90)


@pytest.mark.parametrize("said", [{"contacts": ["pigeon"]}, {"address_minute": 0}, {"erase_days": 0}, {"rate": 5}])
def test_what_does_not_hold_is_refused(said: dict[str, object]) -> None:
    """Unknown ways, limits that let nobody sign, and names that are none."""
    with pytest.raises(ValidationError):
        PublicSettings.model_validate(said)
