"""Formats by name."""

from __future__ import annotations

import pytest

from egovframe.records.errors import FormatUnknown
from egovframe.records.packages.formats import FORMATS, format_of


def test_a_format_is_found_by_its_name() -> None:
    """Another name is refused with those that there are."""
    assert all(format_of(name).name == name for name in FORMATS)
    with pytest.raises(FormatUnknown) as refused:
        format_of("zip")
    assert "bagit" in refused.value.hint
