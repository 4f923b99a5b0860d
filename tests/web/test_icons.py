"""The icons."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from egovframe.web.icons import SHAPES, icon


def test_every_icon_is_drawn() -> None:
    """Every icon is well-formed SVG that a screen reader passes over; arrows turn round with the script."""
    for name in SHAPES:
        drawn = ET.fromstring(icon(name))
        assert drawn.get("aria-hidden") == "true"
        assert len(drawn) > 0
    assert "flip" in icon("back")
    assert "flip" not in icon("lock")
    with pytest.raises(KeyError):
        icon("nothing")
