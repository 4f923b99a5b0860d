"""The settings of records."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from egovframe.records.settings import RecordsSettings


def test_the_folder_is_the_vault_unless_said_otherwise() -> None:
    """It needs no options; a slip is refused; nothing changes later; each setting says what it is for."""
    settings = RecordsSettings()
    assert (settings.vault, settings.vault_options) == ("folder", {})
    for wrong in ({"vualt": "folder"}, {"vault": ""}):
        with pytest.raises(ValidationError):
            RecordsSettings(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        settings.vault = "other"  # type: ignore[misc]
    assert all(field.description for field in RecordsSettings.model_fields.values())
