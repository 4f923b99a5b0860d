"""The settings of files."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from egovframe.forms.uploads.settings import FilesSettings
from egovframe.settings import Settings


def test_they_stand_below_those_of_forms() -> None:
    """`[forms.files]`, with types that are read to their end, and no scanner unless one is named."""
    settings = Settings.only().forms.files
    assert settings == FilesSettings()
    assert settings.scanner == ""
    assert "image/jpeg" in settings.types
    assert not any(each.startswith(("text/html", "image/svg")) for each in settings.types)


def test_a_typo_is_refused() -> None:
    """An unknown key is no setting."""
    with pytest.raises(ValidationError):
        FilesSettings(scaner="clamav")  # type: ignore[call-arg]
