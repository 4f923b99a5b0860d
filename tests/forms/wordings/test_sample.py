"""The sample case of a preview."""

from __future__ import annotations

import pytest

from egovframe.forms.notices.paper import FIELDS
from egovframe.forms.wordings import sample


@pytest.mark.parametrize("language", ["ko", "en", "es"])
def test_every_field_of_a_paper_has_a_value(language: str) -> None:
    """So that a preview shows every part; nothing of it is anybody's."""
    values = sample.values(language, office="")
    assert set(values) == set(FIELDS)
    assert all(values.values())
